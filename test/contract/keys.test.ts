import { expect, test } from "vitest";
import { connected, deskAtSharedSandbox } from "./support/desk.ts";

const open = deskAtSharedSandbox();

test("no-key-before-permission: a request before the client has permitted breaks it", async () => {
  const desk = await open("direct");
  const { visit, channel } = desk.number();
  await desk.advance(10_000);
  expect(desk.verdict("no-key-before-permission").result).toBe("not-tried");
  await desk.createKey(channel);
  expect(desk.verdict("no-key-before-permission").findings[0]?.says).toBe(
    `A key of ${channel} was asked for before its client had permitted it, and answered 403.`,
  );
  expect(desk.verdict("no-key-before-running").result).toBe("kept");

  const patient = await open("direct");
  const number = patient.number();
  patient.comeBack(number.visit, [number.channel]);
  await patient.advance(10_000);
  await patient.createKey(number.channel);
  expect(patient.verdict("no-key-before-permission").result).toBe("kept");
  expect(visit.id).not.toBe(number.visit.id);
});

test("no-key-before-permission: nobody had told the app of a revocation in the Client Hub", async () => {
  const desk = await open("direct");
  const { visit, channel, client } = desk.number();
  desk.comeBack(visit, [channel]);
  await desk.advance(10_000);
  desk.sandbox.hub.permissions.change(desk.partner, client, { revoke: [channel] });
  await desk.createKey(channel);
  expect(desk.verdict("no-key-before-permission").result).toBe("kept");
});

test("no-key-before-permission: asking on the very redirect that takes it back breaks it", async () => {
  const desk = await open("direct");
  const { visit, channel } = desk.number();
  desk.comeBack(visit, [channel]);
  await desk.advance(10_000);
  await desk.createKey(channel);
  await desk.advance(day);
  const { visits } = desk.sandbox.hub;
  const again = visits.open(desk.partner, {});
  desk.comeBack(visits.logIn(again, { email: "owner1@nordlicht.example", password: "long enough" }), []);
  await desk.createKey(channel);
  expect(desk.verdict("no-key-before-permission").findings[0]?.says).toBe(
    `A key of ${channel} was asked for after its client had taken the permission back, and answered 403.`,
  );
});

test("no-key-before-running: a request on the redirect alone breaks it", async () => {
  const desk = await open();
  const { visit, channel } = desk.number();
  desk.comeBack(visit);
  expect(desk.verdict("no-key-before-running").result).toBe("not-tried");
  await desk.createKey(channel);
  expect(desk.verdict("no-key-before-running").findings[0]?.says).toBe(
    `A key of ${channel} was asked for before it ran, and answered 400.`,
  );
  expect(desk.verdict("no-key-before-permission").result).toBe("kept");
});

test("no-key-before-running: a fault that answered 400 is not the app's doing", async () => {
  const desk = await open();
  const { visit, channel } = desk.number();
  desk.comeBack(visit);
  await desk.advance(10_000);
  desk.fault({ on: "api", do: "status", status: 400, times: 1 });
  await desk.createKey(channel);
  await desk.createKey(channel);
  expect(desk.verdict("no-key-before-running").result).toBe("kept");
  expect(desk.verdict("one-key-per-grant").result).toBe("kept");
});

test("no-key-before-running: nobody is blamed for believing channel_live", async () => {
  const desk = await open("partner", { life: { running: "1h", live: "never" } });
  const { visit, channel } = desk.number();
  desk.comeBack(visit);
  desk.sandbox.hub.lives.become(desk.partner, channel, "live");
  await desk.advance(60_000);
  await desk.createKey(channel);
  expect(desk.verdict("no-key-before-running")).toMatchObject({ result: "kept", occasions: 1 });
});

test("no-key-on-early-events: channel_ready that sets off a request breaks it, channel_running does not", async () => {
  const desk = await open();
  const { visit, channel } = desk.number();
  desk.comeBack(visit);
  expect(desk.verdict("no-key-on-early-events").result).toBe("not-tried");
  const asked: Promise<unknown>[] = [];
  let trigger = "channel_running";
  desk.receiver.answer = ({ body }) => {
    if (body.includes(`"${trigger}"`)) asked.push(desk.createKey(channel));
    return { status: 200 };
  };
  await desk.advance(10_000);
  await Promise.all(asked);
  expect(desk.verdict("no-key-on-early-events").result).toBe("kept");

  trigger = "channel_ready";
  const second = desk.number();
  desk.comeBack(second.visit);
  desk.receiver.answer = ({ body }) => {
    if (body.includes(`"${trigger}"`)) asked.push(desk.createKey(second.channel));
    return { status: 200 };
  };
  await desk.advance(2000);
  await Promise.all(asked);
  expect(desk.verdict("no-key-on-early-events").findings.map(({ says }) => says)).toEqual([
    `channel_ready made the app ask for a key of ${second.channel}, which did not run yet.`,
  ]);
});

const day = 86_400_000;

test.each([
  { rule: "waits-for-late-webhooks", order: "redirect first" },
  { rule: "keeps-early-webhooks", order: "webhook first" },
])("$rule: $order, and a key keeps it; no request within a day breaks it", async ({ rule, order }) => {
  const desk = await open();
  const onboard = async () => {
    const { visit, channel } = desk.number();
    if (order === "redirect first") desk.comeBack(visit);
    await desk.advance(10_000);
    if (order === "webhook first") desk.comeBack(visit);
    return channel;
  };
  expect(desk.verdict(rule).result).toBe("not-tried");
  await desk.createKey(await onboard());
  expect(desk.verdict(rule)).toMatchObject({ result: "kept", occasions: 1 });
  const forgotten = await onboard();
  // Not at once: an app may take its time.
  expect(desk.verdict(rule).result).toBe("kept");
  await desk.advance(day);
  expect(desk.verdict(rule).findings.map(({ subject }) => subject)).toEqual([forgotten]);
});

