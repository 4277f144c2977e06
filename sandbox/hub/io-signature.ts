import { createHmac, timingSafeEqual } from "node:crypto";
import { parseDuration } from "../clock/duration.js";
import { type HubContext, wireTime } from "./context.js";
import { diagnoseSignature } from "./io-signature-diagnosis.js";
import {
  describeDistance,
  IoSignatureError,
  type IoSignatureReason,
  type IoSignatureReport,
  refusalOf,
} from "./io-signature-report.js";
import type { Partner } from "./partner.js";
import type { PartnerKeys } from "./partner-keys.js";
import type { Partners } from "./partners.js";

/** The two parameters of a signed link. */
export interface SignedParams {
  io_signature?: string | undefined;
  io_timestamp?: string | undefined;
}

/**
 * IO Signature: a partner may ask that the permissions page opens for links of its own server only. Documented
 * (io-signature): HMAC-SHA512 with the platform secret over `{partnerId}|{seconds}`, each good for one onboarding. Inferred
 * or chosen, and settings: the encoding, the window, the moment of use.
 */
export interface IoSignatures {
  /**
   * Lets a link in, or refuses it and writes that down: call it outside a transaction, which would take the entry along.
   *
   * @throws IoSignatureError with all that a developer needs to know.
   */
  admit(partner: Partner, params: SignedParams): void;
  /** Refuses, as `admit` does, a visit whose signature another visit has used meanwhile. */
  admitReturn(partner: Partner, params: SignedParams): void;
  /** Marks a signature as used, if this is the moment for it. It is part of a command: call it in a transaction. */
  use(partner: Partner, params: SignedParams, moment: "open" | "return"): void;
}

export interface IoSignatureRooms {
  partners: Partners;
  keys: PartnerKeys;
}

// Ten digits until the year 2286; thirteen are milliseconds.
const secondsShape = /^\d{1,11}$/;

const digest = (text: string, secret: string) => createHmac("sha512", secret).update(text, "utf8").digest();

function readSignature(text: string, encoding: "hex" | "any"): Buffer {
  if (encoding === "any" && /^[\w+/-]{86}(==)?$/.test(text)) return Buffer.from(text, "base64");
  const hex = encoding === "any" ? text.toLowerCase() : text;
  return /^[0-9a-f]{128}$/.test(hex) ? Buffer.from(hex, "hex") : Buffer.alloc(0);
}

