import { expect, test } from "vitest";
import { control, testSandbox } from "./support/sandbox.ts";

const refused = (fault: Record<string, unknown>) => ({
  partner: "PrePayPA",
  fault: { on: "webhook", do: "refuse", ...fault },
});

test("a fault on an event that does not exist is refused, for it would meet nothing", async () => {
  const sandbox = await testSandbox();
  expect(await control(sandbox, "POST", "/faults", refused({ event: "channel_runing" }))).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('There is no event "channel_runing". There are client_created') },
  });
  expect((await control(sandbox, "POST", "/faults", refused({ event: "message_read" }))).status).toBe(201);
});

test("a fault on a channel that does not exist is refused; a client's id will do, for events about clients", async () => {
  const sandbox = await testSandbox();
  expect((await control(sandbox, "POST", "/faults", refused({ channel: "nobodyCH" }))).status).toBe(404);
  const account = { name: "Blum", email: "a@blum.example", password: "long enough" };
  const { id } = sandbox.hub.clients.create("PrePayPA", account);
  expect((await control(sandbox, "POST", "/faults", refused({ channel: id }))).status).toBe(201);
});

test("a reset without a body resets everything", async () => {
  const sandbox = await testSandbox();
  await control(sandbox, "POST", "/faults", refused({}));
  expect(await control(sandbox, "POST", "/reset")).toMatchObject({ status: 200, body: { reset: "all" } });
  expect((await control(sandbox, "GET", "/faults")).body.faults).toEqual([]);
});
