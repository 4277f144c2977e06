import { z } from "zod";

const timeoutMs = 10_000;

/** It may work later: the network failed, or the hub answered 429 or 5xx. */
export class HubTrouble extends Error {
  readonly retryAfterMs: number | undefined;
  constructor(message: string, retryAfterMs?: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The hub understood and said no (4xx), or answered something we cannot read: asking again would not help. */
export class HubRefusal extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

export interface HubRequest {
  method: "GET" | "POST" | "PATCH";
  url: string;
  /** The header that carries the credential; only a log-in has none. Its value never gets into an error message. */
  auth?: { header: "X-API-Key" | "D360-API-KEY" | "Authorization"; scheme?: "Bearer"; value: string };
  body?: unknown;
  signal: AbortSignal;
}

export interface HubAnswer {
  status: number;
  body: unknown;
  /** "POST /api/v2/… answered 403: reason", for logs. */
  summary: string;
}

const errorBody = z.union([
  z.object({ meta: z.object({ developer_message: z.string() }) }).transform((b) => b.meta.developer_message),
  z.object({ error: z.object({ message: z.string() }) }).transform((b) => b.error.message),
]);

/** `Retry-After` in milliseconds: seconds or a date. Undefined when absent or not readable. */
export function retryAfterMs(header: string | null, now = Date.now()): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const credentialOf = ({ auth }: HubRequest): Record<string, string> =>
  auth === undefined
    ? {}
    : { [auth.header]: auth.scheme === undefined ? auth.value : `${auth.scheme} ${auth.value}` };

/**
 * Asks the hub once. Gives every answer below 500 except 429; throws {@link HubTrouble} for what may work later.
 * The remote text is quoted in `summary` and in errors, with the credential cut out should the hub echo it.
 */
export async function askHub(request: HubRequest): Promise<HubAnswer> {
  const { auth } = request;
  const what = `${request.method} ${request.url}`;
  const quote = (text: string) => (auth === undefined ? text : text.replaceAll(auth.value, "***"));
  let response: Response;
  let text: string;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers: {
        accept: "application/json",
        ...credentialOf(request),
        ...(request.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      // A redirect would carry the credential to another place.
      redirect: "error",
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    });
    text = await response.text();
  } catch (error) {
    throw new HubTrouble(quote(`${what} failed: ${reasonOf(error)}`));
  }
  const body = parseJson(text);
  const reason = errorBody.safeParse(body);
  const summary = quote(`${what} answered ${response.status}${reason.success ? `: ${reason.data}` : ""}`);
  if (response.status === 429 || response.status >= 500) {
    throw new HubTrouble(summary, retryAfterMs(response.headers.get("retry-after")));
  }
  return { status: response.status, body, summary };
}