function isRight(signature: string, expected: Buffer, encoding: "hex" | "any"): boolean {
  const bytes = readSignature(signature, encoding);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

function aboutTime(timestamp: string): string[] {
  if (secondsShape.test(timestamp)) return [];
  const seconds = /^\d{12,14}$/.test(timestamp) ? `, such as ${timestamp.slice(0, 10)}` : "";
  const kind = seconds === "" ? "no whole number of seconds" : "milliseconds";
  return [
    `io_timestamp is "${timestamp}", which is ${kind}. UNIX time in whole seconds is expected${seconds}.`,
  ];
}

/** Under which name a signature is kept: it can be written in several ways, and may be used once in any. */
const usedName = ({ io_signature = "" }: SignedParams) => readSignature(io_signature, "any").toString("hex");

// Whoever mixes up partners has a few; a sandbox that runs tests may have hundreds.
const comparedPartners = 50;

export function createIoSignatures(context: HubContext, { partners, keys }: IoSignatureRooms): IoSignatures {
  const { store, clock, journal } = context;
  const selectUse = store
    .prepare<[string, string], number>(
      "SELECT used_at FROM used_io_signatures WHERE partner_id = ? AND signature = ?",
    )
    .pluck();
  const insertUse = store.prepare<[string, string, number, number], never>(
    "INSERT INTO used_io_signatures (partner_id, signature, signed_at, used_at) VALUES (?, ?, ?, ?)",
  );
  const prune = store.prepare<[string, number], never>(
    "DELETE FROM used_io_signatures WHERE partner_id = ? AND signed_at < ?",
  );

  function draft(
    { id, settings }: Partner,
    params: SignedParams,
  ): Omit<IoSignatureReport, "reason" | "findings"> {
    const { io_signature: signature, io_timestamp: timestamp } = params;
    return {
      ...{ partnerId: id, signature, timestamp, encoding: settings.io_signature_encoding },
      signedText: timestamp === undefined ? null : `${id}|${timestamp}`,
      windowMs: parseDuration(settings.io_signature_window),
      partnerTime: clock.now(id),
      wallTime: clock.wall.now(),
    };
  }

  /** What others hold that may have been taken for the secret: the partner's keys, and the secrets of other partners. */
  function confusable({ id }: Partner) {
    const others = partners
      .list()
      .filter((other) => other.id !== id)
      .slice(0, comparedPartners);
    return {
      otherPartners: others.map((other) => other.id),
      otherKeys: [
        ...keys.list(id).map(({ apiKey, name }) => ({ key: apiKey, name: `the partner API key "${name}"` })),
        ...others.flatMap(({ id: other, platformSecret }) =>
          platformSecret === null ? [] : [{ key: platformSecret, name: `the platform secret of ${other}` }],
        ),
      ],
    };
  }

  /** What is wrong with signature and time as such; whether they are fresh is another question. */
  function findWrong(partner: Partner, secret: string, signature: string, timestamp: string): string[] {
    const encoding = partner.settings.io_signature_encoding;
    const isSigned = isRight(signature, digest(`${partner.id}|${timestamp}`, secret), encoding);
    const about = aboutTime(timestamp);
    if (isSigned) return about;
    const wrong = { partnerId: partner.id, secret, signature, timestamp, encoding, ...confusable(partner) };
    return [...about, ...diagnoseSignature(wrong)];
  }

  function judgeTime(report: ReturnType<typeof draft>, timestamp: string): IoSignatureReport | undefined {
    const signedAt = Number(timestamp) * 1000;
    const { partnerTime, wallTime, windowMs } = report;
    const nearer = Math.abs(partnerTime - signedAt) < Math.abs(wallTime - signedAt) ? partnerTime : wallTime;
    if (Math.abs(nearer - signedAt) <= windowMs) return undefined;
    const reason = signedAt < nearer ? "too-old" : "in-the-future";
    const remedy =
      reason === "too-old"
        ? "Sign when the client clicks, not when the page is made, and do not cache the link."
        : "Set the clock of the machine that signs.";
    const full = { ...report, reason, findings: [] } satisfies IoSignatureReport;
    return { ...full, findings: [describeDistance(full, signedAt, nearer), remedy] };
  }

  function judgeUse(report: ReturnType<typeof draft>, params: SignedParams): IoSignatureReport | undefined {
    const usedAt = selectUse.get(report.partnerId, usedName(params));
    if (usedAt === undefined) return undefined;
    const findings = [
      `It was used at ${wireTime(usedAt)} (the partner's clock). A signature is good for one onboarding: sign anew for each click.`,
      "Two links that are signed within the same second have the same signature.",
    ];
    return { ...report, reason: "replayed", findings };
  }

  function judge(partner: Partner, params: SignedParams): IoSignatureReport | undefined {
    const report = draft(partner, params);
    const { signature, timestamp } = report;
    const because = (reason: IoSignatureReason, ...findings: string[]) => ({ ...report, reason, findings });
    if (partner.platformSecret === null) {
      const remedy = `Set one: in the Partner Hub below Integration, or with PATCH /_sandbox/api/partners/${partner.id} {"platform_secret": "…"}.`;
      return because("no-secret", remedy);
    }
    if (signature === undefined || timestamp === undefined) {
      const absent = Object.entries({ io_signature: signature, io_timestamp: timestamp })
        .flatMap(([name, value]) => (value === undefined ? [name] : []))
        .join(" and ");
      return because("missing", `The link has no ${absent}. ${partner.id} asks for both.`);
    }
    const wrong = findWrong(partner, partner.platformSecret, signature, timestamp);
    if (wrong.length > 0) return because("wrong", ...wrong);
    return judgeTime(report, timestamp) ?? judgeUse(report, params);
  }

  function refuse(report: IoSignatureReport): never {
    const { partnerId, reason, findings } = report;
    journal.record({
      partner: partnerId,
      kind: "visit",
      summary: `the permissions page refuses the link: ${refusalOf(reason)}`,
      data: { refused: "io-signature", reason, findings },
    });
    throw new IoSignatureError(report);
  }

  /** Our choice: whoever has not switched it on is not bothered with it, but may want to know. */
  function noteIgnored(partner: Partner, { io_signature, io_timestamp }: SignedParams): void {
    if (io_signature === undefined || io_timestamp === undefined || partner.platformSecret === null) return;
    const findings = findWrong(partner, partner.platformSecret, io_signature, io_timestamp);
    if (findings.length === 0) return;
    journal.record({
      partner: partner.id,
      kind: "note",
      summary: "the link's IO signature is wrong, and ignored: the setting io_signature is off",
      data: { ignored: "io-signature", reason: "wrong", findings },
    });
  }

  return {
    admit(partner, params) {
      if (!partner.settings.io_signature) return noteIgnored(partner, params);
      const report = judge(partner, params);
      if (report) refuse(report);
    },
    admitReturn(partner, params) {
      const { io_signature, io_signature_used_at } = partner.settings;
      if (!io_signature || io_signature_used_at !== "return") return;
      const report = judgeUse(draft(partner, params), params);
      if (report) refuse(report);
    },
    use({ id, settings }, params, moment) {
      if (!settings.io_signature || settings.io_signature_used_at !== moment) return;
      const now = clock.now(id);
      // Only what neither clock could let in again: the partner's may stand far behind the machine's.
      const forgotten = Math.min(now, clock.wall.now()) - parseDuration(settings.io_signature_window);
      prune.run(id, forgotten);
      // A visit that was opened before signatures were asked for has none, or one that nobody has checked.
      const name = usedName(params);
      if (name === "" || !secondsShape.test(params.io_timestamp ?? "")) return;
      insertUse.run(id, name, Number(params.io_timestamp) * 1000, now);
    },
  };
}
