import { formatDuration } from "../clock/duration.js";
import { HubError } from "./errors.js";

/**
 * Why a link was refused: the partner has no platform secret; a parameter is missing; the signature or the time is not what
 * it should be; the signature was used before; its time is too long ago, or too far ahead.
 */
export type IoSignatureReason = "no-secret" | "missing" | "wrong" | "replayed" | "too-old" | "in-the-future";

/** What was received and what was expected, for the developer who signs. Neither the secret nor the right signature is in it. */
export interface IoSignatureReport {
  reason: IoSignatureReason;
  partnerId: string;
  /** `io_signature` as the link had it. */
  signature: string | undefined;
  /** `io_timestamp` as the link had it. */
  timestamp: string | undefined;
  /** The text whose signature was expected, `DirectPA|1775653748`; `null` without a timestamp. */
  signedText: string | null;
  encoding: "hex" | "any";
  windowMs: number;
  /** Milliseconds since 1970: now, on the partner's clock and on the machine's. */
  partnerTime: number;
  wallTime: number;
  /** What is wrong and what to do, a sentence each. */
  findings: string[];
}

const summaries: Record<IoSignatureReason, string> = {
  "no-secret": "the partner has no platform secret to check its signature with",
  missing: "it carries no IO signature",
  wrong: "its signature is wrong",
  replayed: "its signature was used before",
  "too-old": "its signature is too old",
  "in-the-future": "its signature is from the future",
};

/** Ends a sentence that begins with "the permissions page refuses the link: ". */
export const refusalOf = (reason: IoSignatureReason): string => summaries[reason];

/** The permissions page does not open, because the partner asked for signed links only. */
export class IoSignatureError extends HubError {
  readonly report: IoSignatureReport;

  constructor(report: IoSignatureReport) {
    const findings = report.findings.join(" ");
    super(
      "forbidden",
      `The link to ${report.partnerId} is refused: ${refusalOf(report.reason)}. ${findings}`,
      {
        field: "io_signature",
      },
    );
    this.report = report;
  }
}

const named = (now: number, { wallTime }: IoSignatureReport) =>
  now === wallTime ? "the machine's time" : "the partner's clock";

/** How far the link's time is from now, by the nearer of the two clocks. */
export function describeDistance(report: IoSignatureReport, signedAt: number, now: number): string {
  const apart = formatDuration(Math.abs(now - signedAt));
  const side = signedAt < now ? "before" : "after";
  return `io_timestamp is ${apart} ${side} ${named(now, report)}; ${formatDuration(report.windowMs)} are allowed.`;
}
