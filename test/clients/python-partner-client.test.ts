import { expect, it } from "vitest";
import { caller } from "./support/habits.ts";
import { onboarded, stock } from "./support/onboarded.ts";

// Client 10 of the clients' facts: a Python partner client. It retries a key three times on any error.

it("reads api_key or key of what it made", async () => {
  const { hub, partnerId, channelId } = await onboarded();
  const call = caller(`${hub}/partners/${partnerId}`, { "x-api-key": stock.apiKey });
  const { body } = await call("POST", `/channels/${channelId}/api_keys`, {});
  expect(body.api_key ?? body.key).toMatch(/AK$/);
});

it("gets the same refusal three times before the number runs, and its key after", async () => {
  const { hub, partnerId, channelId, wait } = await onboarded({ running: false });
  const call = caller(`${hub}/partners/${partnerId}`, { "x-api-key": stock.apiKey });
  const attempt = () => call("POST", `/channels/${channelId}/api_keys`, {});
  const refusals = [await attempt(), await attempt(), await attempt()];
  expect(new Set(refusals.map(({ status }) => status))).toEqual(new Set([400]));
  expect(refusals[2]?.body.meta.developer_message).toContain("not running yet");
  await wait(10_000);
  expect((await attempt()).status).toBe(201);
});

it("gets 401 with the partner key on the messaging API, and reads there what it is", async () => {
  const { sandbox } = await onboarded();
  const { status, body } = await caller(sandbox.url, { "d360-api-key": stock.apiKey })(
    "POST",
    "/messages",
    {},
  );
  expect(status).toBe(401);
  expect(JSON.stringify(body)).toContain("partner API key");
});
