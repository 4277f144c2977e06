import { expect, test } from "vitest";
import { connected, type Desk, deskAtSharedSandbox } from "./support/desk.ts";

const open = deskAtSharedSandbox();

/** Somebody opens the app's link, closes the page, and follows a redirect of his own making. */
async function forge(desk: Desk, channel: string, kind: string, appDoes: () => Promise<unknown>) {
  const { visits } = desk.sandbox.hub;
  visits.cancel(visits.open(desk.partner, {}));
  await appDoes();
  desk.note(null, { probe: "forged-redirect", kind, channel, client: "nobody", status: 200 });
}

const nothing = async () => {};

test("ignores-forged-redirects: asking for a key of a number that has one breaks it", async () => {
  const desk = await open();
  const { channel } = await connected(desk);
  expect(desk.verdict("ignores-forged-redirects").result).toBe("not-tried");
  await forge(desk, channel, "foreign-channel", nothing);
  expect(desk.verdict("ignores-forged-redirects").result).toBe("kept");
  await forge(desk, channel, "foreign-channel", () => desk.createKey(channel));
  expect(desk.verdict("ignores-forged-redirects").findings.map(({ says }) => says)).toEqual([
    `A forged redirect with somebody else's channel made the app ask for a key of ${channel}, and got one.`,
  ]);
});

test("ignores-forged-redirects: asking before the client has permitted breaks it, after it does not", async () => {
  const desk = await open("direct");
  const { channel, visit } = desk.number();
  await desk.advance(10_000);
  await forge(desk, channel, "wrong-state", nothing);
  desk.comeBack(visit, [channel]);
  await desk.createKey(channel);
  expect(desk.verdict("ignores-forged-redirects").result).toBe("kept");

  const other = desk.number();
  await desk.advance(10_000);
  await forge(desk, other.channel, "wrong-state", () => desk.createKey(other.channel));
  expect(desk.verdict("ignores-forged-redirects").findings.map(({ says }) => says)).toEqual([
    `A forged redirect with a wrong state made the app ask for a key of ${other.channel}, and was answered 403.`,
  ]);
});

test("popup-closes: a popup that stays open breaks it", async () => {
  const desk = await open();
  expect(desk.verdict("popup-closes").result).toBe("not-tried");
  desk.note(null, { probe: "popup", closed: true });
  expect(desk.verdict("popup-closes").result).toBe("kept");
  desk.note(null, { probe: "popup", closed: false });
  expect(desk.verdict("popup-closes").result).toBe("broken");
});

/** Two numbers with keys; the client then takes the permission of the second back, on the pages. */
async function revokedOnReturn(desk: Desk) {
  const { visit, channel, client } = desk.number();
  desk.comeBack(visit, [channel]);
  await desk.advance(10_000);
  const key = await desk.createKey(channel);
  const { hub } = desk.sandbox;
  const again = hub.visits.open(desk.partner, {});
  desk.comeBack(hub.visits.logIn(again, { email: "owner1@nordlicht.example", password: "long enough" }), []);
  return { key, channel, client };
}

test("heeds-revoked: sending for a revoked number breaks it", async () => {
  const desk = await open("direct");
  const { key, channel } = await revokedOnReturn(desk);
  await desk.advance(60_000);
  expect(desk.verdict("heeds-revoked")).toMatchObject({ result: "kept", occasions: 1 });
  await desk.send(key);
  await desk.send(key);
  expect(desk.verdict("heeds-revoked").findings.map(({ says }) => says)).toEqual([
    `${channel} was used 2 times after a redirect had listed it as revoked.`,
  ]);
});

test("heeds-revoked: once the number is permitted again, it may be used again", async () => {
  const desk = await open("direct");
  const { key, channel, client } = await revokedOnReturn(desk);
  await desk.advance(60_000);
  desk.sandbox.hub.permissions.change(desk.partner, client, { grant: [channel] });
  await desk.send(key);
  expect(desk.verdict("heeds-revoked").result).toBe("kept");
});

test("stops-after-revocation: the event tells too", async () => {
  const desk = await open("direct", { permission_revoked_event: true });
  const { visit, channel, client } = desk.number();
  desk.comeBack(visit, [channel]);
  await desk.advance(10_000);
  const key = await desk.createKey(channel);
  expect(desk.verdict("stops-after-revocation").result).toBe("not-tried");
  desk.sandbox.hub.permissions.change(desk.partner, client, { revoke: [channel] });
  await desk.advance(60_000);
  expect(desk.verdict("stops-after-revocation").result).toBe("kept");
  await desk.send(key);
  expect(desk.verdict("stops-after-revocation").findings[0]?.says).toContain(
    `${channel} was used once after`,
  );
});

test("stops-after-termination: sending for a terminated number breaks it", async () => {
  const desk = await open();
  const { channel, key } = await connected(desk);
  expect(desk.verdict("stops-after-termination").result).toBe("not-tried");
  desk.sandbox.hub.triggers.trigger(desk.partner, channel, "cancellation_processed", {});
  await desk.advance(60_000);
  expect(desk.verdict("stops-after-termination").result).toBe("kept");
  await desk.send(key);
  expect(desk.verdict("stops-after-termination").result).toBe("broken");
});

test("stops-after-termination: asking for a new key breaks it, be it with the news", async () => {
  const desk = await open();
  const { channel } = await connected(desk);
  await desk.advance(60_000);
  desk.sandbox.hub.triggers.trigger(desk.partner, channel, "cancellation_processed", {});
  await desk.advance(0);
  await desk.createKey(channel);
  expect(desk.verdict("stops-after-termination").findings.map(({ says }) => says)).toEqual([
    `A key of ${channel} was asked for after the app had heard that it is terminated, and answered 400.`,
  ]);
});

test("ignores-forged-redirects: a number that the app has only heard of from the forger is not due", async () => {
  const desk = await open();
  desk.fault({ on: "webhook", do: "drop" });
  const { channel, visit } = desk.number();
  desk.comeBack(visit);
  await desk.advance(10_000);
  await forge(desk, channel, "wrong-state", () => desk.createKey(channel));
  expect(desk.verdict("ignores-forged-redirects").result).toBe("broken");

  const told = await open();
  const number = told.number();
  await told.advance(10_000);
  await forge(told, number.channel, "wrong-state", () => told.createKey(number.channel));
  expect(told.verdict("ignores-forged-redirects").result).toBe("kept");
});
