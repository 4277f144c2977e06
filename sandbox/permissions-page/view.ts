import type { Client } from "../hub/clients.js";
import type { Partner } from "../hub/partner.js";
import type { Visit } from "../hub/visit.js";
import type { Refusal } from "../pages/forms.js";
import { type Language, toLanguage } from "../pages/languages.js";
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
}

/** The address of a visit, as its forms and redirects use it. */
export const visitPath = ({ partnerId, id }: Pick<Visit, "partnerId" | "id">): string =>
  `/onboarding/${partnerId}/visits/${id}`;

export function toView(visit: Visit, partner: Partner, client: Client | undefined, refusal?: Refusal): View {
  const language = toLanguage(visit.params.lang);
  return { t: messagesIn(language), language, partner, visit, client, path: visitPath(visit), refusal };
}
