import type { Page } from "playwright";
import { expect, test } from "vitest";
import { testReceiver, testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import {
  addNumber,
  cafeNumber,
  logIn,
  numbersDone,
  pay,
  permit,
  shopNumber,
  signUp,
} from "./support/client-in-popup.ts";
import { fits, looksWell, narrowContext } from "./support/looks.ts";

const newContext = useBrowser();

// Words are longest in German, and that changes only what fits.
const looks = [
  { lang: "en", manner: "looks well", check: looksWell },
  { lang: "de", manner: "fits a narrow screen", check: fits },
];

async function openAt(path: string): Promise<{ page: Page; open: (path: string) => Promise<unknown> }> {
  const sandbox = await testSandbox();
  const page = await (await narrowContext(newContext)).newPage();
  const open = (somewhere: string) => page.goto(sandbox.url + somewhere);
  await open(path);
  return { page, open };
}

/** Where a visit begins that returns to a partner's page; what that answers does not matter, but for the last step. */
const visitOf = (partnerId: string, query = "", partnersPage = "http://127.0.0.1:9/connected") =>
  `/dashboard/app/${partnerId}/permissions?redirect_url=${encodeURIComponent(partnersPage)}${query}`;

test.each(looks)("every screen of a Direct Payment visit $manner, in $lang", async ({ lang, check }) => {
  const partner = await testReceiver();
  const start = visitOf("DirectPA", `&lang=${lang}`, partner.url);
  const { page, open } = await openAt(start);
  await check(page, "sign-up");
  await signUp(page, { name: "Nordlicht Bakery", email: "owner@gmail.com", password: "short" });
  await page.getByTestId("error").first().waitFor();
  await check(page, "sign-up, refused");
  await signUp(page);
  await page.getByTestId("pay").waitFor();
  await check(page, "payment");
  await page.getByTestId("pay").click();
  await page.getByTestId("error").waitFor();
  await check(page, "payment, refused");
  await pay(page);
  await page.getByTestId("add-number").waitFor();
  await check(page, "no numbers yet");
  await page.getByTestId("phone-number").fill("many");
  await page.getByTestId("add-number").click();
  await page.getByTestId("error").waitFor();
  await check(page, "number, refused");
  const shop = await addNumber(page, shopNumber, "Nordlicht Bakery and Confectionery, Main Street");
  await addNumber(page, cafeNumber);
  await check(page, "numbers");
  await numbersDone(page);
  await page.getByTestId("confirm").waitFor();
  await check(page, "permission");

  const visit = new URL(page.url()).pathname;
  await permit(page, [shop]);
  await page.waitForURL(`${partner.url}/**`);
  await open(visit);
  await page.getByTestId("done").waitFor();
  await check(page, "done");

  await open(start);
  await page.getByTestId("confirm").waitFor();
  await check(page, "permission, second visit");
  await page.getByTestId("cancel").click();
  await page.getByTestId("cancelled").waitFor();
  await check(page, "cancelled");
});

test.each(looks)("the log-in $manner, in $lang", async ({ lang, check }) => {
  const { page } = await openAt(visitOf("PrePayPA", `&next=login&lang=${lang}`));
  await page.getByTestId("log-in-form").waitFor();
  await check(page, "log-in");
  await logIn(page);
  await page.getByTestId("error").waitFor();
  await check(page, "log-in, refused");
});

test.each(looks)("each of the terms and the error pages $manner, in $lang", async ({ lang, check }) => {
  const { page, open } = await openAt(`/onboarding/PrePayPA/terms?lang=${lang}`);
  await check(page, "terms");
  const long = "NoSuchPartnerWithAVeryLongNameThatSomebodyPastedHereByMistake";
  for (const [screen, path] of [
    ["unknown partner", `/dashboard/app/${long}/permissions?lang=${lang}`],
    ["no redirect URL", `/onboarding/PrePayPA?lang=${lang}`],
    ["bad redirect URL", `/onboarding/PrePayPA?lang=${lang}&redirect_url=ftp%3A%2F%2F${long}`],
    ["unknown visit", `/onboarding/PrePayPA/visits/${long}?lang=${lang}`],
  ] as const) {
    await open(path);
    await page.getByTestId("error-page").waitFor();
    await check(page, screen);
  }
});

test("the refusal of a form that another site sent looks well", async () => {
  const { page } = await openAt(visitOf("PrePayPA"));
  const action = page.url();
  await page.goto("about:blank");
  await page.setContent(`<form method="post" action="${action}/sign-up"><button>Send</button></form>`);
  await page.getByRole("button").click();
  await page.getByTestId("error-page").waitFor();
  expect(await page.getByTestId("error-page").textContent()).toContain("null");
  await looksWell(page, "foreign form");
});
