import { expect, test } from "vitest";
import { findAdvice, whatIsWrong } from "../../sandbox/contract/advice.ts";
import { connected, type Desk, deskAtSharedSandbox } from "./support/desk.ts";

const open = deskAtSharedSandbox();

const says = (desk: Desk) => findAdvice(desk.entries()).map((advice) => advice.says);

test("says that nobody listens, until somebody does", async () => {
  const desk = await open();
  desk.sandbox.hub.partners.change(desk.partner, { webhookUrl: "http://127.0.0.1:9/events" });
  desk.number();
  await desk.advance(30_000);
  const [first] = findAdvice(desk.entries());
  expect(first).toMatchObject({ severity: "wrong", subject: null });
  expect(first?.says).toMatch(
    /^Nothing listens at http:\/\/127\.0\.0\.1:9: .* \d+ webhooks did not get through\.$/,
  );
  expect(desk.entries().find(({ seq }) => seq === first?.entries[0])?.kind).toBe("attempt");
  desk.sandbox.hub.partners.change(desk.partner, { webhookUrl: `${desk.receiver.url}/events` });
  await desk.advance(3_600_000);
  expect(says(desk).filter((line) => line.startsWith("Nothing listens"))).toHaveLength(1);
  desk.sandbox.hub.partners.change(desk.partner, { webhookUrl: "http://127.0.0.1:9/events" });
});

test("says that events went nowhere, and later that they can be resent", async () => {
  const desk = await open();
  desk.sandbox.hub.partners.change(desk.partner, { webhookUrl: null });
  desk.number();
  await desk.advance(0);
  expect(findAdvice(desk.entries())).toMatchObject([
    { severity: "wrong", says: "2 events went nowhere: the partner had no webhook URL." },
  ]);
  desk.sandbox.hub.partners.change(desk.partner, { webhookUrl: `${desk.receiver.url}/events` });
  await desk.advance(10_000);
  expect(findAdvice(desk.entries())).toMatchObject([
    { severity: "info", mend: expect.stringContaining("Resend them") },
  ]);
});

test("says which delivery waits for its retry, and when that is", async () => {
  const desk = await open();
  desk.receiver.answer = () => ({ status: 503 });
  const { channel, client } = desk.number();
  await desk.advance(0);
  expect(says(desk)).toContain(
    `client_created for ${client} waits for attempt 2 at 2026-01-05 09:00:10, in 10s of virtual time.`,
  );
  desk.receiver.answer = () => ({ status: 200 });
  await desk.advance(20_000);
  expect(says(desk).filter((line) => line.includes("waits for attempt"))).toEqual([]);
  expect(channel).toMatch(/CH$/);
});

test("says which field the app missed in an event", async () => {
  const desk = await open();
  desk.receiver.answer = ({ body }) =>
    body.includes("channel_ready")
      ? { status: 500, body: "Cannot read properties of undefined (reading 'phone_number_id')" }
      : { status: 200 };
  desk.number();
  await desk.advance(2000);
  expect(says(desk)).toContain(
    "Your app answered 500 to channel_ready and spoke of `phone_number_id`, which is not part of this event.",
  );
});

test("a field that the event has is not called missing", async () => {
  const desk = await open();
  desk.receiver.answer = () => ({ status: 400, body: '{"error": "contact_info is too long"}' });
  desk.number();
  await desk.advance(20_000);
  expect(says(desk).filter((line) => line.includes("contact_info"))).toEqual([]);
});

test("says once that the app refuses its messages, whatever the rules say of the same webhooks", async () => {
  const desk = await open();
  const { channel, key } = await connected(desk);
  await desk.setWebhook(key);
  desk.receiver.answer = ({ path }) => ({ status: path === "/messages" ? 401 : 200 });
  for (const text of ["One", "Two"])
    desk.sandbox.hub.messages.receive(desk.partner, channel, { from: "+4915100000099", text });
  await desk.advance(5000);
  const lines = whatIsWrong(desk.entries()).map((advice) => advice.says);
  expect(lines.filter((line) => line.includes("answered 401"))).toEqual([
    `Your app answered 401 to message_received for ${channel}: it carried no Authorization header, and the webhook's URL has no secret.`,
  ]);
});

test("says that a key is not known here, until a known one follows", async () => {
  const desk = await open();
  await desk.hub("GET", "/channels", { headers: { "x-api-key": "from production" } });
  await desk.hub("GET", "/channels", { headers: { "x-api-key": "from production" } });
  expect(says(desk)).toEqual([
    "2 calls with the credential in x-api-key were answered 401: it is not known here.",
  ]);
});

test("says what the sandbox does not serve, which is no breach", async () => {
  const desk = await open();
  const { key } = await connected(desk);
  const { status } = await desk.call("GET", "/health_status", { headers: { "d360-api-key": key } });
  expect(status).toBe(404);
  expect(whatIsWrong(desk.entries())).toMatchObject([
    { severity: "info", says: "GET /health_status is not served by the sandbox's messaging API." },
  ]);
});

test("says that the page did not open, and that nobody came back", async () => {
  const desk = await open();
  const { visits } = desk.sandbox.hub;
  visits.open(desk.partner, {});
  visits.open(desk.partner, {});
  expect(says(desk)).toEqual([
    "The permissions page was opened 2 times, and nobody has come back to your app yet.",
  ]);
  desk.sandbox.hub.partners.change(desk.partner, { redirectUrl: null });
  await desk.call("GET", `/dashboard/app/${desk.partner}/permissions`);
  expect(says(desk)[0]).toMatch(/^The permissions page did not open \(4\d\d, 1 time\)\.$/);
});

test("says that the app's key died of something else, and which faults are on", async () => {
  const desk = await open();
  const { channel } = await connected(desk);
  desk.sandbox.hub.apiKeys.create(desk.partner, channel);
  const fault = desk.fault({ on: "webhook", do: "duplicate" });
  expect(says(desk)).toEqual([
    "The fault duplicate on webhooks is switched on.",
    `The key that your app holds of ${channel} is dead: a newer key took its place.`,
  ]);
  desk.sandbox.faults.remove(fault);
  await desk.createKey(channel);
  expect(says(desk)).toEqual([]);
});

test("says that clients came back to an app that asks nothing", async () => {
  const desk = await open();
  const { visit, client } = desk.number();
  desk.comeBack(visit);
  await desk.advance(0);
  expect(findAdvice(desk.entries())).toMatchObject([
    {
      severity: "info",
      says: "1 redirect went to your app, and it has not called the hub yet.",
      subject: client,
    },
  ]);
  await desk.hub("GET", "/channels");
  expect(findAdvice(desk.entries())).toEqual([]);
});

test("several findings of one rule are one line, the newest first, and it counts them", async () => {
  const desk = await open();
  desk.receiver.answer = () => ({ status: 500 });
  desk.number();
  await desk.advance(30_000);
  const lines = whatIsWrong(desk.entries()).filter(({ says: line }) => line.includes("was answered 500"));
  expect(lines.map(({ says: line }) => line)).toEqual([
    expect.stringMatching(/^client_created for \w+CL was answered 500 at attempt 2\. That makes 2 times\.$/),
  ]);
  expect(lines[0]?.entries).toHaveLength(2);
});

test("an honest integration that is at rest gets no advice", async () => {
  const desk = await open();
  const { key } = await connected(desk);
  await desk.setWebhook(key);
  await desk.send(key);
  await desk.advance(60_000);
  expect(whatIsWrong(desk.entries())).toEqual([]);
});
