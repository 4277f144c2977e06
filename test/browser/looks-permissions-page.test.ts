import type { Page } from "playwright";
import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { testReceiver, testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import {
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

async function openAt(
  path: string,
): Promise<{ sandbox: Sandbox; page: Page; open: (path: string) => Promise<unknown> }> {
  const sandbox = await testSandbox();
  const page = await (await narrowContext(newContext)).newPage();
  const open = (somewhere: string) => page.goto(sandbox.url + somewhere);
  await open(path);
  return { sandbox, page, open };
}

/** Where a visit begins that returns to a partner's page; what that answers does not matter, but for the last step. */
const visitOf = (partnerId: string, query = "", partnersPage = "http://127.0.0.1:9/connected") =>
  `/dashboard/app/${partnerId}/permissions?redirect_url=${encodeURIComponent(partnersPage)}${query}`;

/** Keeps the last screen, to which the permission screen leads, from going on by itself: it can be looked at then. */
const stayOnLastScreen = (page: Page) =>
  page.route("**/permission", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/<meta http-equiv="refresh"[^>]*>/, "");
    await route.fulfill({ response: answer, body });
  });

/** Everything that is closed until somebody wants it. */
const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const closed of document.querySelectorAll("details")) closed.open = true;
  });

test.each(languages)("the screens from sign-up to the first number look well, in %s", async (lang) => {
  const { page } = await openAt(visitOf("DirectPA", `&lang=${lang}&flow=coexistence&email=`));
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
  await unfold(page);
  await looksWell(page, "no numbers yet");
  await page.getByTestId("phone-number").fill("many");
  await page.getByTestId("add-number").click();
  await page.getByTestId("error").waitFor();
  await looksWell(page, "number, refused");
});

/** A client with two numbers, the first of which is shared. */
function bakeryWithTwoNumbers({ hub: { visits } }: Sandbox): void {
  let visit = visits.signUp(visits.open("DirectPA", { redirect_url: "http://127.0.0.1:9" }), bakery);
  visit = visits.pay(visit, { plan: "regular", acceptsTerms: true });
  const phoneName = "Nordlicht Bakery and Confectionery, Main Street";
  for (const phoneNumber of [shopNumber, cafeNumber]) {
    visit = visits.addNumber(visit, { phoneNumber, phoneName });
  }
  visits.decide(visits.finishNumbers(visit), visit.added.slice(0, 1));
}

test.each(languages)("the screens from the permission to the end look well, in %s", async (lang) => {
  const partner = await testReceiver();
  const start = visitOf("DirectPA", `&lang=${lang}&next=login&number=4915100000043`, partner.url);
  const { sandbox, page, open } = await openAt(start);
  bakeryWithTwoNumbers(sandbox);
  await logIn(page);
  await page.getByTestId("confirm").waitFor();
  await looksWell(page, "permission");
  await page.getByTestId("add-another").click();
  await page.getByTestId("numbers-done").waitFor();
  await looksWell(page, "numbers");
  await numbersDone(page);
  await page.getByTestId("confirm").waitFor();

  const visit = new URL(page.url()).pathname;
  await stayOnLastScreen(page);
  await permit(page, []);
  await page.getByTestId("returning").waitFor();
  await looksWell(page, "returning");
  await open(visit);
  await page.getByTestId("done").waitFor();
  await looksWell(page, "done");
  await open(start);
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
  await meta.getByTestId("meta-code").fill(await meta.getByTestId("meta-code-shown").innerText());
  // Without its module the last page neither closes the window nor leads back.
  await meta.context().route("**/meta-window.js", (route) => route.abort());
  await meta.getByTestId("meta-finish").click();
  await meta.getByTestId("meta-close").waitFor();
  await looksWell(meta, "finished");
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
