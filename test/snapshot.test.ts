import { expect, test } from "vitest";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { control, testReceiver, testSandbox } from "./support/sandbox.ts";

const partner = "PrePayPA";

/** A client that signs up and adds a number; its webhooks are sent by timers. */
function onboard(sandbox: Sandbox, email: string, phoneNumber: string): string {
  const { visits } = sandbox.hub;
  const opened = visits.open(partner, { redirect_url: "http://127.0.0.1:9/back" });
  const inside = visits.signUp(opened, { name: "Blum", email, password: "long enough" });
  const visit = visits.finishNumbers(visits.addNumber(inside, { phoneNumber, phoneName: "Blum" }));
  return visit.added[0] ?? "";
}

const tables = (snapshot: { body: { store?: { tables: Record<string, unknown> } } }) =>
  snapshot.body.store?.tables;

test("puts everything back: data, timers and time, and goes on from there as it would have", async () => {
  const receiver = await testReceiver();
  const sandbox = await testSandbox();
  sandbox.hub.partners.change(partner, { webhookUrl: receiver.url });
  const shop = onboard(sandbox, "a@blum.example", "+4915100000042");
  await control(sandbox, "POST", "/clock/advance", { by: "3s" });
  const before = await control(sandbox, "GET", "/snapshot");
  expect(before.status).toBe(200);

  onboard(sandbox, "b@blum.example", "+4915100000043");
  await control(sandbox, "POST", "/clock/advance", { by: "1d" });
  expect(sandbox.hub.channels.get(partner, shop).integrationState).toBe("running");

  const put = await control(sandbox, "PUT", "/snapshot", before.body);
  expect(put).toMatchObject({ status: 200, body: { restored: before.body.taken_at } });
  const after = await control(sandbox, "GET", "/snapshot");
  const { journal: _old, clocks: _clocks, sqlite_sequence: _sequence, ...rows } = tables(before) ?? {};
  expect(tables(after)).toMatchObject(rows);
  expect(sandbox.hub.channels.get(partner, shop).integrationState).not.toBe("running");
  expect(sandbox.clock.now(partner)).toBe(Date.parse("2026-01-05T09:00:03Z"));

  receiver.received.length = 0;
  await control(sandbox, "POST", "/clock/advance", { by: "3s" });
  expect(receiver.received.map(({ body }) => JSON.parse(body).event)).toEqual(["channel_running"]);
});

test("a number in the journal is never given twice, so that a follower misses nothing", async () => {
  const sandbox = await testSandbox();
  const before = await control(sandbox, "GET", "/snapshot");
  onboard(sandbox, "a@blum.example", "+4915100000042");
  const last = sandbox.journal.last();
  await control(sandbox, "PUT", "/snapshot", before.body);
  const news = sandbox.journal.read({ after: last });
  expect(news.map(({ summary }) => summary)).toContain(
    `everything was put back to the snapshot of ${before.body.taken_at}`,
  );
});

test("goes into another sandbox too, with partners that this one did not have", async () => {
  const one = await testSandbox();
  const { id } = one.createPartner({ billing: "direct", brandName: "Only here" });
  const { body } = await control(one, "GET", "/snapshot");
  const other = await testSandbox({ seed: 2 });
  await control(other, "PUT", "/snapshot", body);
  expect(other.hub.partners.get(id).brandName).toBe("Only here");
  await control(other, "POST", "/clock/advance", { by: "1m", partner: id });
  expect(other.clock.now(id)).toBe(one.clock.now(id) + 60_000);
});

test("the counts of the lists come with the rows", async () => {
  const sandbox = await testSandbox();
  onboard(sandbox, "a@blum.example", "+4915100000042");
  const { body } = await control(sandbox, "GET", "/snapshot");
  await control(sandbox, "PUT", "/snapshot", body);
  onboard(sandbox, "b@blum.example", "+4915100000043");
  expect(sandbox.hub.channels.list(partner, { limit: 10 }).total).toBe(2);
});

test("a snapshot that does not fit changes nothing and says why", async () => {
  const sandbox = await testSandbox();
  const { body } = await control(sandbox, "GET", "/snapshot");
  const newer = { ...body, store: { ...body.store, migrations: [...body.store.migrations, "hub/99"] } };
  expect(await control(sandbox, "PUT", "/snapshot", newer)).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('is of a newer sandbox (it has the migration "hub/99")') },
  });
  const tables = { ...body.store.tables, partners: { columns: ["id"], rows: [["x"]] } };
  expect(
    await control(sandbox, "PUT", "/snapshot", { ...body, store: { ...body.store, tables } }),
  ).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining("The snapshot's table partners has the columns (id)") },
  });
  expect((await control(sandbox, "PUT", "/snapshot", { version: 2 })).status).toBe(400);
  expect(sandbox.partners()).toHaveLength(2);
});
