import type { Page } from "playwright";
import { expect, test } from "vitest";
import { drivePopup } from "../../sandbox/permissions-page/popup.ts";
import { useBrowser } from "./support/browser.ts";
import { type ButtonApp, reactComponent, serveButtons, webComponent } from "./support/button-pages.ts";
import {
  addedChannels,
  type ButtonWorld,
  buttonWorld,
  clickButton,
  connect,
} from "./support/button-world.ts";
import { closedByItself } from "./support/client-in-popup.ts";

const newContext = useBrowser();

const inPopup = { in: "popup", callback: expect.anything() };
const inPage = { in: "page", callback: expect.anything() };

/** One onboarding, up to the page that has reloaded with its result. */
async function onboard(world: ButtonWorld, page: Page): Promise<void> {
  await closedByItself(await connect(world, page, 2));
  await page.waitForURL((url) => url.searchParams.has("client"));
}

async function appWith(
  page: Parameters<typeof serveButtons>[0][string],
): Promise<{ world: ButtonWorld; app: ButtonApp; page: Page }> {
  const world = await buttonWorld(newContext);
  const app = await serveButtons({ "/": page });
  world.sandbox.hub.partners.change("DirectPA", { redirectUrl: app.origin });
  const opened = await world.context.newPage();
  await opened.goto(app.origin);
  return { world, app, page: opened };
}

test.each(["0.7.1", "0.8.2", "1.0.2"] as const)(
  "the React component of %s calls back twice for one onboarding, and once more at each refresh",
  async (build) => {
    const { world, app, page } = await appWith(() => reactComponent(build));
    await onboard(world, page);
    await expect.poll(app.callbacks).toEqual([inPopup, inPage]);
    await page.reload();
    await expect.poll(app.callbacks).toEqual([inPopup, inPage, inPage]);
    await page.reload();
    await expect.poll(app.callbacks).toEqual([inPopup, inPage, inPage, inPage]);
    expect(new Set(app.callbacks().map(({ callback }) => JSON.stringify(callback))).size).toBe(1);
  },
);

test("clicking again while the popup is open opens no second window, and the result comes all the same", async () => {
  const { world, app, page } = await appWith(() => reactComponent("1.0.2"));
  const popup = await clickButton(page);
  for (let click = 0; click < 3; click += 1) await page.getByRole("button").click();
  expect(page.context().pages()).toHaveLength(2);
  await drivePopup(popup).autopilot();
  await closedByItself(popup);
  await page.waitForURL((url) => url.searchParams.has("client"));
  await expect.poll(app.callbacks).toContainEqual(inPage);
  const { channels } = addedChannels(world.sandbox);
  expect(new URL(page.url()).searchParams.get("channels")).toBe(`[${channels}]`);
});

test.each([
  { build: "0.8.2", more: 0 },
  { build: "1.0.2", more: 2 },
] as const)(
  "when the callback function changes twice, $build calls back $more times more",
  async ({ build, more }) => {
    const { app, page } = await appWith(() => reactComponent(build));
    await page.goto(`${app.origin}/?client=oaY9LLfUCL&channels=[y9MiLoCH]`);
    await expect.poll(app.callbacks).toHaveLength(1);
    // As an inline function of a component that renders again.
    for (let render = 0; render < 2; render += 1) {
      await page.evaluate("render({ callback: (result) => callback(result) })");
    }
    await page.evaluate("tell({ message: 'rendered' })");
    await expect.poll(() => app.told).toContainEqual(expect.objectContaining({ message: "rendered" }));
    await expect.poll(app.callbacks).toHaveLength(1 + more);
  },
);

test("after a click, any text that the page's own origin sends reloads the page with it as its query", async () => {
  const { page } = await appWith(() => reactComponent("1.0.2"));
  await clickButton(page);
  // As some tools of a browser do.
  await page.evaluate("postMessage('hello from an extension', '*')");
  await page.waitForURL((url) => url.search === "?hello%20from%20an%20extension");
});

test("the web component's event reaches window and never document, and its state is in the address only", async () => {
  const { world, app, page } = await appWith((pageUrl) =>
    webComponent({ "redirect-url": pageUrl, state: "from-here" }),
  );
  await onboard(world, page);
  await expect.poll(app.callbacks).toContainEqual(inPage);
  const { searchParams } = new URL(page.url());
  expect(searchParams.get("state")).toBe("from-here");
  expect(app.callbacks().every(({ callback }) => callback?.client === searchParams.get("client"))).toBe(true);
  expect(app.told.filter(({ onDocument }) => onDocument)).toEqual([]);
});

test("the web component believes any window that sends it a string with a question mark first", async () => {
  const { app, page } = await appWith((pageUrl) => webComponent({ "redirect-url": pageUrl }));
  const stranger = await serveButtons({
    "/": () => ({ html: `<script>opener.postMessage("?client=forgedCL&channels=[forgedCH]", "*")</script>` }),
  });
  await page.evaluate((url) => void open(url), `${stranger.origin}/`);
  const forged = { client: "forgedCL", channels: ["forgedCH"] };
  await expect.poll(app.callbacks).toEqual([{ in: "page", callback: forged }]);
  expect(app.told).toContainEqual({ in: "page", message: expect.any(String), from: stranger.origin });
});

test("in a page without an opener the button reads the query, calls back once and closes nothing", async () => {
  const { app, page } = await appWith(() => reactComponent("1.0.2"));
  await page.goto(`${app.origin}/?client=oaY9LLfUCL&channels=[y9MiLoCH]&revoked=[a1B2c3CH,d4E5f6CH]`);
  const callback = {
    client: "oaY9LLfUCL",
    channels: ["y9MiLoCH"],
    revokedChannels: ["a1B2c3CH", "d4E5f6CH"],
  };
  await expect.poll(app.callbacks).toEqual([{ in: "page", callback }]);
  await page.getByRole("button", { name: "Connect 360dialog" }).waitFor();
});
