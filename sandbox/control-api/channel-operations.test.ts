import { expect, test } from "vitest";
import { addNumber } from "../../test/support/rooms.js";
import { control, testSandbox } from "../../test/support/sandbox.js";

/** A number that runs. */
async function running() {
  const sandbox = await testSandbox();
  sandbox.hub.partners.change("PrePayPA", { redirectUrl: "http://127.0.0.1:9/connected" });
  const { channelId } = addNumber(sandbox, "PrePayPA");
  await sandbox.clock.advance("PrePayPA", 60_000);
  const post = (path: string, body: object = {}) =>
    control(sandbox, "POST", `/channels/${channelId}/${path}`, { partner: "PrePayPA", ...body });
  const channel = () => sandbox.hub.channels.get("PrePayPA", channelId);
  return { sandbox, channelId, post, channel };
}

test("a display name is asked for, and Meta's review ends as told", async () => {
  const { post, channel } = await running();
  const undecided = await post("display_name/decision", { decision: "approved" });
  expect(undecided).toMatchObject({ status: 409, body: { error: expect.stringContaining("under review") } });

  const asked = await post("display_name", { name: "Harbour Bakery" });
  expect(asked).toMatchObject({ status: 200, body: { newName: "Harbour Bakery", status: "pending" } });
  expect((await post("display_name/decision", { decision: "approved" })).body.status).toBe("approved");
  expect(channel().phoneName).toBe("Harbour Bakery");
});

test("ends the keys of a number", async () => {
  const { sandbox, post, channelId } = await running();
  sandbox.hub.apiKeys.create("PrePayPA", channelId);
  expect((await post("end_keys")).body).toEqual({ ended: 1 });
  expect(sandbox.hub.apiKeys.list("PrePayPA", channelId)).toEqual([]);
});

test("brings a terminated number back", async () => {
  const { sandbox, post, channel, channelId } = await running();
  sandbox.hub.cancellations.processNow("PrePayPA", channelId);
  await sandbox.clock.settled("PrePayPA");
  expect(channel().terminatedAt).not.toBeNull();
  expect((await post("reactivate")).body).toMatchObject({ channel: channelId, integration_state: "running" });
  expect(channel().terminatedAt).toBeNull();
});
