import { expect, test } from "vitest";
import { judgeContract } from "../../sandbox/contract/judge.ts";
import type { Entry } from "../../sandbox/journal/entry.ts";
import { connected, type Desk, deskAtSharedSandbox } from "./support/desk.ts";

const open = deskAtSharedSandbox();

/** The verdict on the same story, had its requests come with these real pauses after the answers before them. */
function verdictWithPauses(desk: Desk, rule: string, pauses: readonly number[]) {
  let wall = 0;
  let asked = 0;
  const entries = desk.entries().map((entry): Entry => {
    wall += 1;
    if (entry.kind === "request") {
      wall += pauses[asked] ?? 0;
      asked += 1;
    }
    return { ...entry, wall };
  });
  return judgeContract(entries).find((verdict) => verdict.rule.id === rule);
}

async function times(count: number, act: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < count; done += 1) await act();
}

test("known-paths: a path that the hub has not breaks it, an id that it has not does not", async () => {
  const desk = await open();
  expect(desk.verdict("known-paths").result).toBe("not-tried");
  await desk.hub("GET", "/channels/n0NoNoCH");
  expect(desk.verdict("known-paths").result).toBe("kept");
  await desk.hub("POST", "/channels/n0NoNoCH/api-keys");
  await desk.call("POST", "/api/v2/channels/n0NoNoCH/api_keys", { headers: { "x-api-key": desk.apiKey } });
  expect(desk.verdict("known-paths").findings.map(({ says }) => says)).toEqual([
    `The hub has no POST /api/v2/partners/${desk.partner}/channels/n0NoNoCH/api-keys: the path ends in /api_keys, with an underscore.`,
    "The hub has no POST /api/v2/channels/n0NoNoCH/api_keys: the path begins with the partner: /partners/{partner_id}/channels/{channel_id}/….",
  ]);
});

test("reads-whole-lists: stopping before the end breaks it, a peek does not", async () => {
  const desk = await open();
  for (let count = 0; count < 25; count += 1) desk.number();
  await desk.hub("GET", "/channels");
  await desk.hub("GET", "/channels?limit=1&sort=-created_at");
  expect(desk.verdict("reads-whole-lists").result).toBe("not-tried");
  await desk.hub("GET", "/channels?limit=10");
  await desk.hub("GET", "/channels?limit=10&offset=10");
  expect(desk.verdict("reads-whole-lists").findings.map(({ says }) => says)).toEqual([
    `/api/v2/partners/${desk.partner}/channels has 25 rows; the app read up to 20 and not on.`,
  ]);
  await desk.hub("GET", "/channels?limit=10&offset=20");
  expect(desk.verdict("reads-whole-lists")).toMatchObject({ result: "kept", occasions: 2 });
});

test("heeds-retry-after: coming back before Retry-After breaks it, waiting on either clock keeps it", async () => {
  const desk = await open();
  await desk.hub("GET", "/channels");
  expect(desk.verdict("heeds-retry-after").result).toBe("not-tried");
  desk.fault({ on: "api", do: "rate_limit", retry_after: 30, times: 1 });
  await desk.hub("GET", "/clients");
  expect(desk.verdict("heeds-retry-after").result).toBe("kept");
  await desk.hub("GET", "/clients");
  expect(desk.verdict("heeds-retry-after").findings[0]?.says).toContain(
    "was told to wait 30s and came back after",
  );
  expect(verdictWithPauses(desk, "heeds-retry-after", [0, 0, 31_000])?.result).toBe("kept");

  const patient = await open();
  patient.fault({ on: "api", do: "rate_limit", retry_after: 30, times: 1 });
  await patient.hub("GET", "/clients");
  await patient.advance(30_000);
  await patient.hub("GET", "/clients");
  expect(patient.verdict("heeds-retry-after").result).toBe("kept");
});

test("backs-off-on-errors: a tight loop breaks it, growing pauses keep it", async () => {
  const desk = await open();
  await desk.hub("GET", "/channels");
  expect(desk.verdict("backs-off-on-errors").result).toBe("not-tried");
  desk.fault({ on: "api", do: "status", status: 503 });
  await times(6, () => desk.hub("GET", "/channels"));
  const withPauses = (...pauses: number[]) =>
    verdictWithPauses(desk, "backs-off-on-errors", [0, 0, ...pauses]);
  expect(withPauses(0, 0, 0, 0, 0)?.findings[0]?.says).toContain(
    "failed and was asked again 5 times at once",
  );
  expect(withPauses(200, 200, 200, 200, 200)?.result).toBe("broken");
  expect(withPauses(20, 40, 80, 160, 320)?.result).toBe("kept");
  // The first pause was longer than meant, because the machine was busy.
  expect(withPauses(400, 40, 80, 160, 320)?.result).toBe("kept");
  // Three workers that each back off, and whose calls come in between each other.
  expect(withPauses(20, 2, 2, 36, 2)?.result).toBe("broken");
  expect(withPauses(2, 20, 2, 100, 2)?.result).toBe("kept");
  expect(withPauses(2000, 2000, 2000, 2000, 2000)?.result).toBe("kept");
});

test("no-refused-repeats: the same refused call six times breaks it", async () => {
  const desk = await open();
  const { key } = await connected(desk);
  expect(desk.verdict("no-refused-repeats").result).toBe("not-tried");
  const refused = () =>
    desk.call("POST", "/messages", { headers: { "d360-api-key": key }, body: { to: "1" } });
  await times(5, refused);
  expect(desk.verdict("no-refused-repeats").result).toBe("kept");
  await refused();
  expect(desk.verdict("no-refused-repeats").findings[0]?.says).toBe(
    "POST /messages was refused with 400 and asked again, word for word, 5 times.",
  );
});

/** Logs in and gives the header of the token. */
async function logIn(desk: Desk) {
  const partner = desk.sandbox.hub.partners.get(desk.partner);
  const { username, password } = partner;
  const { body } = await desk.call("POST", "/api/v2/token", { body: { username, password } });
  return { authorization: `Bearer ${body.access_token}` };
}

const day = 86_400_000;

test("renews-token-once: one renewal after the token has expired keeps it", async () => {
  const desk = await open();
  const path = `/api/v2/partners/${desk.partner}/channels`;
  const old = await logIn(desk);
  await desk.call("GET", path, { headers: old });
  expect(desk.verdict("renews-token-once").result).toBe("not-tried");
  await desk.advance(day);
  await desk.call("GET", path, { headers: old });
  await desk.call("GET", path, { headers: await logIn(desk) });
  expect(desk.verdict("renews-token-once")).toMatchObject({ result: "kept", occasions: 1 });
});

test("renews-token-once: going on with a refused token, or renewing it in a loop, breaks it", async () => {
  const desk = await open();
  const path = `/api/v2/partners/${desk.partner}/channels`;
  const old = await logIn(desk);
  await desk.advance(day);
  await times(4, () => desk.call("GET", path, { headers: old }));
  expect(desk.verdict("renews-token-once").findings[0]?.says).toBe(
    "A token that had been refused was used for 3 more calls.",
  );

  const circling = await open("partner", { bearer_enabled: false });
  const its = `/api/v2/partners/${circling.partner}/channels`;
  await times(4, async () => circling.call("GET", its, { headers: await logIn(circling) }));
  expect(circling.verdict("renews-token-once").findings[0]?.says).toBe(
    "The token was renewed 3 times in a row, and each was answered 401.",
  );
});
