import type { Page } from "playwright";
import { expect, test } from "vitest";
import { testReceiver, testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import {
  addNumber,
  bakery,
  cafeNumber,
  logIn,
  numbersDone,
  openPopup,
  pay,
  permit,
  shopNumber,
  signUp,
} from "./support/client-in-popup.ts";
import { looksWell, narrowContext } from "./support/looks.ts";

const newContext = useBrowser();

const languages = ["en", "de", "pt"];

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

/** Everything that is closed until somebody wants it. */
const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const closed of document.querySelectorAll("details")) closed.open = true;
  });

test.each(languages)("every screen of a Direct Payment visit looks well, in %s", async (lang) => {
  const partner = await testReceiver();
  const start = visitOf(
    "DirectPA",
    `&lang=${lang}&flow=coexistence&email=&number=4915100000043`,
    partner.url,
  );
  const { page, open } = await openAt(start);
  await unfold(page);
  await looksWell(page, "sign-up");
  await signUp(page, { name: "Nordlicht Bakery", email: "owner@gmail.com", password: "short" });
  await page.getByTestId("error").first().waitFor();
  await looksWell(page, "sign-up, refused");
  await signUp(page);
  await page.getByTestId("pay").waitFor();
  await looksWell(page, "payment");
  await page.getByTestId("pay").click();
  await page.getByTestId("error").first().waitFor();
  await looksWell(page, "payment, refused");
  await pay(page);
  await page.getByTestId("open-meta").waitFor();
  await looksWell(page, "no numbers yet");
  await unfold(page);
  await looksWell(page, "shortcut");
  await page.getByTestId("phone-number").fill("many");
  await page.getByTestId("add-number").click();
  await page.getByTestId("error").waitFor();
  await looksWell(page, "number, refused");
  const shop = await addNumber(page, shopNumber, "Nordlicht Bakery and Confectionery, Main Street");
  await addNumber(page, cafeNumber);
  await looksWell(page, "numbers");
  await numbersDone(page);
  await page.getByTestId("confirm").waitFor();
  await looksWell(page, "permission");

  const visit = new URL(page.url()).pathname;
  await permit(page, [shop]);
  await page.waitForURL(`${partner.url}/**`);
  await open(visit);
  await page.getByTestId("done").waitFor();
  await looksWell(page, "done");

  await open(start);
  await page.getByTestId("confirm").waitFor();
  await looksWell(page, "permission, second visit");
  await page.getByTestId("cancel").click();
  await page.getByTestId("cancelled").waitFor();
  await looksWell(page, "cancelled");
});

test.each(languages)("the log-in looks well, in %s", async (lang) => {
  const { page } = await openAt(visitOf("PrePayPA", `&next=login&lang=${lang}`));
  await page.getByTestId("log-in-form").waitFor();
  await looksWell(page, "log-in");
  await logIn(page);
  await page.getByTestId("error").waitFor();
  await looksWell(page, "log-in, refused");
});

test.each(languages)("each of the terms and the error pages looks well, in %s", async (lang) => {
  const { page, open } = await openAt(`/onboarding/PrePayPA/terms?lang=${lang}`);
  await looksWell(page, "terms");
  const long = "NoSuchPartnerWithAVeryLongNameThatSomebodyPastedHereByMistake";
  for (const [screen, path] of [
    ["unknown partner", `/dashboard/app/${long}/permissions?lang=${lang}`],
    ["no redirect URL", `/onboarding/PrePayPA?lang=${lang}`],
    ["bad redirect URL", `/onboarding/PrePayPA?lang=${lang}&redirect_url=ftp%3A%2F%2F${long}`],
    [
      "unknown client",
      `/onboarding/PrePayPA?lang=${lang}&redirect_url=http%3A%2F%2F127.0.0.1%3A9&connect_client_user=true&client_id=${long}`,
    ],
    ["unknown visit", `/onboarding/PrePayPA/visits/${long}?lang=${lang}`],
  ] as const) {
    await open(path);
    await page.getByTestId("error-page").waitFor();
    await looksWell(page, screen);
  }
});

test("the form that makes a login for a client of the partner's looks well", async () => {
  const sandbox = await testSandbox();
  const name = "Nordlicht Bakery and Confectionery with a long name";
  const { id } = sandbox.hub.accountSharing.addClient("DirectPA", { name, email: "owner@nordlicht.example" });
  const page = await (await narrowContext(newContext)).newPage();
  await page.goto(sandbox.url + visitOf("DirectPA", `&connect_client_user=true&client_id=${id}`));
  await page.getByTestId("name").getByText(name).waitFor();
  await looksWell(page, "login for a client");
});

test.each(languages)("each page in the window of the embedded signup looks well, in %s", async (lang) => {
  const { page } = await openAt(visitOf("PrePayPA", `&lang=${lang}`));
  await signUp(page, { ...bakery, name: "Nordlicht Bakery and Confectionery, Main Street" });
  const meta = await openPopup(page, () => page.getByTestId("open-meta").click());
  await meta.setViewportSize({ width: 360, height: 740 });
  await page.getByTestId("meta-waiting").waitFor();
  await looksWell(page, "numbers, with the window open");
  const goOn = async (screen: string, button: string, next: string) => {
    await looksWell(meta, screen);
    await meta.getByTestId(button).click();
    await meta.getByTestId(next).waitFor();
  };
  await goOn("business", "meta-next", "meta-phone-number");
  await goOn("number", "meta-next", "error");
  await meta.getByTestId("meta-phone-number").fill(shopNumber);
  await goOn("number, refused", "meta-next", "meta-code");
  await meta.getByTestId("meta-code").fill("1");
  await goOn("code", "meta-finish", "error");
  await looksWell(meta, "code, refused");
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
