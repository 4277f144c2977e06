import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler } from "hono";
import type { Wall } from "../clock/wall.js";
import { chance, normal } from "../faults/chance.js";
import type { CallFault } from "../faults/fault.js";
import type { ActiveFault, CallFacts, Faults } from "../faults/faults.js";
import { answerJson, type WireVariables } from "../wire/json.js";
import { metaError } from "../wire/meta.js";
import type { About } from "./about.js";

/** What the middlewares of this room tell each other. */
export interface ExchangeVariables extends WireVariables {
  about?: About;
  /** The connection was closed on purpose, so there is no answer to read. */
  isCutOff?: boolean;
}

export type ExchangeEnv = { Variables: ExchangeVariables; Bindings: HttpBindings };
type ExchangeContext = Context<ExchangeEnv>;

type Latency = Extract<CallFault, { do: "latency" }>["ms"];

function latencyMs(latency: Latency, seed: number, key: string): number {
  if ("fixed" in latency) return latency.fixed;
  if ("uniform" in latency) {
    const [from, to] = latency.uniform;
    return from + (to - from) * chance(seed, key);
  }
  const { median, sigma } = latency.log_normal;
  return Math.min(600_000, median * Math.exp(sigma * normal(seed, key)));
}

function pause(wall: Wall, ms: number): Promise<void> {
  return new Promise((resolve) => void wall.after(ms, resolve));
}

function answerInstead(
  c: ExchangeContext,
  { id, fault }: ActiveFault<Extract<CallFault, { do: "status" | "rate_limit" }>>,
): Response {
  const why = `The fault ${fault.do} (number ${id}) answered instead of the sandbox.`;
  if (fault.do === "status") return answerJson(c, fault.status, fault.body ?? metaError(fault.status, why));
  return answerJson(c, 429, metaError(429, why), { "retry-after": String(fault.retry_after) });
}

function cutOff(c: ExchangeContext): Response {
  c.set("isCutOff", true);
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Sends the head, which promises the whole body, and half of the body. */
async function sendHalf(c: ExchangeContext): Promise<Response> {
  const { status, headers } = c.res;
  const body = Buffer.from(await c.res.clone().arrayBuffer());
  const { outgoing } = c.env;
  outgoing.writeHead(status, { ...Object.fromEntries(headers), "content-length": String(body.length) });
  await new Promise<void>(
    (resolve) => void outgoing.write(body.subarray(0, Math.ceil(body.length / 2)), () => resolve()),
  );
  return cutOff(c);
}

/** The hosted pages are the way of clients and partners through a browser, not the app's. */
const isPage = (path: string) => /^\/(onboarding|dashboard|client-hub|partner-hub)\//.test(path);

/** Breaks calls of the Partner API and the messaging API as the caller's partner has asked for. */
export function breakCalls(faults: Faults, wall: Wall): MiddlewareHandler<ExchangeEnv> {
  return async function breakCall(c, next) {
    const partner = c.get("about")?.partner;
    if (typeof partner !== "string" || isPage(c.req.path) || !faults.any(partner)) return next();
    const facts: CallFacts = { method: c.req.method, path: c.req.path };
    const slow = faults.fireOnCall(partner, ["latency"], facts);
    if (slow) await pause(wall, latencyMs(slow.fault.ms, faults.seed, `latency/${slow.id}/${slow.fired}`));
    const instead = faults.fireOnCall(partner, ["status", "rate_limit"], facts);
    if (instead) return answerInstead(c, instead);
    if (faults.fireOnCall(partner, ["reset"], facts)) return cutOff(c);
    await next();
    const after = faults.fireOnCall(partner, ["done_but_500", "half_answer"], facts);
    if (after?.fault.do === "half_answer") {
      const sent = await sendHalf(c);
      // Hono would lay the headers of the answer so far over this one.
      c.res = undefined;
      c.res = sent;
    }
    if (after?.fault.do === "done_but_500") {
      c.res = answerJson(c, 500, metaError(500, "Internal server error."));
    }
  };
}
