import type { MiddlewareHandler } from "hono";
import type { Wall } from "../clock/wall.js";
import type { Hub } from "../hub/hub.js";
import type { Journal } from "../journal/journal.js";
import { maskForm, maskHeaders, maskJson, maskUrl } from "../journal/mask.js";
import type { ExchangeEnv } from "./call-faults.js";

// As much as a person reads; the whole length is noted beside it.
const keptBody = 4 * 1024;

const partnerInPath =
  /^\/(?:api\/v2\/partners|dashboard\/app|onboarding|client-hub|partner-hub)\/([0-9A-Za-z]+)/;
const channelInPath = /\/channels\/([0-9A-Za-z]+)/;

/** The partner and the channel that a request is about, as far as it tells. */
export interface About {
  partner: string | null;
  subject: string | null;
}

/** What a request is about: the partner and channel in its path, or those whose key it carries. */
function about(hub: Hub, path: string, channelKey: string | null): About {
  const named = partnerInPath.exec(path)?.[1];
  if (named !== undefined) {
    return {
      partner: hub.partners.find(named) ? named : null,
      subject: channelInPath.exec(path)?.[1] ?? null,
    };
  }
  const holder = channelKey === null ? undefined : hub.apiKeys.holder(channelKey);
  return { partner: holder?.partnerId ?? null, subject: holder?.channelId ?? null };
}

function keep(text: string, contentType: string | undefined): { body: string; bodyLength: number } {
  const cut = text.length > keptBody ? text.slice(0, keptBody) : text;
  const masked = contentType?.startsWith("application/x-www-form-urlencoded") ? maskForm(cut) : maskJson(cut);
  return { body: masked, bodyLength: text.length };
}

async function requestBody(
  request: { text(): Promise<string> },
  method: string,
  contentType: string | undefined,
) {
  if (method === "GET" || method === "HEAD") return { body: "", bodyLength: 0 };
  // Files are not text, and reading them here would leave nothing for the handler.
  if (contentType?.startsWith("multipart/")) return { body: "(multipart)", bodyLength: 0 };
  return keep(await request.text(), contentType);
}

/** The console's own calls and the pages' style sheets are no part of what happened between hub, client and app. */
const isOwnTraffic = (path: string) => path.startsWith("/_sandbox");

/** Writes each request and its answer to the journal; what the hub does meanwhile names the request as its cause. */
export function journalExchanges(hub: Hub, journal: Journal, wall: Wall): MiddlewareHandler<ExchangeEnv> {
  return async function journalExchange(c, next) {
    const { method, path } = c.req;
    if (isOwnTraffic(path)) return next();
    const start = wall.elapsed();
    const headers = c.req.raw.headers;
    const { partner, subject } = about(hub, path, headers.get("d360-api-key"));
    c.set("about", { partner, subject });
    const sent = await requestBody(c.req, method, headers.get("content-type") ?? undefined);
    const url = maskUrl(c.req.url);
    const cause = journal.record({
      partner,
      subject,
      kind: "request",
      summary: `${method} ${path}`,
      data: { method, url, headers: maskHeaders(headers), ...sent },
    });
    await journal.causedBy(cause, () => next());
    const status = c.get("isCutOff") ? null : c.res.status;
    const contentType = c.res.headers.get("content-type") ?? undefined;
    journal.record({
      partner,
      subject,
      kind: "answer",
      summary: `${method} ${path} → ${status ?? "connection closed"}`,
      cause,
      data: {
        status,
        headers: status === null ? {} : maskHeaders(c.res.headers),
        ...keep(c.get("answerText") ?? "", contentType),
        tookMs: Math.round(wall.elapsed() - start),
      },
    });
  };
}
