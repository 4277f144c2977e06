import type { Context, MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Wall } from "../clock/wall.js";
import type { Hub } from "../hub/hub.js";
import { keptBody } from "../journal/entry.js";
import type { Journal } from "../journal/journal.js";
import { mask, maskForm, maskHeaders, maskJson, maskUrl } from "../journal/mask.js";
import { type FindAbout, kindsOfCredentials } from "./about.js";
import type { ExchangeEnv } from "./call-faults.js";

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

/** A credential in the query is hidden under any name. Numbers and filters, which each list call has, are not looked up. */
function withoutCredentials(hub: Hub, url: string): string {
  const masked = maskUrl(url);
  if (!masked.includes("?")) return masked;
  const parsed = new URL(masked);
  const found = [...parsed.searchParams].filter(
    ([, value]) => /^[\w.-]{12,}$/.test(value) && hub.access.kindOf(value) !== undefined,
  );
  for (const [name, value] of found) parsed.searchParams.set(name, mask(value));
  return found.length > 0 ? parsed.toString() : masked;
}

/** How many rows a list has in all: it stands at the end of the answer, which the journal cuts off when it is long. */
function totalIn(answer: string): { total: number } | undefined {
  const total = /"total":(\d+)\}\s*$/.exec(answer.slice(-40))?.[1];
  return total === undefined ? undefined : { total: Number(total) };
}

/** What an answer alone does not tell a reader of the journal. */
function explained(c: Context<ExchangeEnv>, hub: Hub, status: number | null, answer: string) {
  if (status === 200 && c.req.method === "GET") return totalIn(answer);
  if (status === 401) return { refused: kindsOfCredentials(hub, c.req.raw.headers) };
  // Only the catch-all of a surface answered: the path is wrong, and not the id in it.
  if (status === 404 && routePath(c).endsWith("*")) return { unknownPath: true };
  return undefined;
}

/** Writes each request and its answer to the journal; what the hub does meanwhile names the request as its cause. */
export function journalExchanges(
  hub: Hub,
  journal: Journal,
  wall: Wall,
  findAbout: FindAbout,
): MiddlewareHandler<ExchangeEnv> {
  return async function journalExchange(c, next) {
    const { method, path } = c.req;
    if (isOwnTraffic(path)) return next();
    const start = wall.elapsed();
    const headers = c.req.raw.headers;
    const { partner, subject } = findAbout(path, headers);
    c.set("about", { partner, subject });
    const sent = await requestBody(c.req, method, headers.get("content-type") ?? undefined);
    const url = withoutCredentials(hub, c.req.url);
    const cause = journal.record({
      partner,
      subject,
      kind: "request",
      summary: `${method} ${path}`,
      data: { method, url, headers: maskHeaders(headers), ...sent },
    });
    await journal.causedBy(cause, () => next());
    const status = c.get("isCutOff") ? null : c.res.status;
    const answerText = c.get("answerText") ?? "";
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
        ...keep(answerText, contentType),
        ...explained(c, hub, status, answerText),
        tookMs: Math.round(wall.elapsed() - start),
      },
    });
  };
}
