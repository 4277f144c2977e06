import { expect, test } from "vitest";
import { createTestRooms } from "../../test/support/rooms.js";
import { autopilotPlanSchema } from "./autopilot.js";
import { sandboxPassword } from "./passwords.js";

const plan = autopilotPlanSchema.parse({});
const slow = autopilotPlanSchema.parse({ pace: "person" });

const signUp = (email: string, password: string) => ({
  name: "Bakery",
  userName: "Ada Lind",
  email,
  password,
});

function rooms() {
  const made = createTestRooms();
  return { ...made, partnerId: made.addPartner("direct"), other: made.addPartner("partner") };
}

test("a plan that is armed plays as many visits as it was armed for, and no other partner's", () => {
  const { hub, partnerId, other } = rooms();
  hub.autopilots.arm(partnerId, slow, 2);
  expect(hub.visits.open(other, {}).autopilot).toBeNull();
  expect(hub.visits.open(partnerId, {}).autopilot).toEqual({ plan: slow, stopped: null });
  expect(hub.autopilots.list()).toEqual([{ partner: partnerId, plan: slow, times: 1 }]);
  expect(hub.visits.open(partnerId, {}).autopilot?.plan).toEqual(slow);
  expect(hub.visits.open(partnerId, {}).autopilot).toBeNull();
  expect(hub.autopilots.list(partnerId)).toEqual([]);
});

test("without a number of times a plan stays armed until it is disarmed", () => {
  const { hub, partnerId } = rooms();
  hub.autopilots.arm(partnerId, plan, null);
  for (let visit = 0; visit < 3; visit += 1) expect(hub.visits.open(partnerId, {}).autopilot).not.toBeNull();
  expect(hub.autopilots.disarm(partnerId)).toBe(true);
  expect(hub.autopilots.disarm(partnerId)).toBe(false);
  expect(hub.visits.open(partnerId, {}).autopilot).toBeNull();
});

test("the link's own plan goes before the armed one, and uses none of its times", () => {
  const { hub, partnerId } = rooms();
  hub.autopilots.arm(partnerId, slow, 1);
  expect(hub.visits.open(partnerId, {}, undefined, plan).autopilot?.plan).toEqual(plan);
  expect(hub.autopilots.list(partnerId)).toHaveLength(1);
});

test("a visit that cannot open uses up no time of the plan", () => {
  const { hub, partnerId } = rooms();
  hub.autopilots.arm(partnerId, plan, 1);
  expect(() => hub.visits.open(partnerId, { redirect_url: "ftp://nowhere" })).toThrow("ftp://nowhere");
  expect(hub.autopilots.list(partnerId)).toHaveLength(1);
});

test("a reset disarms", () => {
  const { hub, partnerId } = rooms();
  hub.autopilots.arm(partnerId, plan, null);
  hub.partners.clear(partnerId);
  expect(hub.autopilots.list()).toEqual([]);
});

test("an autopilot stops once, with a note that says why", () => {
  const { hub, journal, partnerId } = rooms();
  const visit = hub.visits.open(partnerId, {}, undefined, plan);
  expect(hub.visits.stopAutopilot(visit, "the e-mail is taken").autopilot?.stopped).toBe(
    "the e-mail is taken",
  );
  expect(hub.visits.stopAutopilot(visit, "another reason").autopilot?.stopped).toBe("the e-mail is taken");
  const notes = journal.read({ kinds: ["visit"] }).filter(({ summary }) => summary.includes("stops"));
  expect(notes.map(({ summary }) => summary)).toEqual(["the autopilot stops: the e-mail is taken"]);
});

test("the known e-mail is that of the newest client with the sandbox's own password", () => {
  const { hub, partnerId, other } = rooms();
  expect(hub.autopilots.knownEmail(partnerId)).toBeUndefined();
  for (const [partner, email, password] of [
    [partnerId, "first@bakery.example", sandboxPassword],
    [partnerId, "second@bakery.example", sandboxPassword],
    [partnerId, "third@bakery.example", "something else"],
    [other, "fourth@bakery.example", sandboxPassword],
  ] as const)
    hub.visits.signUp(hub.visits.open(partner, {}), signUp(email, password));
  expect(hub.autopilots.knownEmail(partnerId)).toBe("second@bakery.example");
});

test.each([
  [{ pace: "fast" }, "pace"],
  [{ end: "leave" }, "end"],
  [{ numbers: -1 }, "numbers"],
  [{ account: { mail: "a@b.example" } }, "account"],
  [{ speed: 1 }, ""],
])("%j is no plan", (input, field) => {
  const { error } = autopilotPlanSchema.safeParse(input);
  expect(error?.issues[0]?.path.join(".")).toBe(field);
});
