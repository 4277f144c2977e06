import { expect, test } from "vitest";
import { fakeHub, startDesk } from "../testing/desk.js";

test("a redirect with many channels reads each of them once, and makes one key for each", async () => {
  const hub = await fakeHub();
  const ids = Array.from({ length: 40 }, (_, index) => `many${index}CH`);
  for (const id of ids) hub.addChannel({ id, shared: true, state: "running" });
  const desk = await startDesk(hub);
  const visitor = desk.visitor();
  await visitor.returnWith(`client=oaY9LLfUCL&channels=[${ids.join(",")}]`);
  await desk.idle();
  expect(hub.calls("/api_keys")).toHaveLength(40);
  const reads = hub.calls("GET ").filter(({ path }) => ids.some((id) => path.endsWith(`/channels/${id}`)));
  expect(reads).toHaveLength(40);
});
