import type { Page } from "playwright";
import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { serveButtonPages } from "./support/button-pages.ts";
import {
  addNumber,
  bakery,
  cafeNumber,
  closedByItself,
  logIn,
  numbersDone,
  openPopup,
  pay,
  permit,
  shopNumber,
  signUp,
} from "./support/client-in-popup.ts";

// The button with `env="local"` knows one port only. No other test may take it, and the tests here run one by one.
const buttonsPort = 8082;

const newContext = useBrowser();

/** What the button calls back with, once the page has reloaded with the query that the popup handed over. */
async function calledBackWith(page: Page, parameter: string): Promise<unknown> {
  await page.waitForURL((url) => url.searchParams.has(parameter));
  const output = page.getByTestId("callback").filter({ hasText: /./ });
  return JSON.parse((await output.textContent()) ?? "");
}

test.each([
  { build: "the web component of 1.0.2", path: "/web-component", hub: "http://localhost:8082" },
  { build: "the React component of 1.0.2", path: "/react-1", hub: "http://localhost:8082" },
  { build: "the React component of 0.8.2", path: "/react-0-8", hub: "http://0.0.0.0:8082" },
] as const)("$build opens the sandbox, hands over two numbers, and later the one revoked", async (button) => {
  const sandbox = await testSandbox({ port: buttonsPort });
  const origin = await serveButtonPages();
  sandbox.hub.partners.change("DirectPA", { redirectUrl: origin + button.path });
  const page = await (await newContext()).newPage();
  await page.goto(origin + button.path);

  const clickButton = () => page.getByRole("button", { name: "Connect 360dialog" }).click();
  const popup = await openPopup(page, clickButton);
  expect(new URL(popup.url()).origin).toBe(button.hub);
  await signUp(popup);
  await pay(popup);
  const shop = await addNumber(popup, shopNumber);
  const cafe = await addNumber(popup, cafeNumber);
  await numbersDone(popup);
  await permit(popup, [shop, cafe]);
  await closedByItself(popup);
  const { clientId: client } = sandbox.hub.channels.get("DirectPA", shop);
  expect(await calledBackWith(page, "client")).toEqual({ client, channels: [shop, cafe] });

  const again = await openPopup(page, clickButton);
  await permit(again, [shop]);
  await closedByItself(again);
  expect(await calledBackWith(page, "revoked")).toEqual({
    client,
    channels: [shop],
    revokedChannels: [cafe],
  });
  expect(sandbox.hub.channels.get("DirectPA", cafe).permitted).toBe(false);
});

/** A client with two numbers, of which none is permitted; it signed up somewhere else. */
function clientWithTwoNumbers({ hub: { visits } }: Sandbox): { shop: string; cafe: string } {
  let visit = visits.signUp(visits.open("DirectPA", { redirect_url: "http://127.0.0.1:9/" }), bakery);
  visit = visits.pay(visit, { plan: "regular", acceptsTerms: true });
  for (const phoneNumber of [shopNumber, cafeNumber]) {
    visit = visits.addNumber(visit, { phoneNumber, phoneName: bakery.name });
  }
  const [shop = "", cafe = ""] = visits.finishNumbers(visit).added;
  return { shop, cafe };
}

test("requestedNumber asks a known client for that number only, and leaves the other as it is", async () => {
  const sandbox = await testSandbox({ port: buttonsPort });
  const { shop, cafe } = clientWithTwoNumbers(sandbox);
  const page = await (await newContext()).newPage();
  await page.goto(`${await serveButtonPages()}/react-1-one-number`);

  const popup = await openPopup(page, () => page.getByRole("button").click());
  await logIn(popup);
  await popup.getByTestId(`permit-${cafe}`).waitFor();
  expect(await popup.getByTestId(`permit-${shop}`).count()).toBe(0);
  await permit(popup, [cafe]);
  await closedByItself(popup);
  const { clientId: client, permitted } = sandbox.hub.channels.get("DirectPA", shop);
  expect(await calledBackWith(page, "client")).toEqual({ client, channels: [cafe] });
  expect(permitted).toBe(false);
});

test("a sandbox that finds the button's port taken says so, and attaches to nothing", async () => {
  await testSandbox({ port: buttonsPort });
  await expect(testSandbox({ port: buttonsPort })).rejects.toThrow(
    /^Port 8082 is taken, perhaps by another sandbox/,
  );
});
