import { expect, it } from "vitest";
import { caller, logIn } from "./support/habits.ts";
import { onboarded, stock } from "./support/onboarded.ts";

// Client 3 of the clients' facts: a Node bridge app.

it("logs in, makes a key with a bearer token and without a body, and reads api_key", async () => {
  const { hub, partnerId, channelId } = await onboarded();
  const { body: token } = await logIn(hub, stock);
  const call = caller(hub, { authorization: `Bearer ${token.access_token}` });
  const { status, body } = await call("POST", `/partners/${partnerId}/channels/${channelId}/api_keys`);
  expect(status).toBe(201);
  expect(body.api_key).toMatch(/^\w+AK$/);
});

it("throws with the status when the password is wrong", async () => {
  const { hub } = await onboarded();
  expect((await logIn(hub, { ...stock, password: "wrong" })).status).toBe(401);
});

it("knows a live number by an event that contains channellive once normalised, and its id by data.id", async () => {
  const { events, channelId } = await onboarded();
  const normalised = events().map((one) => [one.event.toLowerCase().replace(/[^a-z]/g, ""), one.data.id]);
  expect(normalised).toContainEqual(["channellive", channelId]);
  expect(normalised).toContainEqual(["channelrunning", channelId]);
});
