import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { addNumber, createTestRooms, type TestRooms, testStart } from "../../test/support/rooms.js";
import { processWall, type Wall } from "../clock/wall.js";
import { IoSignatureError, type IoSignatureReason } from "./io-signature-report.js";
import type { SettingsPatch } from "./settings.js";

const secret = "a platform secret";

let rooms: TestRooms;
let wallTime: number;

beforeEach(() => {
  // The machine's time is the partner's, until a test says otherwise.
  wallTime = testStart;
  const wall: Wall = { ...processWall, now: () => wallTime };
  rooms = createTestRooms({ wall });
});

const addPartner = (settings: SettingsPatch = {}, platformSecret: string | null = secret) =>
  rooms.addPartner("partner", { platformSecret, settings: { io_signature: true, ...settings } });

/** What a partner's server adds to its link. */
function signed(partner: string, at = testStart, key = secret) {
  const io_timestamp = String(Math.floor(at / 1000));
  const io_signature = createHmac("sha512", key).update(`${partner}|${io_timestamp}`).digest("hex");
  return { io_signature, io_timestamp };
}

function refusal(partner: string, params: object): IoSignatureError {
  try {
    rooms.hub.visits.open(partner, params);
  } catch (error) {
    if (error instanceof IoSignatureError) return error;
    throw error;
  }
  throw new Error("The link was let in.");
}

const reasonFor = (partner: string, params: object): IoSignatureReason =>
  refusal(partner, params).report.reason;
const visitsOf = () => rooms.store.prepare<[], number>("SELECT COUNT(*) FROM visits").pluck().get();

describe("a signed link", () => {
  it("opens the permissions page", () => {
    const partner = addPartner();
    expect(rooms.hub.visits.open(partner, signed(partner)).screen).toBe("sign-up");
  });

  it("is signed as documented: HMAC-SHA512 over the partner's id, a pipe and the seconds", () => {
    const partner = rooms.addPartner("partner", {
      id: "aAbBcCPA",
      platformSecret: "secret",
      settings: { io_signature: true },
    });
    wallTime = 1_775_653_748_000;
    // Made with: printf 'aAbBcCPA|1775653748' | openssl dgst -sha512 -hmac secret
    const io_signature =
      "54131fe181f79e4de221d7b77aa3fc94ecab13af67ef2860c3ec86c59e36439f91d5ce4ac3e70bcb710ba03c09e8938fbe4c5af942464f1e975ef443c750fdd5";
    expect(rooms.hub.visits.open(partner, { io_signature, io_timestamp: "1775653748" }).screen).toBe(
      "sign-up",
    );
  });

  it("is good for one onboarding", () => {
    const partner = addPartner();
    const link = signed(partner);
    rooms.hub.visits.open(partner, link);
    const { report, message } = refusal(partner, link);
    expect(report.reason).toBe("replayed");
    expect(message).toContain("It was used at 2026-01-05T09:00:00Z");
    expect(visitsOf()).toBe(1);
  });

  it("is used up in any spelling", () => {
    const partner = addPartner({ io_signature_encoding: "any" });
    const { io_signature, io_timestamp } = signed(partner);
    rooms.hub.visits.open(partner, { io_signature, io_timestamp });
    for (const encoding of ["base64", "base64url"] as const) {
      const respelt = Buffer.from(io_signature, "hex").toString(encoding);
      expect(reasonFor(partner, { io_signature: respelt, io_timestamp })).toBe("replayed");
    }
    expect(reasonFor(partner, { io_signature: io_signature.toUpperCase(), io_timestamp })).toBe("replayed");
  });

  it("may be used again after the partner's data were reset", () => {
    const partner = addPartner();
    rooms.hub.visits.open(partner, signed(partner));
    rooms.hub.partners.clear(partner);
    expect(rooms.hub.visits.open(partner, signed(partner)).screen).toBe("sign-up");
  });

  it("is not used up when the page does not open for another reason", () => {
    const partner = addPartner();
    const link = signed(partner);
    expect(() => rooms.hub.visits.open(partner, { ...link, redirect_url: "nowhere" })).toThrow(
      "redirect_url",
    );
    expect(rooms.hub.visits.open(partner, link).screen).toBe("sign-up");
  });
});

