import type { Partner } from "../hub/partner.js";
import { plans } from "../hub/plans.js";
import type { Visit, VisitParams } from "../hub/visit.js";
import { autopilotParameter } from "./autopilot-query.js";

/** A parameter of the link that opened a visit, and what the sandbox makes of it. */
export interface LinkParameter {
  name: string;
  value: string;
  meaning: string;
}

interface About {
  visit: Visit;
  partner: Partner;
}

type Known = Exclude<keyof VisitParams, "others">;

const signed = (_value: string, { partner }: About) =>
  partner.settings.io_signature
    ? "IO Signature: checked, and accepted."
    : "IO Signature is off for this partner: without effect.";

/** Facts of the onboarding, section 1.3. Where a meaning is unknown, nothing is done, and this says so. */
const meanings: Record<Known, (value: string, about: About) => string> = {
  redirect_url: () => "Where the visit ends, in place of the partner's own redirect URL.",
  state: (value) =>
    value === "" ? "Empty: handed back only where a setting says so." : "Handed back as it came.",
  email: () => "Filled into the form.",
  name: () => "Filled into the form as the company name.",
  next: (value) =>
    value === "login" ? "Shows the log-in form first." : "Only login is known: without effect.",
  number: (_value, { partner }) =>
    partner.settings.requested_number === "only"
      ? "The permission screen lists this number only."
      : "First on the permission screen, and filled in where a number is added.",
  plan_selection: (value) =>
    plans.some((plan) => plan === value)
      ? "The plan that is chosen from the start, with Direct Payment."
      : `No such plan; there are ${plans.join(", ")}. Without effect.`,
  lang: () => "The language of these pages; another one becomes en.",
  partner: () => "Kept as partner_payload of a client that signs up here.",
  connect_client_user: (value) =>
    value === "true"
      ? "Adds a login to the client that client_id names."
      : "Only true is known: without effect.",
  client_id: (_value, { visit }) =>
    visit.params.connect_client_user === "true"
      ? "The client that gets a login."
      : "Counts only with connect_client_user=true: without effect.",
  flow: () => "Received. Its values and meaning are unknown: without effect.",
  preverified_phone_number_id: () =>
    "Received. Presumably Meta's id of a number that is verified already: without effect here.",
  hosting_type: () => "Received. It once chose on-premise hosting, which is gone: without effect.",
  io_signature: signed,
  io_timestamp: signed,
};

const isKnown = (name: string): name is Known => Object.hasOwn(meanings, name);

function meaningOfOther(name: string, value: string): string {
  if (isKnown(name) && value.trim() === "") return "Empty: the same as absent.";
  return name === autopilotParameter
    ? "The sandbox's own: plays the client. The real page does not know it."
    : "Received, meaning unknown: without effect.";
}

const shown = (value: string): string => (value.length > 300 ? `${value.slice(0, 300)}…` : value);

/** Everything that the link carried, known parameters first. */
export function linkParameters(about: About): LinkParameter[] {
  const { others = {}, ...known } = about.visit.params;
  const rows = Object.entries(known).flatMap(([name, value]) =>
    value !== undefined && isKnown(name) && others[name] === undefined
      ? [{ name, value: shown(value), meaning: meanings[name](value, about) }]
      : [],
  );
  const rest = Object.entries(others).map(([name, value]) => ({
    name,
    value: shown(value),
    meaning: meaningOfOther(name, value),
  }));
  return [...rows, ...rest];
}
