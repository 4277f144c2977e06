import type { Page } from "playwright";
import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { type Receiver, testReceiver, testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import {
  addNumber,
  bakery,
  cafeNumber,
  numbersDone,
  openPopup,
  pay,
  permit,
  shopNumber,
  signUp,
} from "./support/client-in-popup.ts";

const newContext = useBrowser();

interface Visited {
  sandbox: Sandbox;
  partner: Receiver;
  page: Page;
  /** The address of the visit. */
  visit: string;
}

/** A visit of the Direct Payment hub at its first screen. */
async function visited(): Promise<Visited> {
  const [sandbox, partner] = await Promise.all([testSandbox(), testReceiver()]);
  const page = await (await newContext()).newPage();
  await page.goto(`${sandbox.url}/onboarding/DirectPA?redirect_url=${encodeURIComponent(partner.url)}`);
  await page.getByTestId("sign-up-form").waitFor();
  return { sandbox, partner, page, visit: page.url() };
}

const redirects = ({ journal }: Sandbox) => journal.read({ kinds: ["redirect"] });
const clients = ({ hub }: Sandbox) => hub.clients.list("DirectPA", {}).rows;
const channels = ({ hub }: Sandbox) => hub.channels.list("DirectPA", {}).rows;
/** Requests that brought a client back to the partner. */
const returns = ({ received }: Receiver) => received.filter(({ path }) => path.includes("client="));

/** Two clicks in one go, as an impatient person makes them: both forms are sent. */
const clickTwice = (page: Page, testId: string) =>
  page.getByTestId(testId).evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });

test("a double click on any button of a visit does everything once, and the client still gets back", async () => {
  const { sandbox, partner, page } = await visited();
  await page.getByTestId("name").fill(bakery.name);
  await page.getByTestId("user-name").fill("Mara Lind");
  await page.getByTestId("email").fill(bakery.email);
  await page.getByTestId("password").fill(bakery.password);
  await clickTwice(page, "submit");
  await page.getByTestId("fill-card").click();
  await page.getByTestId("accept-terms").check();
  await clickTwice(page, "pay");

  const meta = await openPopup(page, () => page.getByTestId("open-meta").click());
  await clickTwice(meta, "meta-next");
  await meta.getByTestId("meta-phone-number").fill(shopNumber);
  await clickTwice(meta, "meta-next");
  const code = await meta.getByTestId("meta-code-shown").innerText();
  await meta.getByTestId("meta-code").fill(code);
  await clickTwice(meta, "meta-finish");
  await page.getByTestId("numbers-done").waitFor();
  await clickTwice(page, "numbers-done");
  await page.getByTestId("confirm").waitFor();
  await clickTwice(page, "confirm");
  await page.waitForURL(`${partner.url}/**`);

  expect(clients(sandbox)).toMatchObject([{ plan: "regular", userName: "Mara Lind" }]);
  expect(channels(sandbox)).toMatchObject([{ permitted: true }]);
  expect(redirects(sandbox)).toHaveLength(1);
  const paid = sandbox.journal.read({ kinds: ["visit"] }).filter(({ summary }) => summary.includes("pays"));
  expect(paid).toHaveLength(1);
});

test("going back or reloading at any step leaves the visit where it is", async () => {
  const { sandbox, partner, page } = await visited();
  const backAndReload = async (testId: string) => {
    await page.goBack();
    await page.reload();
    await page.getByTestId(testId).waitFor();
  };
  await signUp(page);
  await page.getByTestId("pay").waitFor();
  await backAndReload("pay");
  await pay(page);
  await page.getByTestId("open-meta").waitFor();
  await backAndReload("open-meta");
  const shop = await addNumber(page, shopNumber);
  // The new number has come by itself and has left nothing to go back to.
  await page.reload();
  await numbersDone(page);
  await page.getByTestId("confirm").waitFor();
  await backAndReload("confirm");
  await permit(page, [shop]);
  await page.waitForURL(`${partner.url}/**`);
  await backAndReload("done");
  expect(await page.getByTestId("back-to-partner").getAttribute("href")).toContain(`channels=[${shop}]`);
  expect([clients(sandbox), channels(sandbox), redirects(sandbox)].map((all) => all.length)).toEqual([
    1, 1, 1,
  ]);
  expect(returns(partner)).toHaveLength(1);
});

test("the answer to a refused form, reloaded, is refused once more and changes nothing", async () => {
  const { sandbox, page } = await visited();
  await signUp(page, { ...bakery, email: "owner@gmail.com" });
  await page.getByTestId("error").waitFor();
  await page.reload();
  await page.getByTestId("error").waitFor();
  expect(clients(sandbox)).toEqual([]);
  await signUp(page);
  await page.getByTestId("pay").waitFor();
  expect(clients(sandbox)).toHaveLength(1);
});

test("going back to the answer to a refused form shows it again, and not the browser's own error page", async () => {
  const { sandbox, page } = await visited();
  await signUp(page, { ...bakery, email: "owner@gmail.com" });
  await page.getByTestId("error").waitFor();
  await signUp(page);
  await page.getByTestId("pay").waitFor();
  await page.goBack();
  await page.getByTestId("sign-up-form").waitFor();
  // What is still there was typed for an account that exists now: sent once more, it leads on.
  await page.getByTestId("email").fill(bakery.email);
  await page.getByTestId("password").fill(bakery.password);
  await page.getByTestId("submit").click();
  await page.getByTestId("pay").waitFor();
  expect(clients(sandbox)).toHaveLength(1);
});

test("two tabs on one visit: whatever the other one did already does no harm", async () => {
  const { sandbox, partner, page, visit } = await visited();
  const other = await page.context().newPage();
  await other.goto(visit);
  await signUp(page);
  await page.getByTestId("pay").waitFor();
  // The other tab still shows the sign-up form, and sends it: the visit is where the first one brought it.
  await signUp(other, { ...bakery, email: "second@nordlicht.example" });
  await other.getByTestId("pay").waitFor();
  await pay(page);
  await page.getByTestId("open-meta").waitFor();
  await pay(other, "premium");
  const shop = await addNumber(page, shopNumber);
  // The number shows up in the other tab too: both hear when the embedded signup is done.
  await other.getByTestId(`number-${shop}`).waitFor();
  await numbersDone(page);
  await page.getByTestId("confirm").waitFor();
  await numbersDone(other);
  await other.getByTestId("confirm").waitFor();
  await permit(page, [shop]);
  await page.waitForURL(`${partner.url}/**`);
  await permit(other, []);
  await other.waitForURL(`${partner.url}/**`);
  expect(clients(sandbox)).toMatchObject([{ email: bakery.email, plan: "regular" }]);
  expect(channels(sandbox)).toMatchObject([{ permitted: true }]);
  expect(redirects(sandbox)).toHaveLength(1);
});

test("a form that was left open on an earlier screen does no harm", async () => {
  const { sandbox, page, visit } = await visited();
  await signUp(page);
  await pay(page);
  const shop = await addNumber(page, shopNumber);
  const stale = await page.context().newPage();
  await stale.goto(visit);
  await stale.getByTestId("number-shortcut").locator("summary").click();
  await stale.getByTestId("phone-number").fill(cafeNumber);
  await numbersDone(page);
  await permit(page, [shop]);
  await page.waitForURL("**/*client=*");
  await stale.getByTestId("add-number").click();
  await stale.waitForURL("**/*client=*");
  expect(channels(sandbox)).toHaveLength(1);
});
