import type { Page } from "playwright";
import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { fits, looksWell, narrowContext } from "./support/looks.ts";

const newContext = useBrowser();

const account = { email: "owner@nordlicht.example", password: "long enough" };

/** A client with a number that is shared and runs, and one that is neither, at a partner that it pays itself. */
async function bakery(partnerId = "DirectPA") {
  const sandbox = await testSandbox();
  const { visits, partners } = sandbox.hub;
  partners.change(partnerId, { redirectUrl: "http://127.0.0.1:9/connected" });
  let visit = visits.signUp(visits.open(partnerId, {}), { name: "Nordlicht Bakery", ...account });
  if (visit.screen === "payment") visit = visits.pay(visit, { plan: "regular", acceptsTerms: true });
  visit = visits.addNumber(visit, { phoneNumber: "+49 151 00000042", phoneName: "Nordlicht Bakery" });
  await sandbox.clock.advance(partnerId, 10_000);
  visit = visits.addNumber(visit, {
    phoneNumber: "+49 151 00000043",
    phoneName: "Nordlicht Bakery and Confectionery, Main Street",
  });
  const [shop = "", cafe = ""] = visit.added;
  visit = visits.finishNumbers(visit);
  if (visit.screen === "permission") visits.decide(visit, [shop]);
  return { sandbox, partnerId, shop, cafe };
}

async function openHub(sandbox: Sandbox, path: string): Promise<Page> {
  const page = await (await narrowContext(newContext)).newPage();
  await page.goto(sandbox.url + path);
  return page;
}

async function logIn(page: Page): Promise<void> {
  await page.getByTestId("email").fill(account.email);
  await page.getByTestId("password").fill(account.password);
  await page.getByTestId("submit").click();
  await page.getByTestId("log-out").waitFor();
}

test("a client logs in, shares a number and takes it back with the keyboard alone", async () => {
  const { sandbox, shop, cafe } = await bakery();
  const page = await openHub(sandbox, "/client-hub/DirectPA");
  const { keyboard } = page;
  const isFocused = (testId: string) =>
    page.getByTestId(testId).evaluate((element) => element === document.activeElement);
  async function tabTo(testId: string): Promise<void> {
    for (let presses = 0; presses < 30; presses += 1) {
      if (await isFocused(testId)) return;
      await keyboard.press("Tab");
    }
    throw new Error(`Tab does not reach ${testId}.`);
  }

  expect(await isFocused("email")).toBe(true);
  await keyboard.type(account.email);
  await tabTo("password");
  await keyboard.type(account.password);
  await keyboard.press("Enter");
  await page.getByTestId("log-out").waitFor();

  await tabTo(`grant-${cafe}`);
  await keyboard.press("Enter");
  await page.getByTestId("notice").waitFor();
  expect(sandbox.hub.channels.get("DirectPA", cafe).permitted).toBe(true);
  // The keyboard goes on from the number that was changed.
  await keyboard.press("Tab");
  expect(await isFocused(`revoke-${cafe}`)).toBe(true);

  await page.reload();
  await tabTo(`revoke-${shop}`);
  await keyboard.press("Space");
  await page.getByTestId(`grant-${shop}`).waitFor();
  expect(sandbox.hub.channels.get("DirectPA", shop).permitted).toBe(false);
});

