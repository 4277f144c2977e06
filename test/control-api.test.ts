import { describe, expect, it } from "vitest";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { control, testReceiver, testSandbox } from "./support/sandbox.ts";

function addChannel(sandbox: Sandbox, partner: string) {
  const { visits } = sandbox.hub;
  let visit = visits.open(partner, { redirect_url: "http://127.0.0.1:9/" });
  visit = visits.signUp(visit, { name: "Bakery", email: "owner@bakery.example", password: "long enough" });
  if (visit.screen === "payment") visit = visits.pay(visit, { plan: "regular", acceptsTerms: true });
  visit = visits.addNumber(visit, { phoneNumber: "+49 151 00000042", phoneName: "Bakery" });
  return { channel: visit.added[0] ?? "", client: visit.clientId ?? "" };
}

it("is healthy, and names the two stock partners", async () => {
  const sandbox = await testSandbox();
  expect((await control(sandbox, "GET", "/health")).body).toMatchObject({
    ok: true,
    partners: ["DirectPA", "PrePayPA"],
  });
});

describe("partners", () => {
  it("are made with ids, credentials and settings of their own, and removed without a trace", async () => {
    const sandbox = await testSandbox();
    const made = await control(sandbox, "POST", "/partners", {
      billing: "direct",
      settings: { life: { running: "2d" } },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      id: expect.stringMatching(/^\w{6}PA$/),
      billing: "direct",
      settings: { life: { running: "2d", ready: "2s" } },
    });
    const { id, apiKey } = made.body;
    const used = await fetch(`${sandbox.url}/api/v2/partners/${id}`, { headers: { "x-api-key": apiKey } });
    expect(used.status).toBe(200);
    addChannel(sandbox, id);
    expect((await control(sandbox, "DELETE", `/partners/${id}`)).status).toBe(200);
    expect((await control(sandbox, "GET", `/partners/${id}`)).status).toBe(404);
    expect(sandbox.journal.read({ partner: id })).toEqual([]);
  });

  it.each([
    [{}, "billing is missing"],
    [{ billing: "free" }, 'billing is "free"'],
    [{ billing: "direct", colour: 1 }, 'unknown key "colour"'],
    [{ billing: "direct", settings: { running: true } }, 'settings has the unknown key "running"'],
    [{ billing: "direct", settings: { life: { ready: "soon" } } }, "settings.life.ready"],
    [{ billing: "direct", id: "short" }, '"short" is no partner id'],
    [{ billing: "direct", id: "DirectPA" }, "exists already"],
    [{ billing: "direct", webhook_url: "nope" }, "no http(s) URL"],
  ])("are refused from %j, naming the field", async (body, reason) => {
    const sandbox = await testSandbox();
    const refused = await control(sandbox, "POST", "/partners", body);
    expect(refused.status).toBe(400);
    expect(refused.body.error).toContain(reason);
    expect(sandbox.partners()).toHaveLength(2);
  });

  it("take changed settings and keep the others", async () => {
    const sandbox = await testSandbox();
    const { body } = await control(sandbox, "PATCH", "/partners/DirectPA", {
      settings: { running_in_status: true, life: { live: "never" } },
    });
    expect(body.settings).toMatchObject({
      running_in_status: true,
      key_before_running_status: 400,
      life: { ready: "2s", live: "never" },
    });
  });
});

