import type { MiddlewareHandler } from "hono";
import { errorBody } from "./fake-records.js";

/** A promise with its resolve beside it. */
function signal() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Records what is asked, and lets a test hold requests back or have them answered with an error. */
export function fakeTraffic() {
  const requests: { method: string; path: string; body: unknown }[] = [];
  /** Answers the hub gives instead of its own, once each. `on` is a part of "METHOD /path". */
  const faults: { on: string; status: number; retryAfter?: string }[] = [];
  let gate: { on: string; reached: () => void; open: Promise<void> } | undefined;

  const middleware: MiddlewareHandler = async (c, next) => {
    const { method, path } = c.req;
    const call = `${method} ${path}`;
    const text = await c.req.text();
    requests.push({ method, path, body: text === "" ? undefined : JSON.parse(text) });
    if (gate && call.includes(gate.on)) {
      gate.reached();
      await gate.open;
    }
    const index = faults.findIndex((fault) => call.includes(fault.on));
    const [fault] = index < 0 ? [] : faults.splice(index, 1);
    if (fault === undefined) return next();
    return new Response(JSON.stringify(errorBody(fault.status, "A fault was asked for.")), {
      status: fault.status,
      headers: fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter },
    });
  };

  return {
    middleware,
    faults,
    /** The requests whose "METHOD /path" contains `text`. */
    calls: (text: string) => requests.filter(({ method, path }) => `${method} ${path}`.includes(text)),
    /** Holds requests that match until `release`; `reached` resolves when the first one is there. */
    hold(on: string) {
      const reached = signal();
      const open = signal();
      gate = { on, reached: reached.resolve, open: open.promise };
      return {
        reached: reached.promise,
        release() {
          gate = undefined;
          open.resolve();
        },
      };
    },
  };
}
