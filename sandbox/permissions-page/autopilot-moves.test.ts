import { beforeEach, expect, test } from "vitest";
import { type AutopilotPlan, autopilotPlanSchema } from "../hub/autopilot.js";
import type { Hub } from "../hub/hub.js";
import { sandboxPassword } from "../hub/passwords.js";
import type { Visit, VisitParams } from "../hub/visit.js";
import { autopilotFor } from "./autopilot.js";
import type { Place } from "./autopilot-moves.js";
import { somebody, someNumber } from "./autopilot-people.js";
import type { Move } from "./autopilot-script.js";
import { createPageUnderTest } from "./testing.js";

let hub: Hub;
beforeEach(() => {
  ({ hub } = createPageUnderTest());
});

const planOf = (plan: object): AutopilotPlan => autopilotPlanSchema.parse(plan);

const open = (plan: object, params: VisitParams = {}, partner = "DirectPA"): Visit =>
  hub.visits.open(partner, { redirect_url: "http://127.0.0.1:9/", ...params }, undefined, planOf(plan));

const moves = (visit: Visit, place: Place = visit.screen): Move[] =>
  autopilotFor(hub, visit, place)?.moves ?? [];

const clicks = (visit: Visit, place?: Place): string[] =>
  moves(visit, place).flatMap((move) => (move.do === "click" ? [move.control] : []));

const typed = (visit: Visit, into: string, place?: Place): string | undefined =>
  moves(visit, place).flatMap((move) => (move.do === "type" && move.into === into ? [move.value] : []))[0];

const owner = {
  name: "Bakery",
  userName: "Ada Lind",
  email: "owner@bakery.example",
  password: sandboxPassword,
};

/** A client that signed up before, with these numbers. */
function knownClient(phoneNumbers: string[], partner = "DirectPA"): Visit {
  let visit = hub.visits.signUp(hub.visits.open(partner, { redirect_url: "http://127.0.0.1:9/" }), owner);
  if (partner === "DirectPA") visit = hub.visits.pay(visit, { plan: "regular", acceptsTerms: true });
  for (const phoneNumber of phoneNumbers)
    visit = hub.visits.addNumber(visit, { phoneNumber, phoneName: "Bakery" });
  return visit;
}

/** A visit of that client, logged in. */
function comeBack(plan: object, params: VisitParams = {}, partner = "DirectPA"): Visit {
  const client = hub.clients.logIn(partner, owner.email, owner.password);
  return hub.visits.open(partner, { redirect_url: "http://127.0.0.1:9/", ...params }, client, planOf(plan));
}

test("a visit without an autopilot has no script", () => {
  expect(
    autopilotFor(hub, hub.visits.open("DirectPA", { redirect_url: "http://x.example" }), "sign-up"),
  ).toBe(undefined);
});

test("a new client is made up from the visit, and differs from visit to visit", () => {
  const visit = open({});
  const { company, person, email } = somebody(visit.id);
  expect(typed(visit, "name")).toBe(company);
  expect(typed(visit, "user-name")).toBe(person);
  expect(typed(visit, "email")).toBe(email);
  expect(typed(visit, "password")).toBe(sandboxPassword);
  expect(clicks(visit)).toEqual(["submit"]);
  expect(typed(open({}), "email")).not.toBe(email);
});

test("what the plan names goes before what the link prefills, and that before what is made up", () => {
  const visit = open({ account: { name: "Plan" } }, { name: "Link", email: "link@x.example" });
  expect(typed(visit, "name")).toBe("Plan");
  expect(typed(visit, "email")).toBe("link@x.example");
});

test("an existing account is the newest that the sandbox's password opens", () => {
  knownClient([]);
  const visit = open({ account: "existing" });
  expect(clicks(visit)).toEqual(["switch-to-log-in"]);
  const atLogIn = hub.visits.showLogIn(visit, true);
  expect(typed(atLogIn, "email")).toBe(owner.email);
  expect(clicks(atLogIn)).toEqual(["submit"]);
});

test("where there is no known account the autopilot stops and says so", () => {
  const visit = open({ account: "existing" });
  const script = autopilotFor(hub, visit, "sign-up");
  expect(script?.moves).toEqual([]);
  expect(script?.stopped).toContain("no client of DirectPA has the password sandbox-client");
  expect(hub.visits.get("DirectPA", visit.id).autopilot?.stopped).toBe(script?.stopped);
});

test("next=login logs a known client in, and without one goes back to the sign-up", () => {
  expect(clicks(open({}, { next: "login" }))).toEqual(["switch-to-sign-up"]);
  knownClient([]);
  expect(typed(open({}, { next: "login" }), "email")).toBe(owner.email);
});

