import { createHmac } from "node:crypto";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { fits, looksWell, narrowContext } from "./support/looks.ts";

const newContext = useBrowser();

const secret = "sandbox-platform-secret";

function sign(seconds: number, { algorithm = "sha512", partnerId = "DirectPA" } = {}): string {
  const io_signature = createHmac(algorithm, secret).update(`${partnerId}|${seconds}`).digest("hex");
  return new URLSearchParams({ io_signature, io_timestamp: String(seconds) }).toString();
}

/** A sandbox whose partner asks for signed links, and a window on it; its clock stands still. */
async function signingPartner(): Promise<{ sandbox: Sandbox; now: number; open: Open; page: Page }> {
  const sandbox = await testSandbox();
  sandbox.hub.partners.change("DirectPA", { settings: { io_signature: true } });
  const page = await (await narrowContext(newContext)).newPage();
  const open: Open = (query) =>
    page.goto(`${sandbox.url}/dashboard/app/DirectPA/permissions?redirect_url=http://127.0.0.1:9/&${query}`);
  return { sandbox, page, open, now: sandbox.clock.now("DirectPA") / 1000 };
}

type Open = (query: string) => Promise<{ status(): number } | null>;

test("a signed link opens the page, can be reloaded, and is good for one onboarding", async () => {
  const { page, open, now } = await signingPartner();
  await open(sign(now));
  await page.getByTestId("sign-up-form").waitFor();
  await page.reload();
  await page.getByTestId("sign-up-form").waitFor();
  expect((await open(sign(now)))?.status()).toBe(403);
  expect(await page.getByTestId("signature-report").getAttribute("data-reason")).toBe("replayed");
  await page.goBack();
  await page.getByTestId("sign-up-form").waitFor();
});

test("a link with two mistakes says both to the developer, and one sentence to the client", async () => {
  const { page, open, now } = await signingPartner();
  await open(`${sign(now, { algorithm: "sha256", partnerId: "PrePayPA" })}&lang=de`);
  expect(await page.locator("h1").textContent()).toBe("Dieser Link ist ungültig");
  expect(await page.getByTestId("signature-findings").getByRole("listitem").allTextContents()).toEqual([
    "io_signature is HMAC-SHA256. HMAC-SHA512 is expected.",
    "io_signature was made for the partner PrePayPA, and the link opens DirectPA.",
  ]);
  const report = await page.getByTestId("signature-report").textContent();
  expect(report).toContain(`DirectPA|${now}`);
  expect(report).not.toContain(secret);
});

test.each([
  { lang: "en", manner: "looks well", check: looksWell },
  { lang: "de", manner: "fits a narrow screen", check: fits },
  { lang: "pt", manner: "fits a narrow screen", check: fits },
])("every refusal $manner, in $lang", async ({ lang, check }) => {
  const { sandbox, page, open, now } = await signingPartner();
  const titles = new Set<string | null>();
  async function look(reason: string, query: string): Promise<void> {
    await open(`${query}&lang=${lang}`);
    const report = page.getByTestId("signature-report");
    expect(await report.getAttribute("data-reason")).toBe(reason);
    titles.add(await page.locator("h1").textContent());
    await check(page, reason);
  }
  await look("missing", "");
  await look("wrong", sign(now, { algorithm: "sha256" }));
  await look("too-old", sign(now - 301));
  await look("in-the-future", sign(now + 86_400 * 365 * 20));
  await open(sign(now));
  await look("replayed", sign(now));
  sandbox.hub.partners.change("DirectPA", { platformSecret: null });
  await look("no-secret", sign(now));
  expect(titles.size).toBe(6);
});