describe("a link is refused", () => {
  it.each<[IoSignatureReason, object]>([
    ["missing", {}],
    ["missing", { io_signature: "ab" }],
    ["missing", { io_timestamp: "1775653748" }],
    ["wrong", { io_signature: "0".repeat(128), io_timestamp: "1775653748" }],
    ["wrong", { io_signature: "not a signature", io_timestamp: "soon" }],
  ])("as %s with %j", (reason, params) => {
    const partner = addPartner();
    expect(reasonFor(partner, params)).toBe(reason);
    expect(visitsOf()).toBe(0);
  });

  it("when its time is outside the window, in the past or the future", () => {
    const partner = addPartner({ io_signature_window: "2m" });
    const at = (ms: number) => signed(partner, testStart + ms);
    expect(rooms.hub.visits.open(partner, at(-120_000)).screen).toBe("sign-up");
    expect(rooms.hub.visits.open(partner, at(120_000)).screen).toBe("sign-up");
    expect(reasonFor(partner, at(121_000))).toBe("in-the-future");
    const { report, message } = refusal(partner, at(-121_000));
    expect(report.reason).toBe("too-old");
    expect(message).toContain("io_timestamp is 2m 1s before the machine's time; 2m are allowed.");
  });

  it("when the partner has no platform secret", () => {
    const partner = addPartner({}, null);
    expect(reasonFor(partner, signed(partner))).toBe("no-secret");
  });

  it("in milliseconds even if they are signed rightly", () => {
    const partner = addPartner();
    const io_timestamp = String(testStart);
    const io_signature = createHmac("sha512", secret).update(`${partner}|${io_timestamp}`).digest("hex");
    expect(refusal(partner, { io_signature, io_timestamp }).report.findings).toEqual([
      `io_timestamp is "${io_timestamp}", which is milliseconds. UNIX time in whole seconds is expected, such as ${Math.floor(testStart / 1000)}.`,
    ]);
  });

  it("with an entry that says why, and neither the secret nor the right signature", () => {
    const partner = addPartner();
    const { io_signature, io_timestamp } = signed(partner);
    const error = refusal(partner, { io_signature: "0".repeat(128), io_timestamp });
    const [entry] = rooms.journal.read({ partner, kinds: ["visit"] });
    expect(entry).toMatchObject({
      summary: "the permissions page refuses the link: its signature is wrong",
      data: { refused: "io-signature", reason: "wrong" },
    });
    const told = JSON.stringify([entry, error.message, error.report]);
    expect(told).not.toContain(io_signature);
    expect(told).not.toContain(secret);
  });
});

describe("the time of a link", () => {
  it("is right by the partner's clock or by the machine's, wherever they stand", () => {
    const partner = addPartner();
    wallTime = testStart + 40 * 86_400_000;
    expect(rooms.hub.visits.open(partner, signed(partner, wallTime)).screen).toBe("sign-up");
    expect(rooms.hub.visits.open(partner, signed(partner, testStart)).screen).toBe("sign-up");
    const { report, message } = refusal(partner, signed(partner, testStart - 600_000));
    expect(report).toMatchObject({ reason: "too-old", partnerTime: testStart, wallTime });
    expect(message).toContain("10m before the partner's clock");
  });

  it("lets no signature in twice, even after old ones were forgotten", async () => {
    const partner = addPartner();
    const kept = () =>
      rooms.store.prepare<[], number>("SELECT COUNT(*) FROM used_io_signatures").pluck().get();
    const first = signed(partner);
    rooms.hub.visits.open(partner, first);
    wallTime += 301_000;
    rooms.hub.visits.open(partner, signed(partner, wallTime));
    // By the partner's clock the first one would still be fresh.
    expect(kept()).toBe(2);
    expect(reasonFor(partner, first)).toBe("replayed");
    await rooms.clock.advance(partner, 301_000);
    rooms.hub.visits.open(partner, signed(partner, wallTime + 1000));
    expect(kept()).toBe(2);
    expect(reasonFor(partner, first)).toBe("too-old");
  });
});

describe("used at return", () => {
  it("lets a link be opened again until a visit of it has returned", () => {
    const partner = addPartner({ io_signature_used_at: "return" });
    const link = signed(partner);
    const { visits } = rooms.hub;
    const one = visits.signUp(visits.open(partner, link), {
      name: "One",
      email: "one@one.example",
      password: "long enough",
    });
    const two = visits.open(partner, link);
    const added = visits.addNumber(one, { phoneNumber: "+49 151 00000042", phoneName: "One" });
    const ended = visits.finishNumbers(added);
    expect(ended.ended).toBe("returned");
    expect(visits.finishNumbers(added)).toEqual(ended);
    expect(reasonFor(partner, link)).toBe("replayed");

    const late = visits.logIn(two, { email: "one@one.example", password: "long enough" });
    expect(() => visits.finishNumbers(late)).toThrow("its signature was used before");
    expect(visits.get(partner, late.id).ended).toBeNull();
    expect(rooms.journal.read({ partner, kinds: ["redirect"] })).toHaveLength(1);
    expect(rooms.journal.read({ partner, kinds: ["visit"] }).at(-1)?.data).toMatchObject({
      refused: "io-signature",
      reason: "replayed",
    });
  });

  it("ends a visit that began before signatures were asked for", () => {
    const partner = addPartner({ io_signature: false, io_signature_used_at: "return" });
    const { visit } = addNumber(rooms, partner);
    rooms.hub.partners.change(partner, { settings: { io_signature: true } });
    expect(rooms.hub.visits.finishNumbers(visit).ended).toBe("returned");
  });
});

describe("while it is off", () => {
  it("lets every link in, and notes a wrong signature", () => {
    const partner = addPartner({ io_signature: false });
    const link = signed(partner);
    for (let time = 0; time < 2; time += 1) rooms.hub.visits.open(partner, link);
    expect(rooms.journal.read({ partner, kinds: ["note"] })).toEqual([]);
    rooms.hub.visits.open(partner, { ...link, io_signature: "0".repeat(128) });
    expect(rooms.journal.read({ partner, kinds: ["note"] })).toMatchObject([
      { data: { ignored: "io-signature", reason: "wrong" } },
    ]);
    expect(visitsOf()).toBe(3);
  });
});