test("an e-mail that has an account logs in, whatever the screen", () => {
  knownClient([]);
  expect(clicks(open({ account: { email: owner.email } }))).toEqual(["switch-to-log-in"]);
  expect(clicks(open({ account: { email: "new@bakery.example" } }))).toEqual(["submit"]);
});

test("a link that makes a login signs up, with the client's own e-mail too", () => {
  const { id } = hub.accountSharing.addClient("DirectPA", { name: "Bakery", email: owner.email });
  const link = { connect_client_user: "true", client_id: id };
  for (const plan of [{}, { account: "existing" }, { account: { email: owner.email } }]) {
    expect(clicks(open(plan, link))).toEqual(["submit"]);
  }
});

test("whoever is logged in stays, unless the plan wants somebody else", () => {
  knownClient(["+49 151 00000042"]);
  expect(clicks(comeBack({}))).toEqual(["confirm"]);
  expect(clicks(comeBack({ account: { email: owner.email } }))).toEqual(["confirm"]);
  expect(clicks(comeBack({ account: "new" }))).toEqual(["use-another-account"]);
  expect(clicks(comeBack({ account: { email: "new@bakery.example" } }))).toEqual(["use-another-account"]);
});

test("the first made-up number is the one that the link asks for", () => {
  const visit = hub.visits.pay(
    hub.visits.signUp(open({ numbers: 2 }, { number: "49 151 00000099" }), owner),
    { plan: "regular", acceptsTerms: true },
  );
  expect(moves(visit)).toEqual([{ do: "submit-here", form: "meta-form" }]);
  expect(typed(visit, "meta-phone-number", "meta-number")).toBe("+4915100000099");
  const second = hub.visits.addNumber(visit, { phoneNumber: "+49 151 00000099", phoneName: "Bakery" });
  expect(typed(second, "meta-phone-number", "meta-number")).toBe(someNumber(visit.id, 1));
  const both = hub.visits.addNumber(second, { phoneNumber: someNumber(visit.id, 1), phoneName: "Bakery" });
  expect(clicks(both)).toEqual(["numbers-done"]);
});

test("a client that has numbers gets none by default, and those of the plan that it lacks", () => {
  knownClient(["+49 151 00000042"]);
  expect(clicks(comeBack({}))).toEqual(["confirm"]);
  const numbers = ["+49 151 00000042", "+49 151 00000043"].map((phone_number) => ({ phone_number }));
  const visit = comeBack({ numbers });
  expect(clicks(visit)).toEqual(["add-another"]);
  const atNumbers = hub.visits.addAnother(visit);
  expect(typed(atNumbers, "meta-phone-number", "meta-number")).toBe("+49 151 00000043");
});

test("a number without its country code is tried once, not again and again", () => {
  const visit = hub.visits.signUp(
    open({ numbers: [{ phone_number: "0151 00000042" }] }, {}, "PrePayPA"),
    owner,
  );
  expect(moves(visit)).toEqual([{ do: "submit-here", form: "meta-form" }]);
  // As the form reads it with Germany chosen.
  const after = hub.visits.addNumber(visit, { phoneNumber: "+49 151 00000042", phoneName: "Bakery" });
  expect(clicks(after)).toEqual(["numbers-done"]);
});

test("a plan without numbers stops at a client that has none", () => {
  const visit = hub.visits.signUp(open({ numbers: 0 }, {}, "PrePayPA"), owner);
  expect(autopilotFor(hub, visit, "numbers")?.stopped).toBe(
    "The plan adds no number, and the client has none.",
  );
});

test.each([
  { permit: "all", checked: [true, true] },
  { permit: "none", checked: [false, false] },
  { permit: ["+49 (151) 00000043"], checked: [false, true] },
])("permit $permit ticks $checked", ({ permit, checked }) => {
  knownClient(["+49 151 00000042", "+49 151 00000043"]);
  const boxes = moves(comeBack({ permit })).flatMap((move) => (move.do === "set" ? [move.checked] : []));
  expect(boxes).toEqual(checked);
});

test.each([
  {
    end: "confirm",
    direct: { do: "click", control: "confirm" },
    partner: { do: "click", control: "numbers-done" },
  },
  { end: "cancel", direct: { do: "click", control: "cancel" }, partner: { do: "click", control: "cancel" } },
  { end: "close", direct: { do: "close" }, partner: { do: "close" } },
])("the last move of a plan that ends with $end", ({ end, direct, partner }) => {
  knownClient(["+49 151 00000042"]);
  expect(moves(comeBack({ end })).at(-1)).toEqual(direct);
  knownClient(["+49 151 00000042"], "PrePayPA");
  expect(moves(comeBack({ end }, {}, "PrePayPA")).at(-1)).toEqual(partner);
});
