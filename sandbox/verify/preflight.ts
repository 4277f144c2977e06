import { request } from "undici";
import type { Wall } from "../clock/wall.js";
import type { Sandbox } from "../sandbox.js";
import { type AppOptions, forPartner } from "./app-options.js";
import { VerifyError } from "./verify-error.js";

export interface PreflightOptions {
  sandbox: Sandbox;
  partnerIds: readonly string[];
  app: AppOptions;
  wall: Wall;
  /** How long the app may take to come up and to set its URLs, in real milliseconds. */
  waitMs: number;
  signal?: AbortSignal | undefined;
}

const lookEveryMs = 100;
const answerWithinMs = 2000;

/** Any answer will do: a receiver may well refuse a request that is no webhook. */
async function unreachable(url: string, what: string, wall: Wall): Promise<string | undefined> {
  try {
    const answer = await request(url, { method: "HEAD", signal: wall.deadline(answerWithinMs) });
    await answer.body.dump();
    return undefined;
  } catch (error) {
    const why =
      error instanceof Error && error.name === "TimeoutError"
        ? `no answer within ${answerWithinMs / 1000} s`
        : error instanceof Error
          ? error.message || error.name
          : error;
    return `Nothing answers at the ${what} ${url} (${why}). Is the app running, and is the address right?`;
  }
}

/** What is still in the way of a run, in a sentence. */
async function obstacle({ sandbox, partnerIds, app, wall }: PreflightOptions): Promise<string | undefined> {
  for (const id of partnerIds) {
    const { webhookUrl, redirectUrl } = sandbox.hub.partners.get(id);
    if (webhookUrl === null) {
      return `The app has set no webhook URL for ${id}. Name it with --webhook-url, or let the app set it (POST ${sandbox.url}/api/v2/partners/${id}/webhook_url).`;
    }
    if (redirectUrl === null && app.pageUrl === undefined) {
      return `The app has set no redirect URL for ${id}. Name it with --redirect-url, or name the page that leads to the hub with --page-url.`;
    }
    const page = app.pageUrl === undefined ? null : forPartner(app.pageUrl, id);
    for (const [url, what] of [
      [webhookUrl, "webhook URL"],
      [redirectUrl, "redirect URL"],
      [page, "page"],
    ] as const) {
      const why = url === null ? undefined : await unreachable(url, what, wall);
      if (why !== undefined) return why;
    }
  }
  return undefined;
}

/**
 * Waits until the app can be reached at every address that a run needs.
 *
 * @throws VerifyError that names the address and the remedy, when `waitMs` have passed.
 */
export async function requireApp(options: PreflightOptions): Promise<void> {
  const { wall, waitMs, signal } = options;
  const until = wall.elapsed() + waitMs;
  for (;;) {
    const why = await obstacle(options);
    if (why === undefined || signal?.aborted) return;
    if (wall.elapsed() >= until) throw new VerifyError(why);
    await new Promise<void>((resolve) => void wall.after(lookEveryMs, resolve));
  }
}
