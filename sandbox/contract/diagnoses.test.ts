import { expect, test } from "vitest";
import { testSandbox } from "../../test/support/sandbox.js";
import { processWall } from "../clock/wall.js";
import { diagnosePartner } from "./diagnoses.js";

const note = (partner: string) => ({ partner, kind: "note", summary: "something" }) as const;

test("a partner is judged anew only when its own journal has grown, or was cleared", async () => {
  const { journal } = await testSandbox();
  journal.record(note("DirectPA"));
  const first = await diagnosePartner(journal, processWall, "DirectPA");
  journal.record(note("PrePayPA"));
  expect(await diagnosePartner(journal, processWall, "DirectPA")).toBe(first);

  journal.record(note("DirectPA"));
  const second = await diagnosePartner(journal, processWall, "DirectPA");
  expect(second).not.toBe(first);
  journal.clear("DirectPA");
  expect(await diagnosePartner(journal, processWall, "DirectPA")).not.toBe(second);
});

test("those who ask at once for the same share one judging", async () => {
  const { journal } = await testSandbox();
  journal.record(note("DirectPA"));
  const [one, other] = await Promise.all([
    diagnosePartner(journal, processWall, "DirectPA"),
    diagnosePartner(journal, processWall, "DirectPA"),
  ]);
  expect(one).toBe(other);
});
