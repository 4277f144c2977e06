import type { Page } from "playwright";
import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import {
  addNumber,
  closedByItself,
  numbersDone,
  openPopup,
  pay,
  permit,
  shopNumber,
  signUp,
} from "./support/client-in-popup.ts";
import { connectLink, noticeSays, statusSays, testDesk } from "./support/desk.ts";

const newContext = useBrowser();

const connect = (page: Page) => openPopup(page, () => connectLink(page, "PrePayPA").click());

const redirects = (sandbox: Sandbox) => sandbox.journal.read({ kinds: ["redirect"] });

async function showsNoNumbers(page: Page): Promise<void> {
  await page.reload();
  await page.getByText("No numbers yet").waitFor();
}

test("a blocked popup is told, and the link beside it runs the same flow in this window", async () => {
  const { visit } = await testDesk();
  const context = await newContext();
  await context.addInitScript(() => {
    window.open = () => null;
  });
  const page = await visit(context);
  await connectLink(page, "PrePayPA").click();
  await noticeSays(page, "Your browser blocked the window.");

  await page.getByTestId("notice").getByRole("link", { name: "Continue in this window" }).click();
  await signUp(page);
  const channel = await addNumber(page, shopNumber);
  await numbersDone(page);
  await page.getByRole("heading", { name: "All set" }).waitFor();
  await page.getByRole("link", { name: "Go to your numbers" }).click();
  await statusSays(page, channel, "Permission is there.");
});

test("without JavaScript the whole onboarding runs in one window", async () => {
  const { sandbox, visit } = await testDesk();
  const page = await visit(await newContext({ javaScriptEnabled: false }));
  await connectLink(page, "DirectPA").click();
  await signUp(page);
  await pay(page);
  const channel = await addNumber(page, shopNumber);
  await numbersDone(page);
  await permit(page, [channel]);
  await page.getByRole("link", { name: "Go to your numbers" }).click();
  await sandbox.clock.advance("DirectPA", 10_000);
  await page.reload();
  await statusSays(page, channel, "Connected. First message read.");
});

test("a popup that is reloaded at each step goes on where it was, and does nothing twice", async () => {
  const { sandbox, visit } = await testDesk();
  const page = await visit(await newContext());
  const popup = await connect(page);
  await popup.reload();
  await signUp(popup);
  await popup.getByTestId("open-meta").waitFor();
  await popup.reload();
  const channel = await addNumber(popup, shopNumber);
  await popup.reload();
  await numbersDone(popup);
  await closedByItself(popup);
  await statusSays(page, channel, "Permission is there.");
  expect(
    sandbox.hub.channels.ofClient("PrePayPA", sandbox.hub.channels.get("PrePayPA", channel).clientId),
  ).toHaveLength(1);
  expect(redirects(sandbox)).toHaveLength(1);
});

test("a popup that the client closes is told, and changes nothing", async () => {
  const { sandbox, visit } = await testDesk();
  const page = await visit(await newContext());
  const popup = await connect(page);
  await popup.getByTestId("sign-up-form").waitFor();
  await popup.close();
  await noticeSays(page, "The window was closed before you finished.");
  await showsNoNumbers(page);
  expect(redirects(sandbox)).toEqual([]);
});

test("Cancel closes the popup and sends nothing to the partner", async () => {
  const { sandbox, visit } = await testDesk();
  const page = await visit(await newContext());
  const popup = await connect(page);
  await signUp(popup);
  await addNumber(popup, shopNumber);
  await popup.getByTestId("cancel").click();
  await closedByItself(popup);
  await noticeSays(page, "The window was closed before you finished.");
  await showsNoNumbers(page);
  expect(redirects(sandbox)).toEqual([]);
});

test("a redirect whose state was changed on the way links nothing and does not reach the page that opened it", async () => {
  const { sandbox, visit } = await testDesk();
  const page = await visit(await newContext());
  await connectLink(page, "PrePayPA").evaluate((link: HTMLAnchorElement) => {
    const url = new URL(link.href);
    url.searchParams.set("state", "forged");
    link.href = url.href;
  });
  const popup = await connect(page);
  await signUp(popup);
  await addNumber(popup, shopNumber);
  await numbersDone(popup);
  await popup.getByRole("heading", { name: "Nothing was linked" }).waitFor();
  expect(redirects(sandbox)).toHaveLength(1);
  await noticeSays(page, "Go on in the window");
  await showsNoNumbers(page);
});

/** Finishes a visit without following its redirect, as somebody would who wants to pass it on. */
async function catchRedirect(popup: Page): Promise<string> {
  const { request } = popup.context();
  const form = popup.locator("form").filter({ has: popup.getByTestId("numbers-done") });
  const action = new URL((await form.getAttribute("action")) ?? "", popup.url());
  await request.post(action.href, { maxRedirects: 0 });
  await popup.reload();
  return (await popup.getByTestId("back-to-partner").getAttribute("href")) ?? "";
}

test("a redirect that was caught in another browser links nothing in this one", async () => {
  const { url, visit } = await testDesk();
  const strangersPopup = await connect(await visit(await newContext()));
  await signUp(strangersPopup);
  await addNumber(strangersPopup, shopNumber);
  const caught = await catchRedirect(strangersPopup);
  expect(caught).toMatch(new RegExp(`^${url}/connected\\?client=\\w+CL&channels=\\[\\w+CH\\]&state=`));

  const page = await visit(await newContext());
  await page.goto(caught);
  await page.getByRole("heading", { name: "Nothing was linked" }).waitFor();
  await page.getByRole("link", { name: "Back to Harbour Desk" }).click();
  await page.getByText("No numbers yet").waitFor();
});
