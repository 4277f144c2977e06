import { expect, test } from "vitest";
import { testReceiver } from "../../../test/support/sandbox.js";
import { processWall } from "../../clock/wall.js";
import { linkOnPage } from "./link-on-page.js";

/** An app that answers each path with a page or a redirect. */
async function app(pages: Record<string, string | { to: string } | number>) {
  const server = await testReceiver();
  server.answer = ({ path }) => {
    const page = pages[path] ?? 404;
    if (typeof page === "number") return { status: page };
    if (typeof page === "string") return { status: 200, body: page };
    return { status: 302, headers: { location: page.to } };
  };
  const door = (path: string) =>
    linkOnPage({
      pageUrl: server.url + path,
      partnerId: "DirectPA",
      wall: processWall,
      readLink: (url) => ({ state: new URL(url).searchParams.get("state") ?? undefined }),
    });
  return { url: server.url, door };
}

test("reads what the link to the permissions page asks for, marked or not", async () => {
  const { door } = await app({
    "/marked":
      '<a data-connect data-partner-id="DirectPA" href="http://hub.test/dashboard/app/DirectPA?state=a">C</a>',
    "/plain": '<a href="/about">About</a><a href="http://hub.test/onboarding/DirectPA?state=b">Connect</a>',
    "/others": '<a href="http://hub.test/onboarding/PrePayPA">Another</a>',
  });
  expect(await door("/marked").clickConnect("bakery")).toEqual({ state: "a" });
  expect(await door("/plain").clickConnect("bakery")).toEqual({ state: "b" });
  await expect(door("/others").clickConnect("bakery")).rejects.toThrow(
    "no other link to the permissions page of DirectPA",
  );
});

test("follows an address of the app's own to the visit that it opens", async () => {
  const { door } = await app({
    "/connect": { to: "/onboarding/DirectPA/visits/abc" },
    "/page": '<a data-connect data-partner-id="DirectPA" href="/connect">Connect</a>',
    "/lost": '<a data-connect data-partner-id="DirectPA" href="/about">Connect</a>',
    "/about": "About us",
    "/onboarding/DirectPA/visits/abc": "The permissions page",
  });
  expect(await door("/connect").clickConnect("bakery")).toEqual({ visitId: "abc" });
  expect(await door("/page").clickConnect("bakery")).toEqual({ visitId: "abc" });
  await expect(door("/lost").clickConnect("bakery")).rejects.toThrow(
    /does not lead to its permissions page: .*\/about \(200\)/,
  );
});

test("says that the page does not answer as it should, or has no link", async () => {
  const { door } = await app({ "/broken": 500, "/empty": "<p>Nothing</p>" });
  await expect(door("/broken").clickConnect("bakery")).rejects.toThrow("answers 500");
  await expect(door("/empty").clickConnect("bakery")).rejects.toThrow("name its button with --button");
});
