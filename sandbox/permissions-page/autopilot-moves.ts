import type { AutopilotPlan } from "../hub/autopilot.js";
import type { Channel } from "../hub/channel.js";
import type { Client } from "../hub/clients.js";
import { sandboxPassword } from "../hub/passwords.js";
import { digitsOf } from "../hub/phone.js";
import { clientToConnect, type Visit } from "../hub/visit.js";
import { somebody, someNumber } from "./autopilot-people.js";
import type { Move } from "./autopilot-script.js";

/** The page that the client is at: a screen of the visit, or a page of the simulated embedded signup. */
export type Place = Visit["screen"] | "meta-business" | "meta-number" | "meta-code" | "meta-finished";

/** All that the next moves depend on. */
export interface Situation {
  plan: AutopilotPlan;
  visit: Visit;
  client: Client | undefined;
  /** All numbers of the client. */
  channels: readonly Channel[];
  /** Those of them that the permission screen lists. */
  listed: readonly Channel[];
  place: Place;
  /** The e-mail of a client that can log in with the sandbox's own password. */
  knownEmail(): string | undefined;
  /** The client that an e-mail logs in as. */
  ownerOf(email: string): string | undefined;
}

/** The plan does not fit what the client's screen shows. */
export class NoMove extends Error {}

const type = (into: string, value: string): Move => ({ do: "type", into, value });
const click = (control: string): Move => ({ do: "click", control });
const set = (control: string, checked = true): Move => ({ do: "set", control, checked });

interface Account {
  logsIn: boolean;
  name: string;
  userName: string;
  email: string;
  password: string;
}

function accountOf({ plan: { account }, visit, knownEmail, ownerOf }: Situation): Account {
  const { company, person, email } = somebody(visit.id);
  const given = typeof account === "object" ? account : {};
  const made = {
    name: given.name ?? visit.params.name ?? company,
    userName: given.user_name ?? person,
    email: given.email ?? visit.params.email ?? email,
    password: given.password ?? sandboxPassword,
  };
  // Such a link makes a login, whoever has one already.
  if (clientToConnect(visit.params) !== undefined) return { ...made, logsIn: false };
  const mayBeKnown = account === "existing" || (account === undefined && visit.params.next === "login");
  const known = mayBeKnown ? knownEmail() : undefined;
  if (known !== undefined) return { ...made, email: known, logsIn: true };
  if (account === "existing")
    throw new NoMove(
      `The plan wants an existing account, but no client of ${visit.partnerId} has the password ${sandboxPassword}.`,
    );
  return { ...made, logsIn: given.email !== undefined && ownerOf(given.email) !== undefined };
}

function signUp(situation: Situation): Move[] {
  const { logsIn, name, userName, email, password } = accountOf(situation);
  if (logsIn) return [click("switch-to-log-in")];
  return [
    { do: "type", into: "name", value: name, ifThere: true },
    { do: "type", into: "user-name", value: userName, ifThere: true },
    type("email", email),
    type("password", password),
    click("submit"),
  ];
}

function logIn(situation: Situation): Move[] {
  const { logsIn, email, password } = accountOf(situation);
  if (!logsIn) return [click("switch-to-sign-up")];
  return [type("email", email), type("password", password), click("submit")];
}

/** Whether the client that the browser was logged in with is another one than the plan's. */
function isSomebodyElse({ plan: { account }, visit, client, ownerOf }: Situation): boolean {
  if (client === undefined || visit.isNewClient || clientToConnect(visit.params) !== undefined) return false;
  if (account === "new") return true;
  return typeof account === "object" && account.email !== undefined && ownerOf(account.email) !== client.id;
}

// The network's own test number; its field is filled by hand, as a person would.
const card: Move[] = [
  type("card-number", "4242 4242 4242 4242"),
  type("card-expiry", "12/49"),
  type("card-cvc", "123"),
];

