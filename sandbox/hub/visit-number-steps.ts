import { invalid } from "./errors.js";
import { numberRefusal, requireRoom } from "./number-limits.js";
import { parsePhoneNumber } from "./phone.js";
import { plans } from "./plans.js";
import { charge } from "./test-cards.js";
import { requireClient, requirePaid, type Visit } from "./visit.js";
import type { Steps, Visits } from "./visits.js";

/** Paying, and adding numbers. */
export function numberSteps({ rows, back, partners, clients, channels, lives, permissions }: Steps) {
  const { get, update, step, note } = rows;

  const about = ({ partnerId }: Visit, clientId: string, numbers: number) =>
    [partners.get(partnerId), clients.get(partnerId, clientId), numbers] as const;

  return {
    numberRefusal: (visit) => {
      const { partnerId, clientId } = visit;
      if (clientId === null) return undefined;
      return numberRefusal(...about(visit, clientId, channels.countOf(partnerId, clientId)));
    },
    pay: (visit, { plan, acceptsTerms, card }) =>
      step(visit, (current) => {
        const client = requireClient(current);
        if (current.screen !== "payment") return current;
        const known = plans.find((one) => one === plan);
        if (!known)
          throw invalid(
            `There is no plan "${plan}". Choose one of ${plans.join(", ")}.`,
            "plan",
            "plan_unknown",
            plan,
          );
        if (!acceptsTerms)
          throw invalid(
            "The terms of service are not accepted. Tick the box to go on.",
            "terms",
            "terms_open",
          );
        if (card !== undefined) charge(card);
        clients.change(current.partnerId, client, { plan: known });
        note(current, `the client chooses the plan ${known} and pays`);
        return get(current.partnerId, current.id);
      }),
    addNumber: (visit, { life, ...number }) =>
      step(visit, (current) => {
        const clientId = requirePaid(current);
        const partner = partners.get(current.partnerId);
        const digits = parsePhoneNumber(number.phoneNumber);
        const again = channels.idOfNumber(partner.id, digits);
        if (again !== undefined && current.added.includes(again)) return current;
        requireRoom(...about(current, clientId, channels.countOf(partner.id, clientId)));
        const permitted = permissions.byDefault(partner);
        const channel = channels.add(partner.id, clientId, { ...number, permitted });
        note(current, `the client adds +${digits}`, { channel: channel.id });
        lives.begin(channel, { ...partner.settings.life, ...life });
        return update(current, { added: JSON.stringify([...current.added, channel.id]) });
      }),
    addAnother: (visit) => step(visit, (current) => update(current, { numbers_done: 0 })),
    finishNumbers(visit) {
      back.admit(visit);
      return step(visit, (current) => {
        const clientId = requirePaid(current);
        const all = channels.ofClient(current.partnerId, clientId);
        if (all.length === 0)
          throw invalid("No phone number was added yet. Add one to go on.", "phone_number", "no_number_yet");
        if (current.billing === "direct") return update(current, { numbers_done: 1 });
        // With Partner Payment there is nothing to decide: what was added is shared, or, when nothing was, all that is.
        const shared =
          current.added.length > 0
            ? current.added
            : all.filter(({ permitted }) => permitted).map(({ id }) => id);
        return back.giveBack(current, clientId, shared, []);
      });
    },
  } satisfies Partial<Visits>;
}
