import { expect, test } from "vitest";
import { call } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { consoleWorld } from "./support/console.ts";

const newContext = useBrowser();

test("as long as nothing is wrong it says so calmly, with the rules on demand", async () => {
  const world = await consoleWorld();
  const page = await world.open(await newContext());
  const wrong = page.getByTestId("wrong");
  await wrong.getByText("Nothing wrong so far").waitFor();
  await wrong.getByText(/\d+ rules kept, \d+ not tried yet/).waitFor();
  await wrong.getByText("All rules").click();
  await wrong.getByText("not tried yet").nth(1).waitFor();
});

test("trouble turns up by itself, in plain words, with a way to the moment and what to do", async () => {
  const world = await consoleWorld();
  const page = await world.open(await newContext(), "/_sandbox?partner=PrePayPA");
  const wrong = page.getByTestId("wrong");
  await wrong.getByText("Nothing wrong so far").waitFor();
  const { channelId } = world.addNumber();
  const path = `/api/v2/partners/PrePayPA/channels/${channelId}/api_keys`;
  const early = await call(world.sandbox, "POST", path, undefined, { "x-api-key": "sandbox-partner-key" });
  expect(early.status).toBe(400);

  await wrong.getByRole("heading", { name: /is wrong|are wrong/ }).waitFor();
  const trouble = wrong.getByRole("listitem").filter({ hasText: channelId }).first();
  await trouble.getByRole("link", { name: "See it" }).click();
  await page
    .getByTestId("detail")
    .getByRole("heading", { name: /api_keys/ })
    .waitFor();
  await page.locator("li.entry.is-selected").filter({ hasText: "api_keys" }).waitFor();
});

test("the way to the moment leads past the filters that hide it", async () => {
  const world = await consoleWorld();
  const { channelId } = world.addNumber();
  const path = `/api/v2/partners/PrePayPA/channels/${channelId}/api_keys`;
  await call(world.sandbox, "POST", path, undefined, { "x-api-key": "sandbox-partner-key" });
  const page = await world.open(await newContext(), "/_sandbox?partner=PrePayPA&kind=clock");
  const trouble = page.getByTestId("wrong").getByRole("listitem").filter({ hasText: channelId }).first();
  await trouble.getByRole("link", { name: "See it" }).click();
  await page.locator("li.entry.is-selected").filter({ hasText: "api_keys" }).waitFor();
  expect(new URL(page.url()).searchParams.has("kind")).toBe(false);
});
