import type { BrowserContextOptions, FrameLocator, Page } from "playwright";
import { expect, test } from "vitest";
import { stories } from "../../sandbox/console/demo/stories.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { call } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { type Desk, testDesk } from "./support/desk.ts";
import { fits, looksWell } from "./support/looks.ts";

const newContext = useBrowser();

interface Demo extends Desk {
  page: Page;
  app: FrameLocator;
  popup: FrameLocator;
  timeline: FrameLocator;
}

async function openDemo(
  pace: "instant" | "person" = "instant",
  options: BrowserContextOptions = { viewport: { width: 1280, height: 720 } },
): Promise<Demo> {
  const desk = await testDesk((sandbox) => ({ embeddedIn: sandbox.url }));
  const page = await (await newContext(options)).newPage();
  await page.goto(`${desk.sandbox.url}/_sandbox/demo?pace=${pace}`);
  await page.locator("body[data-ready]").waitFor();
  const frame = (name: string) => page.frameLocator(`iframe[name=${name}]`);
  return { ...desk, page, app: frame("app"), popup: frame("popup"), timeline: frame("timeline") };
}

const narration = (page: Page, state: string) => page.locator(`#narration[data-state=${state}]`);
const title = (page: Page) => page.getByTestId("step-title").innerText();
const titleIs = (page: Page, text: string) =>
  page.getByTestId("step-title").filter({ hasText: text }).waitFor();

const statusIs = (app: FrameLocator, text: string) =>
  app.locator("[data-status]").filter({ hasText: text }).waitFor();

/** Goes on, and waits until the step has ended. */
async function next(page: Page): Promise<string> {
  await page.keyboard.press("ArrowRight");
  await page.locator("#narration:is([data-state=ready], [data-state=ended])").waitFor();
  return title(page);
}

const settingsOf = async (sandbox: Sandbox, partner: string) => {
  const { body } = await call(sandbox, "GET", `/_sandbox/api/partners/${partner}`);
  return body.settings.life;
};

test("the tour plays from its first to its last step, and the app breaks no rule in any story", async () => {
  const { sandbox, page } = await openDemo();
  const lives = await Promise.all(["PrePayPA", "DirectPA"].map((id) => settingsOf(sandbox, id)));
  const told: string[] = [];
  const verdicts: string[] = [];
  const steps = stories.flatMap((story) => story.steps);
  for (const _step of steps) {
    told.push(await next(page));
    const verdict = page.getByTestId("verdict");
    if (await verdict.isVisible()) verdicts.push(await verdict.innerText());
  }
  expect(told).toEqual(steps.map((step) => step.title));
  await narration(page, "ended").waitFor();
  expect(verdicts).toHaveLength(3);
  for (const verdict of verdicts) expect(verdict).toMatch(/^\d\d rules kept, none broken$/);
  await expect
    .poll(() => Promise.all(["PrePayPA", "DirectPA"].map((id) => settingsOf(sandbox, id))))
    .toEqual(lives);
});

test("it runs by itself to the end, where the last words can be read again", async () => {
  const { page, app } = await openDemo();
  await page.keyboard.press("3");
  await narration(page, "ready").waitFor();
  await page.keyboard.press("Space");
  await narration(page, "ended").waitFor();
  expect(await title(page)).toBe("That was the tour");
  expect(await page.getByTestId("run").getAttribute("aria-pressed")).toBe("false");
  await app.getByText("Or at ten?").waitFor();

  await page.keyboard.press("ArrowLeft");
  expect(await title(page)).toBe("Another patient writes, and nothing goes out");
  expect(await page.getByTestId("step-count").innerText()).toBe("Revocation, step 8 of 9, read again");
  await page.keyboard.press("ArrowRight");
  expect(await title(page)).toBe("That was the tour");
});

test("the space bar lets it run and pauses it, and presses a button that has the focus", async () => {
  const { page } = await openDemo("person");
  const runs = () => page.getByTestId("run").getAttribute("aria-pressed");
  await page.keyboard.press("Space");
  await titleIs(page, "A bakery wants WhatsApp");
  expect(await runs()).toBe("true");
  await page.keyboard.press("Space");
  expect(await runs()).toBe("false");
  await page.getByTestId("story-3").focus();
  await page.keyboard.press("Space");
  await titleIs(page, "A clinic that pays for itself");
  expect(await runs()).toBe("false");
});

