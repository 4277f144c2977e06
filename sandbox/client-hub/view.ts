import { endOfMonth } from "../hub/cancellations.js";
import type { Channel } from "../hub/channel.js";
import type { Partner } from "../hub/partner.js";
import type { Language } from "../pages/languages.js";
import { messagesIn } from "./messages/catalogue.js";
import type { Messages, NumberStatus } from "./messages/messages.js";

/** What every page of the Client Hub knows: in which language it speaks, and how its addresses keep that. */
export interface View {
  t: Messages;
  language: Language;
  /** `?lang=de`, when the address says so; without it, the client's own language is spoken. */
  query: string;
}

/** @param chosen the language that the address names. */
export function toView(chosen: Language | undefined, own: Language): View {
  const language = chosen ?? own;
  return { t: messagesIn(language), language, query: chosen === undefined ? "" : `?lang=${chosen}` };
}

export const clientHubPath = "/client-hub";

/** The address of a partner's Client Hub; its forms post below it. */
export const hubPath = ({ id }: Pick<Partner, "id">): string => `${clientHubPath}/${id}`;

/** Where on the page a number stands. */
export const placeOf = (channelId: string): string => `number-${channelId}`;

/** `1 February 2026`, as the partner's clock has it. */
export const displayDate = (language: Language, ms: number): string =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(ms);

/** When a number ends that is cancelled now, or was: documented, the end of the month. */
export const endDate = (language: Language, cancelledAt: number): string =>
  displayDate(language, endOfMonth(cancelledAt));

/** How far a number is. Only what a client can act on is told apart; all that comes before `ready` is being set up. */
export function statusOf(channel: Channel): NumberStatus {
  if (channel.terminatedAt !== null) return "ended";
  if (channel.cancelledAt !== null) return "ending";
  if (channel.accountMode === "live") return "live";
  if (channel.integrationState === "running") return "running";
  return channel.status === "ready" ? "ready" : "beingSetUp";
}
