import { beforeEach, expect, test } from "vitest";
import { createAssets } from "../pages/assets.js";
import { type Browser, createBrowser, createPageUnderTest, type PageUnderTest } from "./testing.js";

const back = "http://localhost:3000/callback";

let under: PageUnderTest;
let browser: Browser;

beforeEach(() => {
  under = createPageUnderTest();
  browser = createBrowser(under);
});

test.each([
  ["en", "Create your account", "Number", "Share your numbers"],
  ["de", "Konto anlegen", "Nummer", "Nummern freigeben"],
  ["pt", "Crie a sua conta", "Número", "Compartilhe os seus números"],
])("all screens are in %s", async (lang, signUp, number, permission) => {
  const visit = await browser.open(`/onboarding/DirectPA?lang=${lang}&redirect_url=${back}`);
  const screen = async () => (await browser.get(visit)).text();
  const first = await screen();
  expect(first).toContain(`<html lang="${lang}">`);
  expect(first).toContain(`<h1>${signUp}</h1>`);
  await browser.post(`${visit}/sign-up`, { name: "Blum", email: "a@blum.example", password: "long enough" });
  await browser.post(`${visit}/payment`, { plan: "regular", card: "test-4242", terms: "accepted" });
  await browser.post(`${visit}/numbers`, { phone_number: "4915100000042", display_name: "Blum" });
  expect(await screen()).toMatch(new RegExp(`aria-current="step">${number}<`));
  await browser.post(`${visit}/numbers/done`);
  expect(await screen()).toContain(`<h1>${permission}</h1>`);
});

test("an unknown language is English", async () => {
  const visit = await browser.open(`/onboarding/DirectPA?lang=xx&redirect_url=${back}`);
  expect(await (await browser.get(visit)).text()).toContain('<html lang="en">');
});

test("name and e-mail of the link are filled in", async () => {
  const visit = await browser.open(
    `/onboarding/DirectPA?name=Blum&email=a@blum.example&redirect_url=${back}`,
  );
  const page = await (await browser.get(visit)).text();
  expect(page).toMatch(/value="Blum"[^>]*data-testid="name"/);
  expect(page).toMatch(/value="a@blum.example"[^>]*data-testid="email"/);
});

test("no answer cuts window.opener, and each is guarded and not kept", async () => {
  const visit = await browser.open(`/onboarding/DirectPA?redirect_url=${back}`);
  for (const url of [
    visit,
    `/onboarding/DirectPA?redirect_url=${back}`,
    "/dashboard/app/NobodyPA",
    "/onboarding/DirectPA",
  ]) {
    const { headers } = await browser.get(url);
    expect(headers.has("Cross-Origin-Opener-Policy")).toBe(false);
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(headers.get("Content-Security-Policy")).toContain("form-action 'self'");
  }
  expect(await (await browser.get(visit)).text()).not.toMatch(/noopener|noreferrer/);
});

test("the session cookie is out of reach of scripts and named after the partner", async () => {
  const visit = await browser.open(`/onboarding/DirectPA?redirect_url=${back}`);
  const response = await browser.post(`${visit}/sign-up`, {
    name: "Blum",
    email: "a@blum.example",
    password: "long enough",
  });
  expect(response.headers.get("Set-Cookie")).toMatch(
    /^hub_client_DirectPA=[\w-]{20,}; Path=\/; HttpOnly; SameSite=Lax$/,
  );
});

test("the first screen weighs less than 30 kB with all its style sheets and scripts", async () => {
  const visit = await browser.open(`/onboarding/DirectPA?redirect_url=${back}`);
  const page = await (await browser.get(visit)).text();
  const paths = [...page.matchAll(/(?:href|src)="(\/_sandbox\/assets\/[^"]+)"/g)].map(
    ([, path]) => path ?? "",
  );
  expect(paths).toContain("/_sandbox/assets/pages/page.css");
  const files = await Promise.all(paths.map(async (path) => (await createAssets().request(path)).text()));
  expect(Buffer.byteLength(page + files.join(""))).toBeLessThan(30_000);
});

test("the terms have a page of their own", async () => {
  const response = await browser.get("/onboarding/DirectPA/terms?lang=de");
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("<h1>Nutzungsbedingungen</h1>");
});

test("a brand's logo has its initial ready, for when it cannot be loaded", async () => {
  under.hub.partners.change("DirectPA", { logoUrl: "http://127.0.0.1:9/logo.png" });
  const visit = await browser.open(`/onboarding/DirectPA?redirect_url=${back}`);
  expect(await (await browser.get(visit)).text()).toContain(
    '<img src="http://127.0.0.1:9/logo.png" alt="" data-initial="A"/>',
  );
});

test("a brand without a logo shows its initial", async () => {
  const visit = await browser.open(`/onboarding/DirectPA?redirect_url=${back}`);
  const page = await (await browser.get(visit)).text();
  expect(page).toContain('<span class="brand-name">Acme Chat</span>');
  expect(page).toMatch(/<span class="brand-mark" aria-hidden="true">A<\/span>/);
});

test("paths outside of the onboarding are left to others", async () => {
  const { headers, status } = await browser.get("/api/v2/partners");
  expect(status).toBe(404);
  expect(headers.has("Content-Security-Policy")).toBe(false);
});
