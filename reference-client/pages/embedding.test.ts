import { expect, test } from "vitest";
import { fakeHub, startDesk } from "../testing/desk.js";

const demo = "http://localhost:8082";

const policyOf = (headers: Headers) => headers.get("content-security-policy") ?? "";

test("no page may show the app in a frame, unless the config names it", async () => {
  const hub = await fakeHub();
  const alone = await (await startDesk(hub)).visitor().get("/");
  expect(policyOf(alone.headers)).toContain("frame-ancestors 'none'");
  const embedded = await (await startDesk(hub, { embeddedIn: `${demo}/somewhere` })).visitor().get("/");
  expect(policyOf(embedded.headers)).toContain(`frame-ancestors ${demo};`);
});

test("in a window of its own the app is the same, whatever may embed it", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub, { embeddedIn: demo });
  const { html } = await desk.visitor().get("/");
  expect(html).not.toContain("data-embedded-in");
  const framed = await fetch(desk.url, { headers: { "sec-fetch-dest": "iframe" } });
  expect(await framed.text()).toContain(`data-embedded-in="${demo}"`);
});

test("a demo starts over with an account that has no numbers; elsewhere there is no such page", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub, { embeddedIn: demo });
  hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  const visitor = desk.visitor();
  await visitor.returnWith("client=oaY9LLfUCL&channels=[y9MiLoCH]");
  await desk.idle();
  expect((await visitor.get("/")).html).toContain("y9MiLoCH");

  const headers = { cookie: visitor.cookie() };
  const over = await fetch(`${desk.url}/start-over`, { headers, redirect: "manual" });
  expect(over.status).toBe(302);
  expect(over.headers.get("set-cookie")).toContain("Max-Age=0");
  expect((await (await startDesk(hub)).visitor().get("/start-over")).html).toContain("no such page");
});
