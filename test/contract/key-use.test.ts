import { expect, test } from "vitest";
import { connected, deskAtSharedSandbox } from "./support/desk.ts";

const open = deskAtSharedSandbox();

test("webhook-after-new-key: an app that takes messages and forgets the webhook breaks it", async () => {
  const desk = await open();
  const { channel, key } = await connected(desk);
  await desk.advance(60_000);
  // It may be an app that only sends.
  expect(desk.verdict("webhook-after-new-key").result).toBe("not-tried");
  await desk.setWebhook(key);
  expect(desk.verdict("webhook-after-new-key")).toMatchObject({ result: "kept", occasions: 1 });
  await desk.createKey(channel);
  await desk.advance(60_000);
  expect(desk.verdict("webhook-after-new-key").findings[0]?.says).toBe(
    `${channel} got a new key, and no messaging webhook after it.`,
  );
});

test("webhook-after-new-key: statuses that went nowhere show that it was forgotten", async () => {
  const desk = await open();
  const { channel, key } = await connected(desk);
  await desk.send(key);
  await desk.advance(60_000);
  expect(desk.verdict("webhook-after-new-key").findings[0]?.says).toBe(
    `${channel} got a new key, and no messaging webhook after it. 3 of its messages went nowhere.`,
  );
});

test("uses-key-address: another host than the key's address breaks it", async () => {
  const desk = await open();
  const { channel, key } = await connected(desk);
  expect(desk.verdict("uses-key-address").result).toBe("not-tried");
  await desk.send(key);
  expect(desk.verdict("uses-key-address").result).toBe("kept");
  const origin = desk.sandbox.url.replace("localhost", "127.0.0.1");
  await desk.call("GET", "/v1/configs/webhook", { headers: { "d360-api-key": key }, origin });
  const { host } = new URL(desk.sandbox.url);
  expect(desk.verdict("uses-key-address").findings[0]?.says).toBe(
    `GET /v1/configs/webhook for ${channel} went to ${new URL(origin).host}; its key's address is ${host}.`,
  );
});

test("newest-key-only: going on with the old key breaks it", async () => {
  const desk = await open();
  const { channel, key } = await connected(desk);
  await desk.send(key);
  expect(desk.verdict("newest-key-only").result).toBe("not-tried");
  const newer = await desk.createKey(channel);
  await desk.send(newer);
  expect(desk.verdict("newest-key-only").result).toBe("kept");
  await desk.advance(1000);
  await desk.send(key);
  expect(desk.verdict("newest-key-only").findings[0]?.says).toBe(
    `${channel} was used with its old key after the app had got a newer one; the answer was 401.`,
  );
});

test("newest-key-only: one call that was on its way is nobody's fault", async () => {
  const desk = await open();
  const { channel, key } = await connected(desk);
  await desk.createKey(channel);
  await desk.send(key);
  expect(desk.verdict("newest-key-only").result).toBe("kept");
});

test("speaks-v2: a body or a path of the retired API breaks it", async () => {
  const desk = await open();
  const { key } = await connected(desk);
  expect(desk.verdict("speaks-v2").result).toBe("not-tried");
  await desk.send(key);
  expect(desk.verdict("speaks-v2").result).toBe("kept");
  const old = { headers: { "d360-api-key": key }, body: { to: "4915100000099", text: { body: "Hello" } } };
  await desk.call("POST", "/messages", old);
  await desk.call("POST", "/v1/messages", old);
  expect(desk.verdict("speaks-v2").findings.map(({ says }) => says)).toEqual([
    "A message was sent without messaging_product, and answered 400.",
    "A message was sent to /v1/messages, and answered 410.",
  ]);
});

test("right-kind-of-key: a key in another's place breaks it, an unknown key is another matter", async () => {
  const desk = await open();
  expect(desk.verdict("right-kind-of-key").result).toBe("not-tried");
  const { channel, key } = await connected(desk);
  await desk.send("nobody knows this key");
  expect(desk.verdict("right-kind-of-key").result).toBe("kept");
  await desk.send(desk.apiKey);
  await desk.hub("GET", `/channels/${channel}`, { headers: { "x-api-key": key } });
  await desk.hub("GET", "/channels", {
    headers: { "x-api-key": "", authorization: `Bearer ${desk.apiKey}` },
  });
  expect(desk.verdict("right-kind-of-key").findings.map(({ says }) => says)).toEqual([
    "POST /messages on the messaging API carried a partner API key in D360-API-KEY.",
    `GET /api/v2/partners/${desk.partner}/channels/${channel} on the Partner API carried a channel API key in X-API-Key.`,
    `GET /api/v2/partners/${desk.partner}/channels on the Partner API carried a partner API key in Authorization: Bearer.`,
  ]);
});

test("right-kind-of-key: another partner's key breaks it", async () => {
  const desk = await open();
  const other = await open();
  await desk.hub("GET", "/channels", { headers: { "x-api-key": other.apiKey } });
  expect(desk.verdict("right-kind-of-key").findings.map(({ says }) => says)).toEqual([
    `GET /api/v2/partners/${desk.partner}/channels on the Partner API carried the API key of another partner.`,
  ]);
});

test("no-browser-calls: a call with an origin breaks it, Node's fetch does not", async () => {
  const desk = await open();
  expect(desk.verdict("no-browser-calls").result).toBe("not-tried");
  await desk.hub("GET", "/channels");
  expect(desk.entries().find(({ kind }) => kind === "request")?.data.headers).toHaveProperty(
    "sec-fetch-mode",
  );
  expect(desk.verdict("no-browser-calls")).toMatchObject({ result: "kept", occasions: 1 });
  await desk.hub("GET", "/channels", { headers: { origin: "https://app.example" } });
  await desk.hub("OPTIONS", "/channels", {
    headers: { origin: "https://app.example", "access-control-request-headers": "x-api-key" },
  });
  expect(desk.verdict("no-browser-calls").findings).toHaveLength(2);
});

test("no-credential-in-url: a key in a query breaks it, whatever it is called there", async () => {
  const desk = await open();
  expect(desk.verdict("no-credential-in-url").result).toBe("not-tried");
  await desk.hub("GET", "/channels?limit=10");
  expect(desk.verdict("no-credential-in-url").result).toBe("kept");
  await desk.hub("GET", `/channels?api_key=${desk.apiKey}`);
  await desk.hub("GET", `/channels?k=${desk.apiKey}`);
  expect(JSON.stringify(desk.entries())).not.toContain(desk.apiKey);
  expect(desk.verdict("no-credential-in-url").findings.map(({ says }) => says)).toEqual([
    `GET /api/v2/partners/${desk.partner}/channels carried a credential in its query (api_key).`,
    `GET /api/v2/partners/${desk.partner}/channels carried a credential in its query (k).`,
  ]);
});