const pay = ({ plan, client }: Situation): Move[] => [
  ...(plan.plan === undefined ? [] : [set(`plan-${plan.plan}`)]),
  ...card,
  type("card-name", client?.userName ?? client?.name ?? "Ada Lind"),
  set("accept-terms"),
  click("pay"),
];

type PlannedNumber = {
  phone_number: string;
  display_name?: string | undefined;
  verification: "sms" | "voice";
};

function plannedNumbers({ plan: { numbers }, visit, channels }: Situation): PlannedNumber[] {
  if (Array.isArray(numbers)) return numbers;
  // Numbers of this visit count as those of the plan: after the first one the client has one.
  const count = numbers ?? (channels.length > visit.added.length ? 0 : 1);
  const asked = visit.params.number;
  return Array.from({ length: count }, (_, index) => ({
    phone_number: index === 0 && asked !== undefined ? `+${digitsOf(asked)}` : someNumber(visit.id, index),
    verification: "sms",
  }));
}

/** The next number of the plan that the client does not have yet. */
function nextNumber(situation: Situation): PlannedNumber | undefined {
  const planned = plannedNumbers(situation);
  // A number without its country code is never found again among the channels.
  if (situation.visit.added.length >= planned.length) return undefined;
  return planned.find(
    ({ phone_number }) =>
      !situation.channels.some(({ phoneNumber }) => phoneNumber === digitsOf(phone_number)),
  );
}

/** The last step; `confirm` is the button that ends the visit here. */
function end({ plan }: Situation, confirm: string): Move[] {
  if (plan.end === "close") return [{ do: "close" }];
  return [click(plan.end === "cancel" ? "cancel" : confirm)];
}

function numbers(situation: Situation): Move[] {
  const { visit, channels } = situation;
  if (nextNumber(situation) !== undefined) return [{ do: "submit-here", form: "meta-form" }];
  if (channels.length === 0) throw new NoMove("The plan adds no number, and the client has none.");
  return visit.billing === "direct" ? [click("numbers-done")] : end(situation, "numbers-done");
}

function permission(situation: Situation): Move[] {
  if (nextNumber(situation) !== undefined) return [click("add-another")];
  const { permit } = situation.plan;
  const isPermitted = ({ phoneNumber }: Channel) =>
    Array.isArray(permit) ? permit.some((one) => digitsOf(one) === phoneNumber) : permit === "all";
  return [
    ...situation.listed.map((channel) => set(`permit-${channel.id}`, isPermitted(channel))),
    ...end(situation, "confirm"),
  ];
}

function metaBusiness(situation: Situation): Move[] {
  const name = nextNumber(situation)?.display_name;
  return [...(name === undefined ? [] : [type("meta-display-name", name)]), click("meta-next")];
}

function metaNumber(situation: Situation): Move[] {
  const number = nextNumber(situation);
  if (number === undefined) return [click("meta-cancel")];
  return [
    type("meta-phone-number", number.phone_number),
    set(`meta-verify-${number.verification}`),
    click("meta-next"),
  ];
}

const metaCode: Move[] = [{ do: "copy", from: "meta-code-shown", into: "meta-code" }, click("meta-finish")];

/**
 * What the autopilot does next on the page that the client is at. It depends on the plan and the hub's state alone, so
 * that a reload does no harm.
 *
 * @throws NoMove when the plan does not fit; the message says why.
 */
export function nextMoves(situation: Situation): Move[] {
  if (situation.place !== "ended" && isSomebodyElse(situation)) return [click("use-another-account")];
  switch (situation.place) {
    case "sign-up":
      return signUp(situation);
    case "log-in":
      return logIn(situation);
    case "payment":
      return pay(situation);
    case "numbers":
      return numbers(situation);
    case "permission":
      return permission(situation);
    case "meta-business":
      return metaBusiness(situation);
    case "meta-number":
      return metaNumber(situation);
    case "meta-code":
      return metaCode;
    // Both go on by themselves.
    case "meta-finished":
    case "ended":
      return [];
  }
}
