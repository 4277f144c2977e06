import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addNumber, testStart } from "./support/rooms.ts";
import { control, type Receiver, testReceiver, testSandbox } from "./support/sandbox.ts";

async function world() {
  const sandbox = await testSandbox();
  const receiver: Receiver = await testReceiver();
  sandbox.hub.partners.change("PrePayPA", {
    webhookUrl: `${receiver.url}/webhooks`,
    redirectUrl: `${receiver.url}/connected`,
  });
  const { channelId, clientId } = addNumber(sandbox, "PrePayPA");
  await sandbox.clock.settled("PrePayPA");
  const ask = (method: string, path: string, body?: unknown) => control(sandbox, method, path, body);
  return { sandbox, receiver, channelId, clientId, ask };
}

const iso = (ms: number) => new Date(ms).toISOString();

describe("the clock", () => {
  it("says what comes next, and when", async () => {
    const { ask, channelId } = await world();
    const { body } = await ask("GET", "/clock?partner=PrePayPA");
    expect(body.clocks[0].timer).toEqual({
      at: iso(testStart + 2000),
      kind: "channel-life",
      subject: channelId,
      says: `${channelId} is ready`,
    });
  });

  it("goes on until a number runs, and not a moment further", async () => {
    const { ask, sandbox, channelId } = await world();
    const { status, body } = await ask("POST", "/clock/until", { channel: channelId });
    expect(status).toBe(200);
    expect(body.reached).toEqual([{ partner: "PrePayPA", channel: channelId, step: "running" }]);
    expect(body.advanced).toMatchObject([{ partner: "PrePayPA", to: iso(testStart + 5000) }]);
    expect(sandbox.hub.channels.get("PrePayPA", channelId).integrationState).toBe("running");
    expect(sandbox.clock.now("DirectPA")).toBe(testStart);
  });

  it("goes on until another step", async () => {
    const { ask, sandbox } = await world();
    await ask("POST", "/clock/until", { partner: "PrePayPA", step: "ready" });
    expect(sandbox.clock.now("PrePayPA")).toBe(testStart + 2000);
  });

  it("says so when no number is on its way there", async () => {
    const { ask } = await world();
    const { status, body } = await ask("POST", "/clock/until", { partner: "DirectPA" });
    expect([status, body.error]).toEqual([
      409,
      "Nothing waits that would make a number running. Add a number first, or trigger channel_running.",
    ]);
  });

  it("tells a retry from a first attempt", async () => {
    const { ask, sandbox, receiver, channelId } = await world();
    receiver.answer = () => ({ status: 500 });
    await ask("POST", "/events", { partner: "PrePayPA", channel: channelId, event: "account_violation" });
    await sandbox.clock.settled("PrePayPA");
    await ask("POST", "/clock/advance", { partner: "PrePayPA", by: "9s" });
    const { body } = await ask("GET", "/clock?partner=PrePayPA");
    expect(body.clocks[0].timer.says).toBe("account_violation is tried for the second time");
  });
});

describe("the journal", () => {
  it("gives one entry with all that it led to", async () => {
    const { ask, sandbox, channelId } = await world();
    const created = sandbox.journal.read({ text: `channel ${channelId} is created` })[0];
    const { body } = await ask("GET", `/journal/${created?.seq}`);
    const effects = body.effects.map((seq: number) => sandbox.journal.find(seq)?.kind);
    expect(body).toMatchObject({ seq: created?.seq, at: iso(testStart) });
    expect(effects).toEqual(["event", "attempt"]);
  });

  it("says that an entry is not there", async () => {
    const { ask } = await world();
    for (const seq of ["999999", "first"]) {
      expect((await ask("GET", `/journal/${seq}`)).body.error).toContain(`There is no entry "${seq}"`);
    }
  });

  it("gives the newest right before a number, and only what is about an id or contains a text", async () => {
    const { ask, sandbox, clientId } = await world();
    const last = sandbox.journal.last();
    const page = await ask("GET", `/journal?before=${last + 1}&limit=2`);
    expect(page.body.entries.map(({ seq }: { seq: number }) => seq)).toEqual([last - 1, last]);
    const about = await ask("GET", `/journal?subject=${clientId}&text=signs`);
    expect(about.body.entries).toMatchObject([{ kind: "visit", summary: "Nordlicht Bakery signs up" }]);
  });

  it("counts lines without answers, and how often it was cleared", async () => {
    const { ask, sandbox } = await world();
    await ask("POST", "/reset", { partner: "DirectPA", what: "log" });
    const { body } = await ask("GET", "/journal/lines?kind=visit");
    expect(body).toEqual({
      lines: sandbox.journal.read({ kinds: ["visit"] }).map(({ seq }) => seq),
      last: sandbox.journal.last(),
      cleared: 1,
    });
  });
});

describe("a delivery", () => {
  it("explains its signature without giving the secret away", async () => {
    const { ask, sandbox, receiver } = await world();
    const [delivery] = sandbox.outbox.list("PrePayPA", 1);
    const { body } = await ask("GET", `/deliveries/${delivery?.id}/signature`);
    const hex = createHmac("sha256", "sandbox-platform-secret").update(body.text).digest("hex");
    const sent = receiver.received.at(-1);
    expect(body).toMatchObject({ algorithm: "HMAC-SHA256", hex, value: hex, text: sent?.body });
    expect(body.bytes).toBe(Buffer.byteLength(sent?.body ?? ""));
    expect(sent?.headers[body.header]).toBe(hex);
    expect(JSON.stringify(body)).not.toContain("sandbox-platform-secret");
  });

  it("is sent once with edits, and stays as it is", async () => {
    const { ask, sandbox, receiver } = await world();
    const [delivery] = sandbox.outbox.list("PrePayPA", 1);
    receiver.answer = () => ({ status: 422 });
    const { body } = await ask("POST", `/deliveries/${delivery?.id}/send_edited`, {
      body: "no JSON",
      headers: { "X-Extra": "1", "content-type": "text/plain" },
    });
    expect(body).toMatchObject({ status: 422, error: "The receiver answered 422." });
    const sent = receiver.received.at(-1);
    expect(sent).toMatchObject({
      body: "no JSON",
      headers: { "x-extra": "1", "content-type": "text/plain" },
    });
    expect(sandbox.journal.find(body.entry)).toMatchObject({
      kind: "attempt",
      cause: delivery?.cause,
      data: { edited: true, body: "no JSON" },
    });
    expect(sandbox.outbox.find(delivery?.id ?? "")).toEqual(delivery);
    await sandbox.clock.advance("PrePayPA", 1000);
    expect(receiver.received.filter((one) => one.body === "no JSON")).toHaveLength(1);
  });

  it("is not sent with a header that cannot be sent, or to nowhere", async () => {
    const { ask, sandbox } = await world();
    const [delivery] = sandbox.outbox.list("PrePayPA", 1);
    const path = `/deliveries/${delivery?.id}/send_edited`;
    const wrong = await ask("POST", path, { headers: { host: "elsewhere" } });
    expect(wrong.body.error).toContain('headers has the header "host"');
    await ask("PATCH", "/partners/PrePayPA", { webhook_url: null });
    const nowhere = await ask("POST", path, {});
    expect([nowhere.status, nowhere.body.error]).toEqual([
      400,
      expect.stringContaining("the partner has no webhook URL"),
    ]);
  });
});
