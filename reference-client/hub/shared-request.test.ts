import { expect, test } from "vitest";
import { shareRequests } from "./shared-request.js";

/** Answers when the test says so. */
function slowHub() {
  const begun: { key: string; answer: (value: number) => void; fail: (error: Error) => void }[] = [];
  const ask = (key: string) =>
    new Promise<number>((answer, fail) => {
      begun.push({ key, answer, fail });
    });
  return { begun, ask };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("those who ask while a request is under way share the next one, which begins after they asked", async () => {
  const { begun, ask } = slowHub();
  const shared = shareRequests(ask);
  const first = shared("a");
  const others = [shared("a"), shared("a")];
  expect(begun).toHaveLength(1);
  begun[0]?.answer(1);
  expect(await first).toBe(1);
  await turn();
  expect(begun).toHaveLength(2);
  begun[1]?.answer(2);
  expect(await Promise.all(others)).toEqual([2, 2]);
});

test("different questions do not wait for each other", () => {
  const { begun, ask } = slowHub();
  const shared = shareRequests(ask);
  void shared("a");
  void shared("b");
  expect(begun.map(({ key }) => key)).toEqual(["a", "b"]);
});

test("a failed request fails for those who share it, and the next one is asked all the same", async () => {
  const { begun, ask } = slowHub();
  const shared = shareRequests(ask);
  const first = shared("a");
  const second = shared("a");
  begun[0]?.fail(new Error("no answer"));
  await expect(first).rejects.toThrow("no answer");
  await turn();
  begun[1]?.answer(2);
  expect(await second).toBe(2);
  const third = shared("a");
  begun[2]?.answer(3);
  expect(await third).toBe(3);
});
