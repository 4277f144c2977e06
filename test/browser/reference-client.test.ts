import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import {
  addNumber,
  cafeNumber,
  closedByItself,
  numbersDone,
  openPopup,
  pay,
  permit,
  shopNumber,
  signUp,
} from "./support/client-in-popup.ts";
import {
  connectLink,
  keyRequests,
  messageIs,
  noticeSays,
  requests,
  statusSays,
  stopIs,
  testDesk,
} from "./support/desk.ts";

const newContext = useBrowser();

const second = 1000;
const day = 24 * 60 * 60 * second;

/** Where in the journal a channel reached a step of its life. */
function reached(sandbox: Sandbox, channelId: string, step: string): number {
  const states = sandbox.journal.read({ kinds: ["state"], limit: 10_000 });
  const entry = states.find(({ subject, data }) => subject === channelId && data.step === step);
  if (entry === undefined) throw new Error(`${channelId} never was ${step}.`);
  return entry.seq;
}

test("with Partner Payment, a number goes live and sends its first message while the page shows each step", async () => {
  const { sandbox, visit } = await testDesk();
  const page = await visit(await newContext());
  const popup = await openPopup(page, () => connectLink(page, "PrePayPA").click());
  await noticeSays(page, "Go on in the window");
  await signUp(popup);
  const channel = await addNumber(popup, shopNumber);
  await numbersDone(popup);
  await closedByItself(popup);

  await noticeSays(page, "You are back.");
  await statusSays(page, channel, "Permission is there. Waiting until the number is running.");
  await stopIs(page, channel, "created", "done");
  await stopIs(page, channel, "ready", "next");

  await sandbox.clock.advance("PrePayPA", 2 * second);
  await stopIs(page, channel, "ready", "done");
  expect(keyRequests(sandbox, "PrePayPA", channel)).toEqual([]);

  await sandbox.clock.advance("PrePayPA", 3 * second);
  await stopIs(page, channel, "running", "done");
  await statusSays(page, channel, "Connected. First message accepted.");
  for (const [ms, status] of [
    [500, "sent"],
    [500, "delivered"],
    [2 * second, "read"],
  ] as const) {
    await sandbox.clock.advance("PrePayPA", ms);
    await messageIs(page, channel, status);
  }
  await stopIs(page, channel, "live", "done");
  await statusSays(page, channel, "Connected. First message read.");

  const [keyRequest, ...more] = keyRequests(sandbox, "PrePayPA", channel);
  expect(more).toEqual([]);
  expect(keyRequest?.seq).toBeGreaterThan(reached(sandbox, channel, "running"));
  expect(requests(sandbox, "POST /messages")).toHaveLength(1);
});

test("with Direct Payment, only the permitted number gets a key, and loses its use when the client revokes it", async () => {
  const { sandbox, visit } = await testDesk();
  const page = await visit(await newContext());
  const popup = await openPopup(page, () => connectLink(page, "DirectPA").click());
  await signUp(popup);
  await pay(popup, "premium");
  const shop = await addNumber(popup, shopNumber, "Nordlicht Shop");
  const cafe = await addNumber(popup, cafeNumber, "Nordlicht Café");
  await numbersDone(popup);
  await permit(popup, [shop]);
  await closedByItself(popup);
  await sandbox.clock.advance("DirectPA", 10 * second);

  await statusSays(page, shop, "Connected. First message read.");
  await statusSays(page, cafe, "Waiting for permission.");
  expect(keyRequests(sandbox, "DirectPA", shop)).toHaveLength(1);
  expect(keyRequests(sandbox, "DirectPA", cafe)).toEqual([]);

  // The hub knows this browser: the second visit starts at the numbers, without an account or a payment.
  const again = await openPopup(page, () => connectLink(page, "DirectPA").click());
  await permit(again, []);
  await closedByItself(again);
  await statusSays(page, shop, "Permission was withdrawn. We stopped using this number's key.");
  await sandbox.clock.settled("DirectPA");

  const sent = requests(sandbox, "POST /messages").length;
  sandbox.hub.messages.receive("DirectPA", shop, { from: "+4915100000099", text: "Are you open?" });
  await sandbox.clock.advance("DirectPA", 10 * second);
  expect(requests(sandbox, "POST /messages")).toHaveLength(sent);
  expect(keyRequests(sandbox, "DirectPA", shop)).toHaveLength(1);
});

test("a number that runs two days late gets its key then, and not a moment before", async () => {
  const { sandbox, visit } = await testDesk();
  sandbox.hub.partners.change("PrePayPA", { settings: { life: { running: "2d", live: "2d" } } });
  const page = await visit(await newContext());
  const popup = await openPopup(page, () => connectLink(page, "PrePayPA").click());
  await signUp(popup);
  const channel = await addNumber(popup, shopNumber);
  await numbersDone(popup);
  await closedByItself(popup);
  await noticeSays(page, "You are back.");

  await sandbox.clock.advance("PrePayPA", 2 * day - 1);
  await stopIs(page, channel, "ready", "done");
  await statusSays(page, channel, "Waiting until the number is running.");
  expect(keyRequests(sandbox, "PrePayPA", channel)).toEqual([]);

  await sandbox.clock.advance("PrePayPA", 1);
  await statusSays(page, channel, "Connected. First message accepted.");
  const [keyRequest, ...more] = keyRequests(sandbox, "PrePayPA", channel);
  expect(more).toEqual([]);
  expect(keyRequest?.seq).toBeGreaterThan(reached(sandbox, channel, "running"));
});

test("a number that was left out gets its key as soon as the client permits it, and the other keeps its own", async () => {
  const { sandbox, visit } = await testDesk();
  const page = await visit(await newContext());
  const popup = await openPopup(page, () => connectLink(page, "DirectPA").click());
  await signUp(popup);
  await pay(popup);
  const shop = await addNumber(popup, shopNumber);
  const cafe = await addNumber(popup, cafeNumber);
  await numbersDone(popup);
  await permit(popup, [shop]);
  await closedByItself(popup);
  await sandbox.clock.advance("DirectPA", 10 * second);
  await statusSays(page, cafe, "Waiting for permission.");

  const again = await openPopup(page, () => connectLink(page, "DirectPA").click());
  await permit(again, [shop, cafe]);
  await closedByItself(again);
  await sandbox.clock.settled("DirectPA");
  await statusSays(page, cafe, "Connected. First message accepted.");
  expect(keyRequests(sandbox, "DirectPA", cafe)).toHaveLength(1);
  expect(keyRequests(sandbox, "DirectPA", shop)).toHaveLength(1);
});