describe("the clock", () => {
  it("advances one partner, or all", async () => {
    const sandbox = await testSandbox();
    const { body } = await control(sandbox, "POST", "/clock/advance", { by: "2d", partner: "DirectPA" });
    expect(body.advanced).toMatchObject([
      { partner: "DirectPA", from: "2026-01-05T09:00:00.000Z", to: "2026-01-07T09:00:00.000Z", fired: 0 },
    ]);
    await control(sandbox, "POST", "/clock/advance", { by: "1h" });
    const { clocks } = (await control(sandbox, "GET", "/clock")).body;
    expect(clocks.map(({ now }: { now: string }) => now)).toEqual([
      "2026-01-07T10:00:00.000Z",
      "2026-01-05T10:00:00.000Z",
    ]);
  });

  it("answers an advance when the last delivery it caused has been answered", async () => {
    const sandbox = await testSandbox();
    const receiver = await testReceiver();
    sandbox.hub.partners.change("PrePayPA", { webhookUrl: receiver.url });
    addChannel(sandbox, "PrePayPA");
    await control(sandbox, "POST", "/clock/advance", { by: "10s", partner: "PrePayPA" });
    const events = receiver.received.map(({ body }) => JSON.parse(body).event);
    expect(events).toEqual([
      "client_created",
      "channel_created",
      "channel_ready",
      "channel_running",
      "channel_live",
    ]);
  });

  it.each([
    ["/clock/advance", { by: "soon" }, '"soon" is not a duration'],
    ["/clock/advance", { by: "400d" }, "more than a year"],
    ["/clock/advance", { by: -5 }, "by is -5"],
    ["/clock/advance", { by: "1s", partner: "nobody" }, 'no partner "nobody"'],
    ["/clock", { mode: "scaled" }, "needs its scale"],
    ["/clock", { mode: "fast" }, 'mode is "fast"'],
  ])("refuses POST %s %j", async (path, body, reason) => {
    const sandbox = await testSandbox();
    const refused = await control(sandbox, "POST", path, body);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
    expect(refused.body.error).toContain(reason);
  });
});

describe("events", () => {
  it("are triggered on an existing channel, with the hub in the state they announce", async () => {
    const sandbox = await testSandbox();
    const receiver = await testReceiver();
    sandbox.hub.partners.change("DirectPA", {
      webhookUrl: receiver.url,
      settings: { permission_revoked_event: true },
    });
    const { channel } = addChannel(sandbox, "DirectPA");
    for (const event of ["channel_running", "channel_permission_granted", "channel_permission_revoked"]) {
      expect(
        (await control(sandbox, "POST", "/events", { partner: "DirectPA", channel, event })).status,
      ).toBe(200);
    }
    await sandbox.clock.settled("DirectPA");
    const bodies = receiver.received.map(({ body }) => JSON.parse(body));
    expect(bodies.slice(2).map(({ event }) => event)).toEqual([
      "channel_running",
      "channel_permission_granted",
      "channel_permission_revoked",
    ]);
    expect(bodies[2].data.integration.state).toBe("running");
    expect(sandbox.hub.channels.get("DirectPA", channel).permitted).toBe(false);
  });

  it("are refused when nobody knows them, or the channel does not exist", async () => {
    const sandbox = await testSandbox();
    const unknown = await control(sandbox, "POST", "/events", {
      partner: "DirectPA",
      channel: "x",
      event: "channel_deleted",
    });
    expect(unknown.body.error).toContain("expected one of client_created, channel_created");
    const nowhere = await control(sandbox, "POST", "/events", {
      partner: "DirectPA",
      channel: "nope00CH",
      event: "channel_live",
    });
    expect(nowhere.status).toBe(404);
  });
});

it("lets the client grant and revoke without a redirect, and a customer write", async () => {
  const sandbox = await testSandbox();
  const { channel, client } = addChannel(sandbox, "DirectPA");
  const granted = await control(sandbox, "POST", "/permissions", {
    partner: "DirectPA",
    client,
    grant: [channel],
  });
  expect(granted.body).toEqual({ granted: [channel], revoked: [] });
  const written = await control(sandbox, "POST", "/messages", {
    partner: "DirectPA",
    channel,
    text: "Open?",
  });
  expect(written.status).toBe(201);
  expect(sandbox.journal.read({ kinds: ["redirect"] })).toEqual([]);
});

