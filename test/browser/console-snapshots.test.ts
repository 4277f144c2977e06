import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { useBrowser } from "./support/browser.ts";
import { consoleWorld } from "./support/console.ts";

const newContext = useBrowser();

test("a snapshot is kept in the browser under a name, put back, and forgotten", async () => {
  const world = await consoleWorld();
  const { channelId } = world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  const { hub, clock } = world.sandbox;
  const page = await world.open(await newContext(), "/_sandbox/snapshots");
  await page.getByTestId("keep-name").fill("before it runs");
  await page.getByTestId("keep").click();
  await page.getByTestId("kept").getByText("before it runs").waitFor();

  await clock.advance("PrePayPA", 60_000);
  expect(hub.channels.get("PrePayPA", channelId).integrationState).toBe("running");
  await page.reload();
  await page.getByRole("button", { name: "Put back before it runs" }).click();
  await page.getByTestId("confirm").getByText("What happened since then, at all partners, is lost").waitFor();
  await page.getByTestId("confirm-yes").click();
  await page.getByTestId("messages").getByText("Everything is as it was at before it runs.").waitFor();
  expect(hub.channels.get("PrePayPA", channelId).integrationState).toBeNull();

  await page.getByRole("button", { name: "Forget before it runs" }).click();
  await page.getByText("This browser keeps none yet.").waitFor();
});

test("a snapshot is downloaded as a file and put back from it; another file is refused", async () => {
  const world = await consoleWorld();
  const { channelId } = world.addNumber();
  await world.sandbox.clock.settled("PrePayPA");
  const page = await world.open(await newContext(), "/_sandbox/snapshots");
  const downloading = page.waitForEvent("download");
  await page.getByTestId("download").click();
  const file = await (await downloading).path();
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ version: 1 });

  const json = { name: "other.json", mimeType: "application/json", buffer: Buffer.from('{"a":1}') };
  await page.getByTestId("snapshot-file").setInputFiles(json);
  await page.getByTestId("restore-file").click();
  await page.getByTestId("messages").getByText("other.json is no snapshot of a sandbox.").waitFor();

  world.sandbox.hub.resets.remove("PrePayPA");
  await page.getByTestId("snapshot-file").setInputFiles(file);
  await page.getByTestId("restore-file").click();
  await page.getByTestId("confirm-yes").click();
  await page.getByTestId("messages").getByText("Everything is as it was").waitFor();
  expect(world.sandbox.hub.channels.find("PrePayPA", channelId)?.id).toBe(channelId);
});

test("a reset says what it takes away, and does so for the chosen partner alone", async () => {
  const world = await consoleWorld();
  world.addNumber();
  const { hub, journal } = world.sandbox;
  hub.partners.change("DirectPA", { redirectUrl: `${world.receiver.url}/connected` });
  hub.clients.create("DirectPA", { name: "Blum", email: "a@blum.example", password: "long enough" });
  const page = await world.open(await newContext(), "/_sandbox/snapshots?partner=PrePayPA");
  const reset = page.getByTestId("reset-all");
  await reset.getByRole("button").click();
  await page.getByTestId("confirm").getByText("At PrePayPA this takes away 1 client and 1 number").waitFor();
  await page.keyboard.press("Escape");
  expect(hub.clients.list("PrePayPA", {}).total).toBe(1);

  await reset.getByRole("button").click();
  await page.getByTestId("confirm-yes").click();
  await page.getByTestId("reset-data").getByText("0 clients and 0 numbers").waitFor();
  expect(hub.clients.list("DirectPA", {}).total).toBe(1);
  expect(journal.read({ partner: "DirectPA" }).length).toBeGreaterThan(0);
});