test("without JavaScript all of it works, and the client's own key is seen once", async () => {
  const { sandbox, shop } = await bakery();
  const page = await (await newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${sandbox.url}/client-hub/DirectPA`);
  await logIn(page);
  expect(await page.getByTestId(`create-own-key-${shop}`).isDisabled()).toBe(true);
  await page.getByTestId(`revoke-${shop}`).click();
  await page.getByTestId(`create-own-key-${shop}`).click();
  const key = (await page.getByTestId("own-key").textContent()) ?? "";
  expect(sandbox.hub.apiKeys.holder(key)?.channelId).toBe(shop);
  const told = JSON.stringify(sandbox.journal.read({ limit: 10_000 }));
  for (const hidden of [key, account.password]) expect(told).not.toContain(hidden);
  await page.reload();
  await page.getByTestId(`create-own-key-${shop}`).waitFor();
  expect(await page.getByTestId("own-key").count()).toBe(0);

  await page.getByTestId(`cancel-${shop}`).click();
  await page.getByTestId(`request-cancellation-${shop}`).click();
  await page.getByTestId(`withdraw-cancellation-${shop}`).click();
  await page.getByTestId(`cancel-${shop}`).waitFor();
  expect(sandbox.hub.channels.get("DirectPA", shop).cancelledAt).toBeNull();
  await page.getByTestId("log-out").click();
  await page.getByTestId("log-in-form").waitFor();
});

test("a visit of a partner without a redirect URL ends in the Client Hub, where the client is logged in", async () => {
  const { sandbox, shop, cafe } = await bakery();
  const settings = { redirect_unset: "client_hub" } as const;
  sandbox.hub.partners.change("DirectPA", { redirectUrl: null, settings });
  const page = await openHub(sandbox, "/client-hub/DirectPA");
  await logIn(page);
  await page.goto(`${sandbox.url}/dashboard/app/DirectPA/permissions`);
  await page.getByTestId(`permit-${cafe}`).check();
  await page.getByTestId("confirm").click();
  await page.getByTestId(`client-hub-number-${cafe}`).waitFor();
  const address = new URL(page.url());
  expect(address.pathname).toBe("/client-hub/DirectPA");
  expect(address.searchParams.get("channels")).toBe(`[${shop},${cafe}]`);
});

test.each([
  { lang: "en", manner: "looks well", check: looksWell },
  { lang: "de", manner: "fits a narrow screen", check: fits },
  { lang: "pt", manner: "fits a narrow screen", check: fits },
])("every page of the Client Hub $manner, in $lang", async ({ lang, check }) => {
  const { sandbox, shop, cafe } = await bakery();
  const long = "NoSuchPartnerWithAVeryLongNameThatSomebodyPastedHereByMistake";
  const page = await openHub(sandbox, `/client-hub/${long}?lang=${lang}`);
  await check(page, "unknown partner");
  await page.goto(`${sandbox.url}/client-hub?lang=${lang}`);
  await check(page, "partners");
  await page.getByTestId("partner-DirectPA").click();
  await page.getByTestId("log-in-form").waitFor();
  await check(page, "log-in");
  await page.getByTestId("submit").click();
  await page.getByTestId("error").waitFor();
  await check(page, "log-in, refused");
  await logIn(page);
  await check(page, "numbers");
  await page.getByTestId(`revoke-${shop}`).click();
  await page.getByTestId("notice").waitFor();
  await page.getByTestId(`create-own-key-${shop}`).click();
  await page.getByTestId("own-key").waitFor();
  await page.getByTestId(`cancel-${cafe}`).click();
  await check(page, "own key, and about to cancel");
  await page.getByTestId(`request-cancellation-${cafe}`).click();
  await page.getByTestId(`withdraw-cancellation-${cafe}`).waitFor();
  await check(page, "cancelled");
  sandbox.hub.cancellations.processNow("DirectPA", cafe);
  await sandbox.clock.settled("DirectPA");
  await page.getByTestId(`withdraw-cancellation-${cafe}`).click();
  await page.getByTestId("error").waitFor();
  await check(page, "ended, and refused");
});

test("the page of a client whose partner pays looks well", async () => {
  const { sandbox, shop } = await bakery("PrePayPA");
  const page = await openHub(sandbox, "/client-hub/PrePayPA");
  await logIn(page);
  expect(await page.getByTestId(`revoke-${shop}`).isDisabled()).toBe(true);
  await looksWell(page, "numbers, Partner Payment");
});
