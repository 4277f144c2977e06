import { expect, test } from "vitest";
import { connected, deskAtSharedSandbox } from "./support/desk.ts";
import { silentReceiver } from "./support/silent-receiver.ts";

const open = deskAtSharedSandbox();

/** A customer writes, and the webhook has been answered. */
async function customerWrites(
  desk: Awaited<ReturnType<typeof open>>,
  channel: string,
  text = "Are you open?",
) {
  desk.sandbox.hub.messages.receive(desk.partner, channel, { from: "+4915100000099", text });
  await desk.advance(1000);
}

test("answers-partner-webhooks: 2xx keeps it, anything else breaks it", async () => {
  const desk = await open();
  expect(desk.verdict("answers-partner-webhooks").result).toBe("not-tried");
  desk.number();
  await desk.advance(1000);
  expect(desk.verdict("answers-partner-webhooks")).toMatchObject({ result: "kept", occasions: 2 });
  desk.receiver.answer = () => ({ status: 500 });
  await desk.advance(2000);
  const { result, findings } = desk.verdict("answers-partner-webhooks");
  expect(result).toBe("broken");
  expect(findings[0]?.says).toMatch(/^channel_ready for \w+CH was answered 500\.$/);
});

test("answers-messaging-webhooks: 200 keeps it, 202 breaks it", async () => {
  const desk = await open();
  const { channel, key } = await connected(desk);
  await desk.setWebhook(key);
  expect(desk.verdict("answers-messaging-webhooks").result).toBe("not-tried");
  await customerWrites(desk, channel);
  expect(desk.verdict("answers-messaging-webhooks").result).toBe("kept");
  desk.receiver.answer = () => ({ status: 202 });
  await customerWrites(desk, channel);
  expect(desk.verdict("answers-messaging-webhooks").findings[0]?.says).toContain("was answered 202");
});

test("answers-in-time: an answer that never comes breaks it, a door that a fault closed does not", async () => {
  const desk = await open();
  expect(desk.verdict("answers-in-time").result).toBe("not-tried");
  const refuse = desk.fault({ on: "webhook", do: "refuse", event: "channel_created" });
  desk.number();
  await desk.advance(0);
  desk.sandbox.faults.remove(refuse);
  expect(desk.verdict("answers-in-time")).toMatchObject({ result: "kept", occasions: 1 });
  const webhookUrl = await silentReceiver();
  desk.sandbox.hub.partners.change(desk.partner, { webhookUrl, settings: { webhook_timeout: "20ms" } });
  await desk.advance(11_000);
  expect(desk.verdict("answers-in-time").findings[0]?.says).toMatch(
    /^channel_created .* had no answer after /,
  );
});

test("takes-unknown-events: an event that is no part of an onboarding may not be an error", async () => {
  const desk = await open();
  const { channel } = await connected(desk);
  expect(desk.verdict("takes-unknown-events").result).toBe("not-tried");
  const happens = async () => {
    desk.sandbox.hub.triggers.trigger(desk.partner, channel, "phone_number_quality_changed", {});
    await desk.advance(0);
  };
  await happens();
  expect(desk.verdict("takes-unknown-events").result).toBe("kept");
  desk.receiver.answer = () => ({ status: 422 });
  await happens();
  expect(desk.verdict("takes-unknown-events").findings[0]?.says).toBe(
    "phone_number_quality_changed was answered 422, as if it were an error.",
  );
});

test("accepts-good-signatures: 401 to a right signature breaks it", async () => {
  const desk = await open();
  expect(desk.verdict("accepts-good-signatures").result).toBe("not-tried");
  desk.number();
  await desk.advance(0);
  expect(desk.verdict("accepts-good-signatures").result).toBe("kept");
  desk.receiver.answer = () => ({ status: 401 });
  await desk.advance(2000);
  expect(desk.verdict("accepts-good-signatures").findings[0]?.says).toBe(
    "channel_ready was rightly signed, and was answered 401.",
  );
});

