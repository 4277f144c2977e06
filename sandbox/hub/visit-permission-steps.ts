import type { Channel } from "./channel.js";
import { invalid, notFound } from "./errors.js";
import { digitsOf } from "./phone.js";
import { requireClient, type Visit } from "./visit.js";
import type { Steps, Visits } from "./visits.js";

/** The permission screen, and the end. */
export function permissionSteps({ rows, back, partners, channels, permissions }: Steps) {
  const { update, step, note } = rows;

  function numbers(visit: Visit): Channel[] {
    if (visit.clientId === null) return [];
    const all = channels.ofClient(visit.partnerId, visit.clientId);
    const wanted = visit.params.number === undefined ? undefined : digitsOf(visit.params.number);
    const asked = all.filter((channel) => channel.phoneNumber === wanted);
    if (asked.length === 0) return all;
    const { requested_number } = partners.get(visit.partnerId).settings;
    return requested_number === "only" ? asked : [...asked, ...all.filter((one) => !asked.includes(one))];
  }

  return {
    numbers,
    decide(visit, permitted) {
      back.admit(visit);
      return step(visit, (current) => {
        const clientId = requireClient(current);
        if (current.screen !== "permission")
          throw invalid(`The visit is at "${current.screen}", not at the permission screen.`);
        const listed = numbers(current);
        const stranger = permitted.find((id) => !listed.some((channel) => channel.id === id));
        if (stranger !== undefined)
          throw notFound("channel", stranger, "It is not one of the numbers on this screen.");
        const before = new Set(listed.filter((channel) => channel.permitted).map(({ id }) => id));
        const ticked = listed.map(({ id }) => id).filter((id) => permitted.includes(id));
        const revoke = [...before].filter((id) => !permitted.includes(id));
        const { granted, revoked } = permissions.change(current.partnerId, clientId, {
          grant: ticked,
          revoke,
        });
        note(current, `the client permits ${granted.length} and revokes ${revoked.length}`, {
          granted,
          revoked,
        });
        const { redirect_repeats_unchanged } = partners.get(current.partnerId).settings;
        return back.giveBack(current, clientId, redirect_repeats_unchanged ? ticked : granted, revoked);
      });
    },
    cancel: (visit) =>
      step(visit, (current) => {
        note(current, "the client closes the window");
        back.letGo(current);
        return update(current, { ended: "cancelled" });
      }),
  } satisfies Partial<Visits>;
}
