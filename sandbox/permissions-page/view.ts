import type { Client } from "../hub/clients.js";
import type { Partner } from "../hub/partner.js";
import type { Visit } from "../hub/visit.js";
import { type Language, messagesIn, toLanguage } from "./languages.js";
import type { Messages } from "./messages/messages.js";

/** What was wrong with a form, and what had been typed into it. */
export interface Refusal {
  /** The input it belongs to; left out, it concerns the whole form. */
  field?: string | undefined;
  message: string;
  status: 401 | 422;
  typed: Readonly<Record<string, string>>;
}

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
}

/** The address of a visit, as its forms and redirects use it. */
export const visitPath = ({ partnerId, id }: Pick<Visit, "partnerId" | "id">): string =>
  `/onboarding/${partnerId}/visits/${id}`;

export function toView(visit: Visit, partner: Partner, client: Client | undefined, refusal?: Refusal): View {
  const language = toLanguage(visit.params.lang);
  return { t: messagesIn(language), language, partner, visit, client, path: visitPath(visit), refusal };
}
