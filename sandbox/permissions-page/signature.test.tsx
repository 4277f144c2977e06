import { createHmac } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { testStart } from "../../test/support/rooms.js";
import { type Browser, createBrowser, createPageUnderTest, type PageUnderTest } from "./testing.js";

const platformSecret = "a platform secret";
const seconds = testStart / 1000;

let under: PageUnderTest;
let browser: Browser;

beforeEach(() => {
  under = createPageUnderTest();
  browser = createBrowser(under);
  under.hub.partners.change("DirectPA", { platformSecret, settings: { io_signature: true } });
});

const sign = (at: number, secret = platformSecret) =>
  createHmac("sha512", secret).update(`DirectPA|${at}`).digest("hex");

const link = (query = "", path = "/onboarding/DirectPA") =>
  `${path}?redirect_url=http://localhost:3000/callback${query}`;

const signed = (at = seconds) => `&io_signature=${sign(at)}&io_timestamp=${at}`;

test.each(["/onboarding/DirectPA", "/dashboard/app/DirectPA", "/dashboard/app/DirectPA/permissions"])(
  "a signed link to %s opens a visit",
  async (path) => {
    expect(await browser.open(link(signed(), path))).toMatch(/^\/onboarding\/DirectPA\/visits\//);
  },
);

test("the steps of a visit need no signature of their own", async () => {
  const visit = await browser.open(link(signed()));
  const account = { name: "Blum", user_name: "Anna", email: "anna@blum.example", password: "long enough" };
  expect((await browser.post(`${visit}/sign-up`, account)).status).toBe(303);
  expect((await browser.get(visit)).status).toBe(200);
});

test("a link without a signature is a 403 that says so in the client's language", async () => {
  const response = await browser.get(link("&lang=pt&io_signature=&io_timestamp="));
  const page = await response.text();
  expect(response.status).toBe(403);
  expect(page).toContain("Este link está incompleto");
  expect(page).toContain('data-reason="missing"');
  expect(page).toContain("The link has no io_signature and io_timestamp.");
  expect(page).toContain("DirectPA|{UNIX time in seconds}");
});

test("a refusal shows what was received, and neither the secret nor the right signature", async () => {
  const wrong = sign(seconds, "another secret");
  const page = await (await browser.get(link(`&io_signature=${wrong}&io_timestamp=${seconds}`))).text();
  for (const shown of [wrong, "128 characters", `DirectPA|${seconds}`, "2026-01-05T09:00:00Z", "5m before"])
    expect(page).toContain(shown);
  for (const secret of [sign(seconds), platformSecret]) expect(page).not.toContain(secret);
});

test("script in a signature or a time is text", async () => {
  const script = encodeURIComponent("<script>alert(1)</script>");
  const page = await (await browser.get(link(`&io_signature=${script}&io_timestamp=${script}`))).text();
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(page).not.toContain("<script>");
});

test("asking for the head only uses up no signature", async () => {
  const head = await under.page.request(link(signed()), { method: "HEAD" });
  expect(head.status).toBe(200);
  expect(await browser.open(link(signed()))).toContain("/visits/");
});

test("a signature is checked before anything else of the link", async () => {
  const response = await browser.get("/onboarding/DirectPA?redirect_url=nowhere");
  expect(response.status).toBe(403);
});
