import { HubError } from "../hub/errors.js";
import type { Billing } from "../hub/partner.js";
import { sandboxPassword } from "../hub/passwords.js";
import { parsePhoneNumber } from "../hub/phone.js";
import { settingsPatchSchema } from "../hub/settings.js";
import { somebody, someNumber } from "../permissions-page/autopilot-people.js";
import { remedyFor } from "../scenario/language/spelling.js";
import { capital } from "../scenario/language/telling.js";
import type { Names } from "../scenario/language/words.js";
import type { ClientPlan, NumberPlan, Scenario } from "../scenario/scenario.js";
import { StoryError } from "./story-error.js";

/** A number of a client. Delays count from the moment it was added, such as `2d` or `never`. */
export interface NumberDetails {
  /** With its country code; made up when left out. */
  phone?: string | undefined;
  /** What customers see; the client's name when left out. */
  displayName?: string | undefined;
  created?: string | undefined;
  ready?: string | undefined;
  running?: string | undefined;
  live?: string | undefined;
}

/** A client. Whatever is left out is made up from its alias. */
export interface ClientDetails {
  /** The company's name. */
  name?: string | undefined;
  /** The person's name. */
  userName?: string | undefined;
  email?: string | undefined;
  password?: string | undefined;
  /** Its numbers by alias, or only their aliases. */
  numbers?: readonly string[] | Readonly<Record<string, NumberDetails>> | undefined;
}

/** Everybody that a test has named. */
export interface HubCast {
  clients: ReadonlyMap<string, ClientPlan>;
  numbers: ReadonlyMap<string, NumberPlan>;
  /** @throws StoryError for an alias that is taken or malformed, a phone number or a delay that is none. */
  addClient(alias: string, details: ClientDetails): void;
  addNumber(client: string, alias: string, details: NumberDetails): void;
  /** Takes over who a scenario has named. */
  adopt(scenario: Pick<Scenario, "clients" | "numbers">): void;
  client(alias: string): ClientPlan;
  number(alias: string): NumberPlan;
  /** The person who signs up for a client. */
  person(client: string): string;
  names(billing: Billing): Names;
}

/** The one hub that the clients of a test belong to. */
export const onlyHub = "hub";

function requireAlias(alias: string, known: ReadonlyMap<string, unknown>, what: string): void {
  if (!/^[a-z][a-z0-9_]*$/.test(alias)) {
    throw new StoryError(
      `"${alias}" is no alias of a ${what}. Use small letters, digits and _, and begin with a letter.`,
    );
  }
  if (known.has(alias)) {
    throw new StoryError(
      `There is a ${what} "${alias}" already. Name its details once, where it comes first.`,
    );
  }
}

function requirePhone(phone: string, alias: string): string {
  try {
    parsePhoneNumber(phone);
    return phone;
  } catch (error) {
    if (error instanceof HubError) throw new StoryError(`The number ${alias}: ${error.message}`);
    throw error;
  }
}

const lifeSchema = settingsPatchSchema.shape.life.unwrap();

function lifeOf(alias: string, { created, ready, running, live }: NumberDetails): NumberPlan["life"] {
  const given = Object.entries({ created, ready, running, live }).filter(([, delay]) => delay !== undefined);
  const life = lifeSchema.safeParse(Object.fromEntries(given));
  if (!life.success) {
    const [issue] = life.error.issues;
    throw new StoryError(`The number ${alias}: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  return Object.fromEntries(Object.entries(life.data).filter(([, delay]) => delay !== undefined));
}

const numbersOf = ({ numbers = {} }: ClientDetails): [string, NumberDetails][] =>
  Array.isArray(numbers) ? numbers.map((alias: string) => [alias, {}]) : Object.entries(numbers);

function known<Plan>(plans: ReadonlyMap<string, Plan>, alias: string, what: string, remedy: string): Plan {
  const plan = plans.get(alias);
  if (plan !== undefined) return plan;
  throw new StoryError(`There is no ${what} "${alias}". ${remedyFor(alias, [...plans.keys()], remedy)}`);
}

export function createCast(): HubCast {
  const clients = new Map<string, ClientPlan>();
  const numbers = new Map<string, NumberPlan>();
  const people = new Map<string, string>();

  const client = (alias: string) =>
    known(clients, alias, "client", `Name it first: hub.client("${alias}", { … }).`);
  const number = (alias: string) =>
    known(numbers, alias, "number", `Name it first: hub.client(…, { numbers: ["${alias}"] }).`);

  function addNumber(owner: string, alias: string, details: NumberDetails): void {
    requireAlias(alias, numbers, "number");
    const { phone = someNumber(alias, 0), displayName = client(owner).name } = details;
    const life = lifeOf(alias, details);
    numbers.set(alias, { alias, client: owner, phone: requirePhone(phone, alias), displayName, life });
  }

  return {
    clients,
    numbers,
    client,
    number,
    addNumber,
    addClient(alias, details) {
      requireAlias(alias, clients, "client");
      const {
        name = capital(alias.replaceAll("_", " ")),
        userName = somebody(alias).person,
        email = `owner@${alias.replaceAll("_", "-")}.example`,
        password = sandboxPassword,
      } = details;
      clients.set(alias, { alias, hub: onlyHub, name, email, password });
      people.set(alias, userName);
      for (const [own, more] of numbersOf(details)) addNumber(alias, own, more);
    },
    adopt(scenario) {
      for (const [alias, plan] of scenario.clients) clients.set(alias, { ...plan, hub: onlyHub });
      for (const [alias, plan] of scenario.numbers) numbers.set(alias, plan);
    },
    person: (alias) => people.get(alias) ?? somebody(alias).person,
    names(billing) {
      const all = { clients: [...clients.keys()], numbers: [...numbers.keys()] };
      const partnerPaid = new Set(billing === "partner" ? [...all.clients, ...all.numbers] : []);
      return { ...all, groups: new Map(), hubs: [], partnerPaid };
    },
  };
}