it("switches a receiver off and on again, and resends what was left unsent", async () => {
  const sandbox = await testSandbox();
  const receiver = await testReceiver();
  sandbox.hub.partners.change("PrePayPA", { webhookUrl: receiver.url });
  const { body: fault } = await control(sandbox, "POST", "/faults", {
    partner: "PrePayPA",
    fault: { on: "webhook", do: "refuse" },
  });
  addChannel(sandbox, "PrePayPA");
  await control(sandbox, "POST", "/clock/advance", { by: "5s" });
  expect(receiver.received).toEqual([]);
  expect((await control(sandbox, "GET", "/faults")).body.faults).toMatchObject([
    { id: fault.id, fault: { do: "refuse" } },
  ]);
  expect((await control(sandbox, "DELETE", `/faults/${fault.id}`)).status).toBe(200);
  await control(sandbox, "POST", "/clock/advance", { by: "1m" });
  const first = JSON.parse(receiver.received[0]?.body ?? "{}");
  expect(first.event).toBe("client_created");
  await control(sandbox, "POST", `/deliveries/${first.id}/resend`);
  await sandbox.clock.settled("PrePayPA");
  expect(receiver.received.at(-1)?.body).toBe(receiver.received[0]?.body);
});

it("resets a partner's data and clock, and leaves the other partner alone", async () => {
  const sandbox = await testSandbox();
  addChannel(sandbox, "DirectPA");
  addChannel(sandbox, "PrePayPA");
  await control(sandbox, "POST", "/clock/advance", { by: "1d" });
  await control(sandbox, "POST", "/reset", { partner: "DirectPA" });
  expect(sandbox.hub.channels.list("DirectPA", {}).total).toBe(0);
  expect(sandbox.hub.channels.list("PrePayPA", {}).total).toBe(1);
  expect(sandbox.clock.now("DirectPA")).toBe(Date.UTC(2026, 0, 5, 9));
  const first = addChannel(sandbox, "DirectPA");
  await control(sandbox, "POST", "/reset", { partner: "DirectPA" });
  expect(addChannel(sandbox, "DirectPA")).toEqual(first);
});

it("never gives a new event the id of an old one after a reset", async () => {
  const sandbox = await testSandbox();
  const ids = () => sandbox.outbox.list("DirectPA", 10).map(({ id }) => id);
  addChannel(sandbox, "DirectPA");
  const before = ids();
  await control(sandbox, "POST", "/reset", { partner: "DirectPA" });
  addChannel(sandbox, "DirectPA");
  expect(ids().filter((id) => before.includes(id))).toEqual([]);
});

it("keeps what is under way when only the clock is reset", async () => {
  const sandbox = await testSandbox();
  const receiver = await testReceiver();
  sandbox.hub.partners.change("PrePayPA", { webhookUrl: receiver.url });
  await control(sandbox, "POST", "/clock/advance", { by: "30d" });
  addChannel(sandbox, "PrePayPA");
  await control(sandbox, "POST", "/reset", { partner: "PrePayPA", what: "clock" });
  expect(sandbox.clock.now("PrePayPA")).toBe(Date.UTC(2026, 0, 5, 9));
  await control(sandbox, "POST", "/clock/advance", { by: "10s" });
  const events = receiver.received.map(({ body }) => JSON.parse(body).event);
  expect(events).toEqual([
    "client_created",
    "channel_created",
    "channel_ready",
    "channel_running",
    "channel_live",
  ]);
});

it("sets a clock forward to a moment and steps to the next timer, and never goes back", async () => {
  const sandbox = await testSandbox();
  addChannel(sandbox, "DirectPA");
  await sandbox.clock.settled("DirectPA");
  const next = await control(sandbox, "POST", "/clock/step", { partner: "DirectPA" });
  expect(next.body).toMatchObject({
    advanced: [{ to: "2026-01-05T09:00:02.000Z", fired: 2 }],
    clocks: [{ next: "2026-01-05T09:00:05.000Z" }],
  });
  const set = await control(sandbox, "POST", "/clock/set", {
    partner: "DirectPA",
    to: "2026-01-07T09:00:00Z",
  });
  expect(set.body.clocks[0].now).toBe("2026-01-07T09:00:00.000Z");
  const back = await control(sandbox, "POST", "/clock/set", {
    partner: "DirectPA",
    to: "2026-01-06T09:00:00Z",
  });
  expect(back.status).toBe(400);
  expect(back.body.error).toContain("Time only moves on");
});

