import { type Channels, requireDisplayName } from "./channels.js";
import type { Clients } from "./clients.js";
import type { HubContext } from "./context.js";
import { invalid } from "./errors.js";
import { requireRoom } from "./number-limits.js";
import type { Partners } from "./partners.js";
import { parsePhoneNumber } from "./phone.js";
import { requireClient, requirePaid, type Visit } from "./visit.js";
import { createVisitRows } from "./visit-rows.js";
import type { Visits } from "./visits.js";

/** Lines of business that Meta asks for; the list is ours, and nothing depends on the choice. */
export const businessCategories = [
  "retail",
  "food",
  "health",
  "education",
  "finance",
  "travel",
  "services",
  "other",
] as const;
export type BusinessCategory = (typeof businessCategories)[number];

/** What the first page asks for. An id that is left out stands for something new, which then has the name. */
export interface MetaBusiness {
  portfolioId?: string | undefined;
  portfolioName: string;
  wabaId?: string | undefined;
  wabaName: string;
  displayName: string;
  category: BusinessCategory;
}

export type VerificationMethod = "sms" | "voice";

/** An embedded signup on its way, as far as the client has come. */
export interface MetaSignup extends MetaBusiness {
  /** The number that a code was sent to: digits with country code. */
  number?: { digits: string; method: VerificationMethod; code: string } | undefined;
  /** The channel that came out of it. Whatever comes next begins anew. */
  channelId?: string | undefined;
}

/**
 * Simulates Meta's embedded signup, a window of its own: business, number, code. Nothing of it counts before the last
 * step; the window can be closed at any moment. The pages and the six digits are our own, after what the client-side docs
 * tell of Meta's.
 */
export interface MetaSignups {
  /** The business, its WhatsApp Business Account and the display name. */
  describe(visit: Visit, business: MetaBusiness): Visit;
  /**
   * Has a code sent to the number.
   *
   * @param number `country` is that of a number without country code.
   * @throws HubError `conflict` when the number is connected already.
   */
  sendCode(
    visit: Visit,
    number: { phoneNumber: string; country?: string | undefined; method: VerificationMethod },
  ): Visit;
  /** Sends another code; the one before counts no more. */
  sendAnotherCode(visit: Visit): Visit;
  /** Adds the number. @throws HubError `invalid` for a wrong code. */
  finish(visit: Visit, code: string): Visit;
}

export interface MetaRooms {
  partners: Partners;
  clients: Clients;
  channels: Channels;
  visits: Visits;
}

/** The signup that a form belongs to, or `undefined` for a form of one that is over or was never begun. */
const underWay = ({ metaSignup }: Visit): MetaSignup | undefined =>
  metaSignup !== null && metaSignup.channelId === undefined ? metaSignup : undefined;

export function createMetaSignups(
  context: HubContext,
  { partners, clients, channels, visits }: MetaRooms,
): MetaSignups {
  const { step, update, note } = createVisitRows(context);
  const { ids } = context;

  const keep = (visit: Visit, signup: MetaSignup) => update(visit, { meta_signup: JSON.stringify(signup) });

  /** An existing account stays in its portfolio: Meta offers only those of the one that was chosen. */
  function requireFitting({ partnerId }: Visit, clientId: string, business: MetaBusiness): void {
    if (business.wabaId === undefined) return;
    const waba = channels.wabasOf(partnerId, clientId).find(({ id }) => id === business.wabaId);
    if (!waba) throw invalid(`There is no account "${business.wabaId}". Choose one of the list.`, "waba");
    if (waba.fbBusinessId === business.portfolioId) return;
    throw invalid(
      `The account ${waba.name} (${waba.id}) belongs to another business portfolio, ${waba.fbBusinessId}. Choose that one, or create a new account.`,
      "waba",
      "waba_elsewhere",
      waba.name,
    );
  }

  const describe: MetaSignups["describe"] = (visit, business) =>
    step(visit, (current) => {
      const clientId = requirePaid(current);
      const own = channels.ofClient(current.partnerId, clientId);
      requireRoom(partners.get(current.partnerId), clients.get(current.partnerId, clientId), own.length);
      const displayName = requireDisplayName(business.displayName);
      if (business.portfolioId === undefined && business.portfolioName.trim() === "")
        throw invalid(
          "The new business portfolio has no name. Write the company's name.",
          "business_name",
          "business_name_empty",
        );
      if (business.wabaId === undefined && business.wabaName.trim() === "")
        throw invalid(
          "The new WhatsApp Business Account has no name. Write one.",
          "waba_name",
          "waba_name_empty",
        );
      requireFitting(current, clientId, business);
      const before = underWay(current);
      return keep(current, { ...business, displayName, number: before?.number });
    });

  const draw = (visit: Visit) => ids.digits(visit.partnerId, "meta-code", 6);

  function send(visit: Visit, signup: MetaSignup, digits: string, method: VerificationMethod): Visit {
    const code = draw(visit);
    const way = method === "sms" ? "an SMS" : "a call";
    note(visit, `the simulated Meta sends +${digits} a code by ${way}`, { code });
    return keep(visit, { ...signup, number: { digits, method, code } });
  }

  return {
    describe,
    sendCode: (visit, { phoneNumber, country, method }) =>
      step(visit, (current) => {
        const signup = underWay(current);
        if (!signup) return current;
        const digits = parsePhoneNumber(phoneNumber, country);
        channels.requireFree(current.partnerId, digits);
        // A second click on the same form: the code that is on its way stays good.
        if (signup.number?.digits === digits && signup.number.method === method) return current;
        return send(current, signup, digits, method);
      }),
    sendAnotherCode: (visit) =>
      step(visit, (current) => {
        const signup = underWay(current);
        return signup?.number ? send(current, signup, signup.number.digits, signup.number.method) : current;
      }),
    finish: (visit, code) =>
      step(visit, (current) => {
        const signup = underWay(current);
        if (!signup?.number) return current;
        const { digits, method, code: sent } = signup.number;
        if (code.replace(/\s/g, "") !== sent)
          throw invalid(
            `"${code}" is not the code that was sent. Type the one shown, or ask for another.`,
            "code",
            "code_wrong",
            code,
          );
        const after = visits.addNumber(current, {
          phoneNumber: `+${digits}`,
          phoneName: signup.displayName,
          verificationMethod: method,
          wabaId: signup.wabaId ?? "new",
          newWaba: {
            name: signup.wabaName,
            portfolioId: signup.portfolioId,
            portfolioName: signup.portfolioName,
          },
        });
        const channelId = channels
          .ofClient(current.partnerId, requireClient(current))
          .find((channel) => channel.phoneNumber === digits)?.id;
        return keep(after, { ...signup, channelId });
      }),
  };
}