test("refuses-bad-signatures: 401 to a forged webhook keeps it, and is no breach of another rule", async () => {
  const desk = await open();
  desk.number();
  await desk.advance(0);
  expect(desk.verdict("refuses-bad-signatures").result).toBe("not-tried");
  desk.fault({ on: "webhook", do: "wrong_signature", event: "channel_ready", times: 1 });
  desk.receiver.answer = ({ headers }) => ({ status: headers["x-sandbox-attempt"] === "1" ? 401 : 200 });
  await desk.advance(2000);
  desk.receiver.answer = () => ({ status: 200 });
  await desk.advance(60_000);
  expect(desk.verdict("refuses-bad-signatures")).toMatchObject({ result: "kept", occasions: 1 });
  expect(desk.verdict("answers-partner-webhooks").result).toBe("kept");
  expect(desk.verdict("accepts-good-signatures").result).toBe("kept");
});

test("refuses-bad-signatures: 200 to a forged webhook breaks it, sent by the sandbox or by a probe", async () => {
  const desk = await open();
  desk.fault({ on: "webhook", do: "wrong_signature", event: "channel_created", times: 1 });
  desk.number();
  await desk.advance(0);
  desk.note(null, { probe: "forged-webhook", status: 200 });
  expect(desk.verdict("refuses-bad-signatures").findings.map(({ says }) => says)).toEqual([
    "channel_created with a wrong signature was answered 200.",
    "A forged webhook was answered 200.",
  ]);
});

test("opens-messaging-webhook: a webhook that was set without its headers is refused by the app itself", async () => {
  const desk = await open();
  const { channel, key } = await connected(desk);
  const guard = { Authorization: "Bearer of the app" };
  desk.receiver.answer = ({ path, headers }) => ({
    status: path === "/messages" && headers.authorization !== guard.Authorization ? 401 : 200,
  });
  await desk.setWebhook(key, guard);
  expect(desk.verdict("opens-messaging-webhook").result).toBe("not-tried");
  await customerWrites(desk, channel);
  expect(desk.verdict("opens-messaging-webhook").result).toBe("kept");
  await desk.setWebhook(key);
  await customerWrites(desk, channel);
  expect(desk.verdict("opens-messaging-webhook").findings[0]?.says).toBe(
    `Your app answered 401 to message_received for ${channel}: it carried no Authorization header, and the webhook's URL has no secret.`,
  );
});

test("duplicates-change-nothing: the same message for each copy breaks it, one for both keeps it", async () => {
  const desk = await open();
  const { channel, key } = await connected(desk);
  await desk.setWebhook(key);
  expect(desk.verdict("duplicates-change-nothing").result).toBe("not-tried");
  desk.fault({ on: "webhook", do: "duplicate", event: "message_received" });
  const seen = new Set<string>();
  let isCareful = true;
  const replies: Promise<unknown>[] = [];
  desk.receiver.answer = ({ body }) => {
    if (!body.includes("Are you open?")) return { status: 200 };
    if (!isCareful || !seen.has(body)) replies.push(desk.send(key, "We are."));
    seen.add(body);
    return { status: 200 };
  };
  await customerWrites(desk, channel);
  await Promise.all(replies);
  expect(desk.verdict("duplicates-change-nothing").result).toBe("kept");
  isCareful = false;
  await customerWrites(desk, channel, "Are you open? Really?");
  await Promise.all(replies);
  expect(desk.verdict("duplicates-change-nothing").findings[0]?.says).toBe(
    `message_received for ${channel} came twice, and the app sent the same message again.`,
  );
});

test("duplicates-change-nothing: a key for each copy breaks it too, when the first answer came too late", async () => {
  const desk = await open();
  const { visit, channel } = desk.number();
  desk.comeBack(visit);
  desk.fault({ on: "webhook", do: "late_answer", event: "channel_running", times: 1 });
  const asked: Promise<unknown>[] = [];
  desk.receiver.answer = ({ body }) => {
    if (body.includes('"channel_running"')) asked.push(desk.createKey(channel));
    return { status: 200 };
  };
  await desk.advance(5000);
  await Promise.all(asked);
  await desk.advance(10_000);
  await Promise.all(asked);
  expect(desk.verdict("duplicates-change-nothing").findings[0]?.says).toBe(
    `channel_running for ${channel} came twice, and the app made another key.`,
  );
});

test("a body that was changed on purpose says nothing about the app", async () => {
  const desk = await open();
  desk.fault({ on: "webhook", do: "array_body", event: "channel_created" });
  desk.receiver.answer = ({ body }) => ({ status: body.startsWith("[") ? 400 : 200 });
  desk.number();
  await desk.advance(0);
  expect(desk.verdict("answers-partner-webhooks")).toMatchObject({ result: "kept", occasions: 1 });
});