it("shows a delivery with its exact text and every attempt, and resends what failed", async () => {
  const sandbox = await testSandbox();
  const receiver = await testReceiver();
  receiver.answer = () => ({ status: 500, body: "no" });
  sandbox.hub.partners.change("PrePayPA", {
    webhookUrl: receiver.url,
    settings: { webhook_retries: ["1s"] },
  });
  addChannel(sandbox, "PrePayPA");
  await control(sandbox, "POST", "/clock/advance", { by: "1m", partner: "PrePayPA" });
  const { id } = JSON.parse(receiver.received[0]?.body ?? "{}");
  const { body } = await control(sandbox, "GET", `/deliveries/${id}`);
  expect(body).toMatchObject({
    state: "dead",
    attempts: 2,
    text: receiver.received[0]?.body,
    tries: [{ number: 1, status: 500, answer: "no" }, { number: 2 }],
  });
  receiver.answer = () => ({ status: 200 });
  const resent = await control(sandbox, "POST", "/deliveries/resend", { partner: "PrePayPA" });
  expect(resent.body.resent).toHaveLength(5);
  await sandbox.clock.settled("PrePayPA");
  expect((await control(sandbox, "GET", `/deliveries/${id}`)).body.state).toBe("delivered");
});

it("sends any event with other values, and lists the fields when there is no such one", async () => {
  const sandbox = await testSandbox();
  const receiver = await testReceiver();
  sandbox.hub.partners.change("PrePayPA", { webhookUrl: receiver.url });
  const { channel } = addChannel(sandbox, "PrePayPA");
  const event = { partner: "PrePayPA", channel, event: "account_restriction" };
  expect(
    (await control(sandbox, "POST", "/events", { ...event, set: { "data.violation_type": "SPAM" } })).status,
  ).toBe(200);
  await sandbox.clock.settled("PrePayPA");
  expect(JSON.parse(receiver.received.at(-1)?.body ?? "")).toMatchObject({
    event: "account_restriction",
    data: { phone_number: "4915100000042", violation_type: "SPAM" },
  });
  const refused = await control(sandbox, "POST", "/events", { ...event, set: { "data.colour": 1 } });
  expect(refused.body.error).toContain("Fields: id, event, data, data.phone_number, data.violation_type");
  const { events } = (await control(sandbox, "GET", "/events")).body;
  expect(events).toHaveLength(18);
});

it("streams the journal, and resumes after the last entry that was seen", async () => {
  const sandbox = await testSandbox();
  const read = async (headers: Record<string, string>, wanted: number) => {
    const response = await fetch(`${sandbox.url}/_sandbox/api/journal/stream?after=0`, { headers });
    let text = "";
    for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
      if (ids.length >= wanted) return ids;
    }
    return [];
  };
  expect(await read({}, 2)).toEqual([1, 2]);
  const resumed = read({ "last-event-id": "2" }, 1);
  addChannel(sandbox, "DirectPA");
  expect((await resumed)[0]).toBe(3);
});

it("describes the Partner API and itself in OpenAPI, with evidence", async () => {
  const sandbox = await testSandbox();
  const { body } = await control(sandbox, "GET", "/openapi.json");
  expect(body.openapi).toBe("3.1.0");
  expect(
    body.paths["/api/v2/partners/{partner_id}/channels/{channel_id}/api_keys"].post["x-evidence"].mark,
  ).toBe("observed");
  expect(
    body.paths["/_sandbox/api/reset"].post.requestBody.content["application/json"].schema.properties.what
      .enum,
  ).toContain("clock");
});
