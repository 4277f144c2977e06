import { expect, test } from "vitest";
import { addNumber } from "../support/rooms.ts";
import { call, control, testReceiver, testSandbox } from "../support/sandbox.ts";

test("GET /contract gives the verdict of every rule, and advice, for one partner or for all", async () => {
  const sandbox = await testSandbox();
  const { url } = await testReceiver();
  sandbox.hub.partners.change("PrePayPA", { webhookUrl: url, redirectUrl: url });
  const { channelId } = addNumber(sandbox, "PrePayPA");
  const key = { "x-api-key": "sandbox-partner-key" };
  await sandbox.clock.settled("PrePayPA");
  await call(sandbox, "POST", `/api/v2/partners/PrePayPA/channels/${channelId}/api_keys`, {}, key);

  const { status, body } = await control(sandbox, "GET", "/contract?partner=PrePayPA");
  expect(status).toBe(200);
  expect(body.partner).toBe("PrePayPA");
  const early = body.rules.find(({ id }: { id: string }) => id === "no-key-before-running");
  expect(early).toMatchObject({
    title: "Asks for a key only once the number runs",
    evidence: { mark: "documented" },
    result: "broken",
    occasions: 1,
    findings: [{ subject: channelId }],
  });
  expect(Object.keys(early).sort()).toEqual(
    ["evidence", "findings", "id", "looks_for", "mend", "occasions", "result", "title", "why"].sort(),
  );
  expect(body.advice).toContainEqual({
    says: `channel_created made the app ask for a key of ${channelId}, which did not run yet.`,
    severity: "wrong",
    entries: [early.findings[0].entries[0], expect.any(Number)],
    subject: channelId,
    mend: expect.stringContaining("Act on channel_running"),
  });

  const all = await control(sandbox, "GET", "/contract");
  expect(all.body.partners.map(({ partner }: { partner: string }) => partner)).toEqual([
    "DirectPA",
    "PrePayPA",
  ]);
  const direct = all.body.partners[0];
  expect(new Set(direct.rules.map(({ result }: { result: string }) => result))).toEqual(
    new Set(["not-tried"]),
  );
  expect((await control(sandbox, "GET", "/contract?partner=NobodyPA")).status).toBe(404);
});

test("a call with a shared key in the wrong place is found at the partner that was spoken of last", async () => {
  const sandbox = await testSandbox();
  const key = "sandbox-partner-key";
  await call(sandbox, "GET", "/api/v2/partners/PrePayPA/channels", undefined, { "x-api-key": key });
  await call(sandbox, "POST", "/messages", {}, { "d360-api-key": key });
  const { body } = await control(sandbox, "GET", "/contract?partner=PrePayPA");
  expect(body.advice.map(({ says }: { says: string }) => says)).toEqual([
    "POST /messages on the messaging API carried a partner API key in D360-API-KEY.",
  ]);
});