test("the app, the popup and the timeline show what is told, and virtual time stands beside it", async () => {
  const { page, app, timeline } = await openDemo();
  for (const _step of [1, 2, 3]) await next(page);
  expect(await page.getByTestId("stage").getAttribute("data-popup")).toBe("closed");
  await app.getByTestId("notice").filter({ hasText: "You are back." }).waitFor();
  await timeline.getByText("the client returns with 1 permitted, 0 revoked").waitFor();

  await next(page);
  await statusIs(app, "Permission is there. Waiting until the number is running.");
  const before = await page.getByTestId("clock").getAttribute("datetime");
  await next(page);
  await statusIs(app, "Connected. First message accepted.");
  const after = await page.getByTestId("clock").getAttribute("datetime");
  expect(Date.parse(after ?? "") - Date.parse(before ?? "")).toBe(5000);

  for (const _step of [6, 7]) await next(page);
  await app.getByText("Do you have poppy seed rolls today?").waitFor();
});

test("begun anew, the bakery meets an app that knows nothing of her", async () => {
  const { sandbox, page, app } = await openDemo();
  for (const _step of [1, 2, 3, 4, 5]) await next(page);
  await statusIs(app, "Connected. First message accepted.");
  const [channel] = sandbox.hub.channels.list("PrePayPA", {}).rows;

  await page.keyboard.press("Home");
  await narration(page, "ready").waitFor();
  await app.getByText("No numbers yet").waitFor();
  for (const _step of [2, 3, 4, 5]) await next(page);
  await statusIs(app, "Connected. First message accepted.");
  const [again] = sandbox.hub.channels.list("PrePayPA", {}).rows;
  expect(again?.phoneNumber).toBe(channel?.phoneNumber);
  expect(again?.id).not.toBe(channel?.id);
});

test("the keys are the tour's while the autopilot types, until somebody plays the client", async () => {
  const { page, popup } = await openDemo("person");
  await next(page);
  await page.keyboard.press("ArrowRight");
  await popup.getByTestId("name").and(popup.locator(":not([value=''])")).waitFor();
  await page.keyboard.press("ArrowLeft");
  await titleIs(page, "A bakery wants WhatsApp");
  await page.keyboard.press("ArrowRight");
  await titleIs(page, "She clicks Connect");
  expect(await popup.getByTestId("autopilot").innerText()).toBe("Autopilot");

  await page.getByTestId("take-over").click();
  await popup.getByTestId("email").click();
  await popup.getByTestId("autopilot").filter({ hasText: "off" }).waitFor();
});

test("a click in the app opens the popup for a person, who may close it", async () => {
  const { page, app, popup } = await openDemo();
  await app.getByTestId("connect-PrePayPA").click();
  await popup.getByTestId("name").fill("Nordlicht Bakery");
  await page.getByTestId("close-popup").click();
  await app.getByTestId("notice").filter({ hasText: "The window was closed before you finished." }).waitFor();
  expect(await page.getByTestId("pane-popup").isVisible()).toBe(false);
});

test("whoever leaves in the middle leaves time and delays as they were", async () => {
  const { sandbox, page } = await openDemo();
  await call(sandbox, "POST", "/_sandbox/api/clock", { partner: "PrePayPA", mode: "scaled", scale: 60 });
  const life = await settingsOf(sandbox, "PrePayPA");
  await page.keyboard.press("2");
  await narration(page, "ready").waitFor();
  expect(sandbox.clock.read("PrePayPA").mode).toBe("manual");
  expect((await settingsOf(sandbox, "PrePayPA")).running).toBe("2d");
  await page.goto("about:blank");
  await expect.poll(() => sandbox.clock.read("PrePayPA")).toMatchObject({ mode: "scaled", scale: 60 });
  await expect.poll(() => settingsOf(sandbox, "PrePayPA")).toEqual(life);
});

test("it looks well with each pane in front, on a projector and on a phone", async () => {
  const { page } = await openDemo();
  await looksWell(page, "demo, before the tour");
  for (const screen of ["app", "popup"]) {
    await next(page);
    await looksWell(page, `demo, ${screen}`);
  }
  await page.keyboard.press("Shift+?");
  await looksWell(page, "demo, keys");
  await page.keyboard.press("Escape");
  for (const width of [360, 1920, 3840]) {
    await page.setViewportSize({ width, height: Math.max(740, (width * 9) / 16) });
    await fits(page, `demo, ${width} px`);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await looksWell(page, "demo, narrow");
});
