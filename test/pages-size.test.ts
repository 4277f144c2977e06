import { expect, test } from "vitest";
import { everyPage, type SomePage } from "./browser/support/every-page.ts";

const words = (place: string) => `The ${place}`;

const addressesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap(([, address]) => address ?? []);

/** Bytes of an address and of all that it loads, as they come without compression. */
async function bytesOf(url: string, headers: HeadersInit, seen: Set<string>): Promise<number> {
  if (seen.has(url)) return 0;
  seen.add(url);
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  const type = answer.headers.get("content-type") ?? "";
  const next = type.startsWith("text/html")
    ? addressesIn(text, /<(?:link|script)[^>]*(?:href|src)="([^"]*\/_sandbox\/assets\/[^"]+)"/g)
    : addressesIn(text, /\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g);
  let bytes = Buffer.byteLength(text);
  for (const address of next) bytes += await bytesOf(new URL(address, url).href, headers, seen);
  return bytes;
}

/** The pages that a partner's client sees, and the one that a partner sees first. */
const isHosted = ({ name, path, isForReading }: SomePage) =>
  !isForReading &&
  (path.startsWith("/onboarding/") || path.startsWith("/client-hub") || name === "Partner Hub: channels");

test("no page that a client sees, nor the first one of the Partner Hub, needs 30 kB", async () => {
  const { sandbox, cookies, pages } = await everyPage(words);
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  const hosted = pages.filter(isHosted);
  expect(hosted.length).toBeGreaterThan(15);
  for (const { name, path } of hosted) {
    const bytes = await bytesOf(sandbox.url + path, { cookie }, new Set());
    // A page without its style sheet would be smaller than this.
    expect.soft(bytes, name).toBeGreaterThan(10_000);
    expect.soft(bytes, name).toBeLessThan(30_000);
  }
});
