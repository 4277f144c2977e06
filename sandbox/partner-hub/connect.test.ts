import { expect, test } from "vitest";
import { openDashboard, textOf } from "./testing.js";

const unescaped = (text = "") => text.replaceAll("&amp;", "&");

test("a link carries what was filled in, and nothing of what was left empty", async () => {
  const page = await openDashboard().get("connect?state=a+b&name=&number=%2B49+151&lang=pt&unknown=x");
  const link = new URL(unescaped(textOf(page, "made-link")));
  expect(link.pathname).toBe("/dashboard/app/DirectPA/permissions");
  expect(Object.fromEntries(link.searchParams)).toEqual({ state: "a b", number: "+49 151", lang: "pt" });
  expect(page.html).toMatch(/<option value="pt" selected/);
  expect(page.html).toMatch(/id="state"[^>]*value="a b"/);
});

test("the way in leads to the permissions page with the same parameters", async () => {
  const desk = openDashboard();
  const page = await desk.get("connect?email=owner%40nordlicht.example");
  const href = /href="([^"]+)"[^>]*data-testid="open-permissions-page"/.exec(page.html)?.[1];
  expect(href).toBe("/partner-hub/DirectPA/connect/open?email=owner%40nordlicht.example");
  const opened = await desk.get(href ?? "");
  expect(opened.path).toBe("/dashboard/app/DirectPA/permissions?email=owner%40nordlicht.example");
});

test("where links have to be signed, the way in is signed, and the hub lets it in", async () => {
  const desk = openDashboard();
  desk.hub.partners.change("DirectPA", { settings: { io_signature: true } });
  const list = await desk.get("channels");
  expect(textOf(list, "onboarding-link")).toBeUndefined();
  const { path } = await desk.get("connect/open");
  const params = Object.fromEntries(new URLSearchParams(path.split("?")[1]));
  expect(params).toEqual({
    io_signature: expect.stringMatching(/^[0-9a-f]{128}$/),
    io_timestamp: expect.any(String),
  });
  expect(desk.hub.visits.open("DirectPA", params).screen).toBe("sign-up");
});

test("without a platform secret a link cannot be signed, and goes out as it is", async () => {
  const desk = openDashboard();
  desk.hub.partners.change("DirectPA", { platformSecret: null, settings: { io_signature: true } });
  expect((await desk.get("connect/open")).path).toBe("/dashboard/app/DirectPA/permissions");
});
