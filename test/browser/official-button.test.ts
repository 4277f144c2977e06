import { expect, test } from "vitest";
import { drivePopup } from "../../sandbox/permissions-page/popup.ts";
import { testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { type ButtonPage, reactComponent, serveButtons, webComponent } from "./support/button-pages.ts";
import {
  addedChannels,
  buttonWorld,
  clickButton,
  clientWithTwoNumbers,
  connect,
  hubOf0,
  hubOf1,
  hubOfV2,
} from "./support/button-world.ts";
import { bakery, closedByItself, logIn, permit, shopNumber } from "./support/client-in-popup.ts";

const newContext = useBrowser();

interface Build {
  build: string;
  page: (pageUrl: string) => ButtonPage;
  /** What the click opens, up to the query. */
  opens: string;
}

const builds: Build[] = [
  // Names no redirect URL: these need the one that the partner has set.
  {
    build: "the React component of 0.7.1",
    page: () => reactComponent("0.7.1"),
    opens: `${hubOf0}/dashboard/app/DirectPA/permissions`,
  },
  {
    build: "the React component of 0.8.2",
    page: () => reactComponent("0.8.2"),
    opens: `${hubOf0}/dashboard/app/DirectPA/permissions`,
  },
  {
    build: "the React component of 1.0.2",
    // A value that is not set goes out as `name=`.
    page: (redirect_url) => reactComponent("1.0.2", { queryParameters: { redirect_url, name: "" } }),
    opens: `${hubOf1}/dashboard/app/DirectPA`,
  },
  {
    build: "the React component of 1.0.2, version v2",
    page: (redirect_url) =>
      reactComponent("1.0.2", { version: "v2", queryParameters: { redirect_url, state: "from-here" } }),
    opens: `${hubOfV2}/onboarding/DirectPA`,
  },
  {
    build: "the web component of 1.0.2",
    page: (pageUrl) => webComponent({ "redirect-url": pageUrl, state: "from-here" }),
    opens: `${hubOf1}/dashboard/app/DirectPA`,
  },
  {
    build: "the web component of 1.0.2, version v2",
    page: (pageUrl) => webComponent({ "redirect-url": pageUrl, version: "v2" }),
    opens: `${hubOfV2}/onboarding/DirectPA`,
  },
];

test.each(builds)(
  "$build opens the sandbox, hands over two numbers, and later the one revoked",
  async ({ page: buttonPage, opens }) => {
    const world = await buttonWorld(newContext);
    const { sandbox, context, opened } = world;
    const app = await serveButtons({ "/numbers": buttonPage });
    sandbox.hub.partners.change("DirectPA", { redirectUrl: `${app.origin}/numbers` });
    const page = await context.newPage();
    await page.goto(`${app.origin}/numbers`);

    await closedByItself(await connect(world, page, 2));
    expect(opened()[0]?.replace(/\?.*/, "")).toBe(`GET ${opens}`);
    await page.waitForURL((url) => url.searchParams.has("client"));
    const { client, channels } = addedChannels(sandbox);
    const [shop = "", cafe = ""] = channels;
    const granted = { in: "page", callback: { client, channels } };
    await expect.poll(app.callbacks).toContainEqual(granted);

    const again = await clickButton(page);
    await permit(again, [shop]);
    await closedByItself(again);
    await page.waitForURL((url) => url.searchParams.has("revoked"));
    const revoked = { client, channels: [shop], revokedChannels: [cafe] };
    await expect.poll(app.callbacks).toContainEqual({ in: "page", callback: revoked });
    expect(sandbox.hub.channels.get("DirectPA", cafe).permitted).toBe(false);
  },
);

test("requestedNumber asks a known client for that number, and leaves the other as it is", async () => {
  const { sandbox, context } = await buttonWorld(newContext);
  const { client, shop, cafe } = clientWithTwoNumbers(sandbox);
  const app = await serveButtons({
    "/": (redirect_url) =>
      reactComponent("1.0.2", {
        requestedNumber: "4915100000043",
        queryParameters: { redirect_url, next: "login" },
      }),
  });
  const page = await context.newPage();
  await page.goto(app.origin);

  const popup = await clickButton(page);
  await logIn(popup);
  await permit(popup, [cafe]);
  await closedByItself(popup);
  const callback = { client, channels: [cafe] };
  await expect.poll(app.callbacks).toContainEqual({ in: "page", callback });
  expect(sandbox.hub.channels.get("DirectPA", shop).permitted).toBe(false);
});

test("0.7.1 encodes nothing: what follows the first & of a redirect URL becomes a parameter of the page", async () => {
  const { sandbox, context, opened } = await buttonWorld(newContext);
  const app = await serveButtons({
    "/": (pageUrl) =>
      reactComponent("0.7.1", {
        queryParameters: {
          redirect_url: `${pageUrl}?shop=1&name=Bakery+%26+Café`,
          email: "a+b@cafe.example",
        },
      }),
  });
  const page = await context.newPage();
  await page.goto(app.origin);

  const popup = await clickButton(page);
  expect(opened()[0]).toContain(`redirect_url=${app.origin}/?shop=1&name=`);
  expect(await popup.getByTestId("name").inputValue()).toBe("Bakery & Café");
  expect(await popup.getByTestId("email").inputValue()).toBe("a+b@cafe.example");
  const played = drivePopup(popup);
  await played.signUp(bakery);
  await played.pay();
  const shop = await played.addNumber({ phone: shopNumber });
  await played.numbersDone();
  await permit(popup, [shop]);
  await closedByItself(popup);
  await page.waitForURL((url) => url.searchParams.has("client"));
  expect(new URL(page.url()).search).toMatch(/^\?shop=1&client=\w+&channels=\[\w+\]$/);
  expect(sandbox.hub.channels.get("DirectPA", shop).permitted).toBe(true);
});

test("a sandbox that finds its port taken says so, and attaches to nothing", async () => {
  const { url } = await testSandbox();
  const port = Number(new URL(url).port);
  await expect(testSandbox({ port })).rejects.toThrow(
    new RegExp(`^Port ${port} is taken, perhaps by another sandbox`),
  );
});
