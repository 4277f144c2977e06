import { writeFile } from "node:fs/promises";
import { StartError } from "../sandbox.js";
import type { ReportOptions } from "../scenario/report.js";
import { toJson } from "../verify/report/json.js";
import { toJUnit } from "../verify/report/junit.js";
import { formatEnd, formatPlay, formatRules } from "../verify/report/terminal.js";
import type { Play, VerifyResult } from "../verify/result.js";
import { VerifyError } from "../verify/verify-error.js";
import { ReferenceClientError } from "./reference-client.js";

/** What becomes of a result, as commander hands it over. */
export interface OutputOptions {
  /** Prints one JSON document instead of a report. */
  json?: boolean | undefined;
  /** The file for the JSON document. */
  jsonFile?: string | undefined;
  junit?: string | undefined;
  html?: string | undefined;
  /** No timelines of what passed. */
  quiet?: boolean | undefined;
}

/** A file for a report cannot be written; the message says which and why. */
class ReportError extends Error {}

async function write(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((error: unknown) => {
    throw new ReportError(
      `The report ${path} cannot be written: ${error instanceof Error ? error.message : error}.`,
    );
  });
}

const jsonText = (result: VerifyResult): string => `${JSON.stringify(toJson(result), null, 2)}\n`;

/** Prints scenarios as they end, and the whole at the end; writes the files that were asked for. */
export function createReporter(output: OutputOptions) {
  const { json = false, jsonFile, junit, html, quiet = false } = output;
  const look: ReportOptions = { colour: process.stdout.isTTY && process.stdout.hasColors(), quiet };
  const isPrinted = !json;
  return {
    /** Whether a person reads along. */
    isPrinted,
    look,
    tell(play: Play): void {
      if (isPrinted) console.log(formatPlay(play, look).join("\n"));
    },
    async end(result: VerifyResult): Promise<void> {
      if (isPrinted) {
        console.log([...formatRules(result, look), ...formatEnd(result, look)].join("\n"));
      } else console.log(jsonText(result).trimEnd());
      if (jsonFile !== undefined) await write(jsonFile, jsonText(result));
      if (junit !== undefined) await write(junit, toJUnit(result));
      if (html !== undefined) {
        const { toHtml } = await import("../verify/report/html.js");
        await write(html, await toHtml(result));
      }
    },
  };
}

export type Reporter = ReturnType<typeof createReporter>;

const exitCode = { passed: 0, broken: 1, couldNotRun: 2, interrupted: 130 };

/** 0, 1 when something did not hold, 130 when the run was interrupted. */
export function exitCodeOf({ passed, interrupted }: VerifyResult): number {
  if (interrupted) return exitCode.interrupted;
  return passed ? exitCode.passed : exitCode.broken;
}

/** Why a run could not begin, or be told; everything else is a bug. */
const explained = [VerifyError, StartError, ReportError, ReferenceClientError];

/** Says why a run could not be. @returns the exit code. @throws what no sentence explains. */
export function tellWhyNot(error: unknown): number {
  if (!(error instanceof Error) || !explained.some((kind) => error instanceof kind)) throw error;
  console.error(error.message);
  return exitCode.couldNotRun;
}

/** Runs until Ctrl-C, which ends it in order, so that no process is left behind. */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    return await work(interrupted.signal);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}
