import { keptBody } from "../journal/entry.js";
import { maskHeaders, maskJson, maskUrl } from "../journal/mask.js";
import type { Delivery } from "./delivery.js";
import type { PostRequest, PostResult } from "./post.js";
import type { Target } from "./sender.js";
import { sign, signatureHeader } from "./signature.js";

/** Headers of the sandbox alone; the real hub sends no such thing. */
const deliveryHeader = "x-sandbox-delivery";
const attemptHeader = "x-sandbox-attempt";

/** What is sent: an event's text, which delivery it is of, and how often it was tried before. */
export type Sending = Pick<Delivery, "id" | "body" | "attempts">;

/** Takes a user and password out of a URL, as the header that they become. */
function withoutUser(text: string): { url: string; authorization?: string } {
  if (!text.includes("@")) return { url: text };
  const url = new URL(text);
  if (url.username === "" && url.password === "") return { url: text };
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = "";
  url.password = "";
  return { url: url.toString(), authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
}

/** The request of one attempt: the exact text, the partner's own headers, and the signature when there is a secret. */
export function webhookRequest({ id, body, attempts }: Sending, target: Target): PostRequest {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "user-agent": "partner-hub-sandbox",
    ...target.headers,
  };
  if (target.secret !== null) {
    // Two headers of one name reach the receiver as one text, which is nobody's signature.
    for (const name of Object.keys(headers)) if (name.toLowerCase() === signatureHeader) delete headers[name];
    headers[signatureHeader] = target.signaturePrefix + sign(body, target.secret);
  }
  if (target.namesAttempt) {
    headers[deliveryHeader] = id;
    headers[attemptHeader] = String(attempts + 1);
  }
  const { url, authorization } = withoutUser(target.url);
  // Captured: a user and password in the URL arrive as Basic credentials.
  if (authorization !== undefined) headers.authorization = authorization;
  return { url, headers, body, timeoutMs: target.timeoutMs };
}

/** What the journal keeps of a request that went out and of its answer: no secrets, and of a long body the beginning. */
export const sentAndAnswered = (sent: Pick<PostRequest, "url" | "headers">, result: PostResult) => ({
  url: maskUrl(sent.url),
  headers: maskHeaders(Object.entries(sent.headers)),
  status: result.status,
  answerHeaders: maskHeaders(Object.entries(result.headers)),
  answerBody: maskJson(result.body.slice(0, keptBody)),
  tookMs: result.tookMs,
});
