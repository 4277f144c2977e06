import type { Channel } from "../hub/channel.js";
import type { Client } from "../hub/clients.js";
import type { Partner } from "../hub/partner.js";
import { digitsOf } from "../hub/phone.js";
import type { Visit } from "../hub/visit.js";
import type { Refusal } from "../pages/forms.js";
import { type Language, toLanguage } from "../pages/languages.js";
import type { AutopilotScript } from "./autopilot-script.js";
import { messagesIn } from "./messages/catalogue.js";
import type { Messages } from "./messages/messages.js";

/** All that a screen of a visit shows. */
export interface View {
  t: Messages;
  language: Language;
  partner: Partner;
  visit: Visit;
  client: Client | undefined;
  /** The address of the visit; its forms post below it. */
  path: string;
  refusal: Refusal | undefined;
  /** What plays the client on this page; left out, a person does. */
  autopilot?: AutopilotScript | undefined;
}

/** The name of the window in which a visit's embedded signup goes on, and of the channel on which it says so. */
export const signupWindow = ({ id }: Pick<Visit, "id">): string => `meta-${id}`;

/** The number that the partner asked for, to be filled in until the client has it. */
export function askedNumber({ params: { number } }: Visit, channels: readonly Channel[]): string | undefined {
  const digits = number === undefined ? undefined : digitsOf(number);
  if (number === undefined || channels.some(({ phoneNumber }) => phoneNumber === digits)) return undefined;
  return digits === number ? `+${number}` : number;
}

/** The address of a visit, as its forms and redirects use it. */
export const visitPath = ({ partnerId, id }: Pick<Visit, "partnerId" | "id">): string =>
  `/onboarding/${partnerId}/visits/${id}`;

export function toView(visit: Visit, partner: Partner, client: Client | undefined, refusal?: Refusal): View {
  const language = toLanguage(visit.params.lang);
  return { t: messagesIn(language), language, partner, visit, client, path: visitPath(visit), refusal };
}