test("keeps-early-webhooks: the hub had sent the browser back long before it arrived at the app", async () => {
  const desk = await open();
  const { visit, channel } = desk.number();
  desk.sandbox.hub.visits.finishNumbers(visit);
  await desk.advance(60_000);
  desk.backAtApp(visit);
  await desk.advance(day);
  expect(desk.verdict("keeps-early-webhooks").findings.map(({ subject }) => subject)).toEqual([channel]);
  expect(desk.verdict("waits-for-late-webhooks").result).toBe("not-tried");
});

test("takes-late-grants: a grant in the Client Hub that nobody acts on breaks it", async () => {
  const desk = await open("direct");
  const grantLater = async () => {
    const { visit, channel, client } = desk.number();
    desk.comeBack(visit, []);
    await desk.advance(day);
    desk.sandbox.hub.permissions.change(desk.partner, client, { grant: [channel] });
    await desk.advance(0);
    return channel;
  };
  const first = await grantLater();
  await desk.createKey(first);
  expect(desk.verdict("takes-late-grants")).toMatchObject({ result: "kept", occasions: 1 });
  const forgotten = await grantLater();
  await desk.advance(day);
  expect(desk.verdict("takes-late-grants").findings.map(({ subject }) => subject)).toEqual([forgotten]);
  expect(desk.verdict("waits-for-late-webhooks").result).toBe("not-tried");
});

test("one-key-per-grant: a second key breaks it", async () => {
  const desk = await open();
  const { visit } = desk.number();
  desk.comeBack(visit);
  expect(desk.verdict("one-key-per-grant").result).toBe("not-tried");
  const { channel } = await connected(desk);
  expect(desk.verdict("one-key-per-grant").result).toBe("kept");
  await desk.createKey(channel);
  expect(desk.verdict("one-key-per-grant").findings[0]?.says).toBe(
    `${channel} got two keys within the same second; the first is dead.`,
  );
});

test("one-key-per-grant: the next step of a number's life is no new grant", async () => {
  const desk = await open("partner", { life: { running: "5s", live: "1m" } });
  const { channel } = await connected(desk);
  await desk.advance(2 * 60_000);
  await desk.createKey(channel);
  expect(desk.verdict("one-key-per-grant").findings[0]?.subject).toBe(channel);
});

test("one-key-per-grant: a key after an error, a deletion, a new grant or a day is no surplus", async () => {
  const desk = await open("direct");
  const { visit, channel, client } = desk.number();
  desk.comeBack(visit, [channel]);
  await desk.advance(10_000);
  desk.fault({ on: "api", do: "done_but_500", path: "/api/v2/partners/*/channels/*/api_keys", times: 1 });
  await desk.createKey(channel);
  await desk.createKey(channel);
  await desk.hub("DELETE", `/channels/${channel}/api_keys`, { body: {} });
  await desk.createKey(channel);
  const { permissions } = desk.sandbox.hub;
  permissions.change(desk.partner, client, { revoke: [channel] });
  permissions.change(desk.partner, client, { grant: [channel] });
  await desk.advance(1000);
  await desk.createKey(channel);
  await desk.advance(30 * day);
  await desk.createKey(channel);
  expect(desk.verdict("one-key-per-grant")).toMatchObject({ result: "kept", occasions: 1 });
});

test("one-request-at-a-time: two requests at once break it, two after each other do not", async () => {
  const desk = await open();
  const { channel } = await connected(desk);
  await desk.createKey(channel);
  expect(desk.verdict("one-request-at-a-time").result).toBe("kept");
  desk.fault({ on: "api", do: "latency", ms: { fixed: 400 } });
  await Promise.all([desk.createKey(channel), desk.createKey(channel)]);
  expect(desk.verdict("one-request-at-a-time").findings[0]?.subject).toBe(channel);
});

test("recovers-from-failed-create: giving up after a 500 breaks it, asking again keeps it", async () => {
  const desk = await open();
  const { visit, channel } = desk.number();
  desk.comeBack(visit);
  await desk.advance(10_000);
  expect(desk.verdict("recovers-from-failed-create").result).toBe("not-tried");
  desk.fault({ on: "api", do: "status", status: 500, times: 1 });
  await desk.createKey(channel);
  await desk.advance(day);
  expect(desk.verdict("recovers-from-failed-create").findings[0]?.says).toBe(
    `The key of ${channel} was asked for once, answered 500, and never again.`,
  );
  await desk.createKey(channel);
  expect(desk.verdict("recovers-from-failed-create").result).toBe("kept");
});

test("what lies before a reset is another story: the same numbers come again, and get new keys", async () => {
  const desk = await open();
  const { channel } = await connected(desk);
  desk.sandbox.hub.partners.clear(desk.partner);
  desk.sandbox.hub.partners.change(desk.partner, { redirectUrl: desk.receiver.url });
  const again = await connected(desk);
  expect(again.channel).toBe(channel);
  expect(again.key).not.toBe("");
  expect(desk.verdict("one-key-per-grant")).toMatchObject({ result: "kept", occasions: 1 });
});
