import { expect, test } from "vitest";
import { createActivity } from "./activity.js";

test("is idle when nothing is queued or running, and says what is", async () => {
  const activity = createActivity();
  expect(await activity.idle(0)).toBe(true);
  const end = activity.begin("channel one", "DirectPA");
  expect(activity.pending()).toEqual(["channel one"]);
  expect(await activity.idle(1)).toBe(false);
  const idle = activity.idle(5000);
  end();
  expect(await idle).toBe(true);
});

test("one hub account is idle while another still works, and waits for what is done for all", async () => {
  const activity = createActivity();
  const endOfOther = activity.begin("channel one", "DirectPA");
  expect(await activity.idle(0, { partnerId: "PrePayPA" })).toBe(true);
  expect(activity.pending("PrePayPA")).toEqual([]);

  const endForAll = activity.begin("inbox");
  const idle = activity.idle(5000, { partnerId: "PrePayPA" });
  expect(activity.pending("PrePayPA")).toEqual(["inbox"]);
  endForAll();
  expect(await idle).toBe(true);
  expect(activity.pending()).toEqual(["channel one"]);
  endOfOther();
});

test("gives up when the app stops", async () => {
  const activity = createActivity();
  activity.begin("channel one");
  const stopping = new AbortController();
  const idle = activity.idle(5000, { signal: stopping.signal });
  stopping.abort();
  expect(await idle).toBe(false);
});
