import { expect, test } from "vitest";
import { diagnose } from "../../sandbox/contract/advice.ts";
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
import { connectLink, statusSays, testDesk } from "./support/desk.ts";

const newContext = useBrowser();

test("an onboarding in a real browser breaks no rule, and its redirect counts as followed", async () => {
  const { sandbox, visit } = await testDesk();
  const page = await visit(await newContext());
  const popup = await openPopup(page, () => connectLink(page, "DirectPA").click());
  await signUp(popup);
  await pay(popup);
  const channel = await addNumber(popup, shopNumber);
  await numbersDone(popup);
  await permit(popup, [channel]);
  await closedByItself(popup);
  await sandbox.clock.advance("DirectPA", 10_000);
  await statusSays(page, channel, "Connected. First message read.");

  const { verdicts, advice } = diagnose(sandbox.journal.read({ partner: "DirectPA", limit: 10_000 }));
  const rulesThatAre = (result: string) =>
    verdicts.filter((verdict) => verdict.result === result).map(({ rule }) => rule.id);
  expect(rulesThatAre("broken")).toEqual([]);
  expect(rulesThatAre("kept")).toEqual(
    expect.arrayContaining(["waits-for-late-webhooks", "no-browser-calls", "one-key-per-grant"]),
  );
  expect(advice).toEqual([]);
});
