import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { call, testReceiver, testSandbox } from "./support/sandbox.ts";

function addChannel(
  sandbox: Sandbox,
  partner: string,
  phoneNumber = "+49 151 00000042",
  email = "owner@bakery.example",
) {
  const { visits } = sandbox.hub;
  let visit = visits.open(partner, { redirect_url: "http://127.0.0.1:9/" });
  visit = visits.signUp(visit, { name: "Bakery", email, password: "long enough" });
  visit = visits.addNumber(visit, { phoneNumber, phoneName: "Bakery" });
  return visit.added[0] ?? "";
}

/** Takes every connection and never answers. */
async function silentReceiver(): Promise<{ url: string; arrived: Promise<void> }> {
  let tell = () => {};
  const arrived = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const server = createServer(() => tell());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrived };
}

it("a receiver that does not answer holds up nobody else: neither another partner nor another channel", async () => {
  const sandbox = await testSandbox();
  const silent = await silentReceiver();
  const receiver = await testReceiver();
  const quick = sandbox.createPartner({ billing: "partner", webhookUrl: receiver.url });
  const slow = sandbox.createPartner({ billing: "partner", webhookUrl: silent.url });
  addChannel(sandbox, slow.id);
  await silent.arrived;
  addChannel(sandbox, quick.id);
  await sandbox.clock.advance(quick.id, 10_000);
  expect(receiver.received).toHaveLength(5);
  sandbox.hub.partners.change(slow.id, { webhookUrl: receiver.url });
  const second = addChannel(sandbox, slow.id, "+49 151 00000043", "second@bakery.example");
  await expect.poll(() => receiver.received.filter(({ body }) => body.includes(second)).length).toBe(1);
});

it("numbers without a webhook of their own use that of their WABA, and their own goes first", async () => {
  const sandbox = await testSandbox();
  const receiver = await testReceiver();
  const partner = sandbox.createPartner({ billing: "partner" });
  const channel = addChannel(sandbox, partner.id);
  await sandbox.clock.advance(partner.id, 10_000);
  const { api_key } = sandbox.hub.apiKeys.create(partner.id, channel);
  const key = { "d360-api-key": api_key };
  const set = await call(
    sandbox,
    "POST",
    "/waba_webhook",
    { url: `${receiver.url}/waba`, headers: { "x-mine": "1" } },
    key,
  );
  expect(set.status).toBe(200);
  const write = async () => {
    sandbox.hub.messages.receive(partner.id, channel, { from: "+49 151 00000099", text: "Open?" });
    await sandbox.clock.settled(partner.id);
    return receiver.received.at(-1);
  };
  expect(await write()).toMatchObject({ path: "/waba", headers: { "x-mine": "1" } });
  await call(sandbox, "POST", "/v1/configs/webhook", { url: `${receiver.url}/number` }, key);
  expect(await write()).toMatchObject({ path: "/number" });
});

it("messaging webhooks are signed only when the partner's setting says so", async () => {
  const sandbox = await testSandbox();
  const receiver = await testReceiver();
  const partner = sandbox.createPartner({ billing: "partner", platformSecret: "s3cret" });
  const channel = addChannel(sandbox, partner.id);
  sandbox.hub.messages.setWebhook(partner.id, channel, { url: receiver.url, headers: {} });
  const write = async () => {
    sandbox.hub.messages.receive(partner.id, channel, { from: "+49 151 00000099", text: "Open?" });
    await sandbox.clock.settled(partner.id);
    return receiver.received.at(-1)?.headers["x-360dialog-signature"];
  };
  expect(await write()).toBeUndefined();
  sandbox.hub.partners.change(partner.id, {
    settings: { messaging_signature: true, signature_prefix: "sha256=" },
  });
  expect(await write()).toMatch(/^sha256=[0-9a-f]{64}$/);
});

it("a user and password in the URL arrive as Basic credentials, and stay out of the journal", async () => {
  const sandbox = await testSandbox();
  const receiver = await testReceiver();
  const partner = sandbox.createPartner({
    billing: "partner",
    webhookUrl: receiver.url.replace("://", "://me:p%40ss@"),
  });
  addChannel(sandbox, partner.id);
  await sandbox.clock.settled(partner.id);
  expect(receiver.received[0]?.headers.authorization).toBe(`Basic ${btoa("me:p@ss")}`);
  expect(JSON.stringify(sandbox.journal.read({ partner: partner.id }))).not.toContain("p%40ss");
});

it.each([{ "a b": "c" }, { x: "c\nd" }, { "": "v" }, { "Content-Length": "5" }, { X: "€" }])(
  "headers that cannot be sent are refused: %j",
  async (headers) => {
    const sandbox = await testSandbox();
    const partner = sandbox.createPartner({ billing: "partner" });
    const channel = addChannel(sandbox, partner.id);
    await sandbox.clock.advance(partner.id, 10_000);
    const { api_key } = sandbox.hub.apiKeys.create(partner.id, channel);
    const refused = await call(
      sandbox,
      "POST",
      "/v1/configs/webhook",
      { url: "http://127.0.0.1:9/", headers },
      { "d360-api-key": api_key },
    );
    expect(refused.status).toBe(400);
    expect(refused.body.meta.developer_message).toContain("cannot be sent");
  },
);

it("a redirect in the answer is a failed attempt, and is not followed", async () => {
  const sandbox = await testSandbox();
  const elsewhere = await testReceiver();
  const receiver = await testReceiver();
  receiver.answer = () => ({ status: 302, headers: { location: `${elsewhere.url}/gotcha` } });
  const partner = sandbox.createPartner({ billing: "partner", webhookUrl: receiver.url });
  addChannel(sandbox, partner.id);
  await sandbox.clock.settled(partner.id);
  expect(elsewhere.received).toEqual([]);
  expect(sandbox.journal.read({ partner: partner.id, kinds: ["attempt"] })[0]?.data).toMatchObject({
    status: 302,
    outcome: "retry",
  });
});

it("two days with retries on the way pass in one advance", async () => {
  const sandbox = await testSandbox();
  const receiver = await testReceiver();
  const partner = sandbox.createPartner({
    billing: "partner",
    webhookUrl: receiver.url,
    settings: { life: { running: "2d", live: "2d" } },
  });
  receiver.answer = () => ({ status: receiver.received.length <= 3 ? 503 : 200 });
  addChannel(sandbox, partner.id);
  await sandbox.clock.advance(partner.id, 2 * 86_400_000);
  const attempts = sandbox.journal.read({ partner: partner.id, kinds: ["attempt"] });
  const start = Date.UTC(2026, 0, 5, 9);
  expect(attempts.map(({ at, data }) => [(at - start) / 1000, data.event, data.status])).toEqual([
    [0, "client_created", 503],
    [10, "client_created", 503],
    [30, "client_created", 503],
    [70, "client_created", 200],
    [70, "channel_created", 200],
    [70, "channel_ready", 200],
    [172_800, "channel_running", 200],
    [172_800, "channel_live", 200],
  ]);
});
