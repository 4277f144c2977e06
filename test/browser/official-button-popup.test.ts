import type { Page } from "playwright";
import { expect, test } from "vitest";
import { drivePopup } from "../../sandbox/permissions-page/popup.ts";
import { useBrowser } from "./support/browser.ts";
import { reactComponent, serveButtons, webComponent } from "./support/button-pages.ts";
import { addedChannels, buttonWorld, clickButton, connect, hubOf1 } from "./support/button-world.ts";
import { closedByItself } from "./support/client-in-popup.ts";

const newContext = useBrowser();

/** Sent by the page itself, after everything that came before. The button ignores it, because it is no text. */
const sendLastMessage = (page: Page): Promise<void> => page.evaluate("postMessage({}, '*')");

const isPartners = (origin: string) => (url: URL) => url.origin === origin && url.searchParams.has("client");

test.each([
  { build: "0.8.2", arrives: "posts to its own origin only, so that nothing arrives" },
  { build: "1.0.2", arrives: "posts to any origin, and the page that clicked ignores it" },
] as const)(
  "with the redirect page on another origin, $build $arrives; the popup closes all the same",
  async ({ build }) => {
    const world = await buttonWorld(newContext);
    const { sandbox, context } = world;
    const app = await serveButtons({ "/": () => reactComponent(build) });
    const redirectPages = await serveButtons({ "/": () => reactComponent(build) });
    sandbox.hub.partners.change("DirectPA", { redirectUrl: redirectPages.origin });
    const page = await context.newPage();
    await page.goto(app.origin);

    await closedByItself(await connect(world, page));
    await expect.poll(redirectPages.callbacks).toEqual([{ in: "popup", callback: expect.anything() }]);
    await sendLastMessage(page);
    const senders = () => app.told.flatMap(({ from }) => from ?? []).sort();
    const expected = build === "1.0.2" ? [app.origin, redirectPages.origin] : [app.origin];
    await expect.poll(senders).toEqual(expected.sort());
    expect(new URL(page.url()).search).toBe("");
    expect(app.callbacks()).toEqual([]);
  },
);

test("with the redirect page on another origin, the web component calls back without a reload: it looks at no origin", async () => {
  const world = await buttonWorld(newContext);
  const redirectPages = await serveButtons({ "/": () => reactComponent("1.0.2") });
  const app = await serveButtons({ "/": () => webComponent({ "redirect-url": redirectPages.origin }) });
  const page = await world.context.newPage();
  await page.goto(app.origin);

  await closedByItself(await connect(world, page));
  const callback = addedChannels(world.sandbox);
  await expect.poll(app.callbacks).toEqual([{ in: "page", callback }]);
  expect(new URL(page.url()).search).toBe("");
});

test("an opener with Cross-Origin-Opener-Policy loses its popup: it stays open, and nothing is posted", async () => {
  const world = await buttonWorld(newContext);
  const { sandbox, context } = world;
  const headers = { "cross-origin-opener-policy": "same-origin" };
  const app = await serveButtons({ "/": () => ({ ...reactComponent("1.0.2"), headers }) });
  sandbox.hub.partners.change("DirectPA", { redirectUrl: app.origin });
  const page = await context.newPage();
  await page.goto(app.origin);

  const popup = await connect(world, page);
  await popup.waitForURL(isPartners(app.origin));
  // Without an opener the popup takes itself for the page.
  await expect.poll(app.callbacks).toEqual([{ in: "page", callback: expect.anything() }]);
  expect(popup.isClosed()).toBe(false);
  expect(new URL(page.url()).search).toBe("");
  expect(app.told.filter(({ message }) => message !== undefined)).toEqual([]);
});

test("where the browser blocks the popup, the button says nothing and throws nothing; the same address works in this window", async () => {
  const { sandbox, context } = await buttonWorld(newContext);
  await context.addInitScript(() => {
    window.open = (url) => {
      document.title = `blocked ${url}`;
      return null;
    };
  });
  const app = await serveButtons({ "/": () => reactComponent("1.0.2") });
  sandbox.hub.partners.change("DirectPA", { redirectUrl: app.origin });
  const page = await context.newPage();
  await page.goto(app.origin);
  await page.getByRole("button").click();
  await expect.poll(() => page.title()).toBe(`blocked ${hubOf1}/dashboard/app/DirectPA`);
  expect(await page.locator("body").innerText()).toBe("Connect 360dialog");
  expect(context.pages()).toHaveLength(1);

  await page.goto(`${hubOf1}/dashboard/app/DirectPA`);
  await drivePopup(page).autopilot();
  await page.waitForURL(isPartners(app.origin));
  const callback = addedChannels(sandbox);
  await expect.poll(app.callbacks).toEqual([{ in: "page", callback }]);
});

test("a popup that the client cancels closes, and the button learns nothing of it", async () => {
  const { sandbox, context } = await buttonWorld(newContext);
  const app = await serveButtons({ "/": () => reactComponent("1.0.2") });
  sandbox.hub.partners.change("DirectPA", { redirectUrl: app.origin });
  const page = await context.newPage();
  await page.goto(app.origin);
  const popup = await clickButton(page);
  await popup.getByTestId("cancel").click();
  await closedByItself(popup);
  await sendLastMessage(page);
  await expect.poll(() => app.told).toEqual([{ in: "page", message: "no text", from: app.origin }]);

  // The window is gone, so that the next click opens another.
  const another = await clickButton(page);
  await another.getByTestId("sign-up-form").waitFor();
});
