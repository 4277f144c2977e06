import { expect, it } from "vitest";
import { parse } from "yaml";
import { caller, logIn } from "./support/habits.ts";
import { onboarded, stock } from "./support/onboarded.ts";

// Client 6 of the clients' facts: a Rails newsroom app.

it("feeds channels of the redirect to a YAML parser, and keeps its own parameters", async () => {
  const { returnedTo, channelId, clientId } = await onboarded({ running: false });
  expect(parse(returnedTo.searchParams.get("channels") ?? "")).toEqual([channelId]);
  expect(returnedTo.searchParams.get("client")).toBe(clientId);
  expect(returnedTo.searchParams.get("tenant")).toBe("42");
});

it("makes the key, then its webhook, where only 200 will do", async () => {
  const { hub, sandbox, partnerId, channelId } = await onboarded();
  const { body: token } = await logIn(hub, stock);
  const call = caller(hub, { authorization: `Bearer ${token.access_token}` });
  const { body: key } = await call("POST", `/partners/${partnerId}/channels/${channelId}/api_keys`);
  const messaging = caller(sandbox.url, { "d360-api-key": key.api_key });
  const { status } = await messaging("POST", "/v1/configs/webhook", { url: "https://newsroom.example/hook" });
  expect(status).toBe(200);
});

it("carries on with no token when the login failed, and is told so in the next answer", async () => {
  const { hub, partnerId } = await onboarded();
  const { body } = await logIn(hub, { ...stock, password: "wrong" });
  expect(body.access_token).toBeUndefined();
  const next = await caller(hub, { authorization: "Bearer " })("GET", `/partners/${partnerId}`);
  expect(next.status).toBe(401);
  expect(next.body.meta.developer_message).toMatch(/No credentials were sent/);
});
