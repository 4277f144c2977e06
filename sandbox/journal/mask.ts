import { createHash } from "node:crypto";
import { hiddenCard, holdsCard } from "./cards.js";

const secretHeaders = new Set([
  "authorization",
  "x-api-key",
  "d360-api-key",
  "cookie",
  "set-cookie",
  "proxy-authorization",
]);
const secretNames = /pass(word)?|secret|token|api_?key|authorization|signature_key|cookie/i;
const secretFields =
  /("(?:password|[\w-]*secret|[\w-]*token|[\w-]*api[_-]?key|[\w-]*authorization|cookie)"\s*:\s*)"((?:[^"\\]|\\.)*)"/gi;

// The same few keys come with every request.
const masks = new Map<string, string>();

// What any name of a secret field contains; looking for these is much cheaper than the expression that finds the fields.
const traces = ["assword", "ecret", "oken", "key", "Key", "KEY", "uthorization", "ookie"];

/**
 * Hides a secret but keeps it tellable from others: the same secret always gives the same mask.
 *
 * @returns for instance `masked:1f3a9c04`.
 */
export function mask(secret: string): string {
  let masked = masks.get(secret);
  if (masked === undefined) {
    if (masks.size >= 1000) masks.clear();
    masked = `masked:${createHash("sha256").update(secret).digest("hex").slice(0, 8)}`;
    masks.set(secret, masked);
  }
  return masked;
}

/** Hides the values of headers that carry credentials. `Bearer x` keeps its scheme. */
export function maskHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  const masked: Record<string, string> = {};
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (!secretHeaders.has(lower) && !secretNames.test(lower)) {
      masked[lower] = value;
      continue;
    }
    const [scheme, credentials] = value.split(" ", 2);
    masked[lower] =
      lower === "authorization" && scheme && credentials ? `${scheme} ${mask(credentials)}` : mask(value);
  }
  return masked;
}

/** Hides passwords, tokens and keys in a JSON text; other texts come back unchanged. */
export function maskJson(text: string): string {
  return maskFields(text.includes("://") ? maskUrlsWithin(text) : text);
}

/** Users with passwords, and query values that are named like secrets, in URLs inside another text. */
const maskUrlsWithin = (text: string): string =>
  text
    .replace(
      /:\/\/([^/\s:@"\\]*):([^/\s@"\\]+)@/g,
      (_all, user: string, password: string) => `://${user}:${mask(password)}@`,
    )
    .replace(
      /([?&](?:token|secret|password|api_?key)=)([^&"\s\\]+)/gi,
      (_all, name: string, value: string) => name + mask(value),
    );

const maskJsonValue = (value: string): string => (value.startsWith("{") ? maskFields(value) : value);

function maskFields(text: string): string {
  if (!traces.some((trace) => text.includes(trace))) return text;
  return text.replace(secretFields, (_whole, name: string, value: string) => `${name}"${mask(value)}"`);
}

function maskPair(pair: string): string {
  const [[name, value] = ["", ""]] = new URLSearchParams(pair);
  const start = pair.slice(0, pair.indexOf("=") + 1);
  if (value !== "" && secretNames.test(name)) return start + mask(value);
  if (holdsCard(name, value)) return start + hiddenCard;
  const masked = value.includes("://") ? maskUrlsWithin(value) : value;
  return masked === value ? pair : start + encodeURIComponent(masked);
}

/** Hides secrets in a URL-encoded form: in fields that are named like secrets, in URLs, and what stands on a card. */
export const maskForm = (text: string): string => text.split("&").map(maskPair).join("&");

/** Hides a user and password in a URL, and in its query what is named like a secret, within JSON as well. */
export function maskUrl(url: string): string {
  if (!url.includes("@") && !secretNames.test(url)) return url;
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  if (parsed.password !== "") parsed.password = mask(parsed.password);
  let touched = parsed.password !== "";
  for (const [name, value] of parsed.searchParams) {
    const masked = secretNames.test(name) && value !== "" ? mask(value) : maskJsonValue(value);
    if (masked === value) continue;
    parsed.searchParams.set(name, masked);
    touched = true;
  }
  return touched ? parsed.toString() : url;
}
