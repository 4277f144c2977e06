import type { Channel } from "./channel.js";
import type { Channels, NewChannel } from "./channels.js";
import type { Client, Clients } from "./clients.js";
import type { HubContext } from "./context.js";
import { invalid, notFound } from "./errors.js";
import type { Lives } from "./life.js";
import type { Partners } from "./partners.js";
import type { Permissions } from "./permissions.js";
import { digitsOf, parsePhoneNumber } from "./phone.js";
import type { Life } from "./settings.js";
import type { Visit, VisitParams } from "./visit.js";
import { createVisitReturn, type VisitReturn } from "./visit-return.js";
import { createVisitRows, type VisitRows } from "./visit-rows.js";

/** The price plans of the payment page; `basic` exists but is offered by nobody. */
export const plans = ["regular", "premium", "basic"] as const;
export type Plan = (typeof plans)[number];

export type AddedNumber = Omit<NewChannel, "permitted"> & { life?: Partial<Life> | undefined };

/** The hosted onboarding, step by step. Every command gives the visit as it is afterwards; an ended visit stays as it is. */
export interface Visits {
  /**
   * The client's browser opens the permissions page.
   *
   * @param client who is logged in in this browser already.
   * @throws HubError `not_found` for an unknown partner, `invalid` without a usable redirect URL.
   */
  open(partnerId: string, params: VisitParams, client?: Client): Visit;
  get(partnerId: string, visitId: string): Visit;
  showLogIn(visit: Visit, logIn: boolean): Visit;
  signUp(visit: Visit, account: { name: string; email: string; password: string }): Visit;
  logIn(visit: Visit, account: { email: string; password: string }): Visit;
  /** Leaves the account that this browser was logged in with. */
  logOut(visit: Visit): Visit;
  pay(visit: Visit, payment: { plan: string; acceptsTerms: boolean }): Visit;
  addNumber(visit: Visit, number: AddedNumber): Visit;
  /** Back from the permission screen to the numbers. */
  addAnother(visit: Visit): Visit;
  /** The client has all its numbers: on to the permission screen, or back to the partner. */
  finishNumbers(visit: Visit): Visit;
  /** The client confirms the permission screen: exactly these of the listed channels are permitted. */
  decide(visit: Visit, permitted: readonly string[]): Visit;
  cancel(visit: Visit): Visit;
  mayReturn: VisitReturn["mayReturn"];
  /** The client's numbers that the screen lists: all, or the one that the partner asked for. */
  numbers(visit: Visit): Channel[];
}

export interface VisitRooms {
  partners: Partners;
  clients: Clients;
  channels: Channels;
  lives: Lives;
  permissions: Permissions;
}

interface Steps extends VisitRooms {
  store: HubContext["store"];
  rows: VisitRows;
  back: VisitReturn;
}

function requireClient(visit: Visit): string {
  if (visit.clientId === null) throw invalid("Nobody is logged in yet. Sign up or log in first.");
  return visit.clientId;
}

/** Opening, and who the client is. */
function accountSteps({ store, rows, back, partners, clients, channels }: Steps) {
  const { add, get, update, step, note } = rows;

  function comeIn(visit: Visit, client: Client, isNew: boolean): Visit {
    // A known client of a Direct Payment hub starts at its permissions; there it can add numbers too.
    const hasNumbers = channels.ofClient(visit.partnerId, client.id).length > 0;
    const numbersDone = Number(!isNew && hasNumbers && visit.billing === "direct");
    return update(visit, { client_id: client.id, is_new_client: Number(isNew), numbers_done: numbersDone });
  }

  return {
    open: (partnerId, params, client) =>
      store.transaction(() => {
        const partner = partners.get(partnerId);
        const visit = get(partnerId, add(partnerId, params, back.addressFor(partner, params)));
        note(visit, "the client opens the permissions page", { params });
        return client ? comeIn(visit, client, false) : visit;
      }),
    showLogIn: (visit, logIn) => step(visit, (current) => update(current, { wants_log_in: Number(logIn) })),
    signUp: (visit, account) =>
      step(visit, (current) => {
        // A second click on the same form comes too late, and changes nothing.
        if (current.clientId !== null) return current;
        const { lang: language, partner: partnerPayload } = current.params;
        const client = clients.create(current.partnerId, { ...account, language, partnerPayload });
        note(current, `${client.name} signs up`, { client: client.id });
        return comeIn(current, client, true);
      }),
    logIn: (visit, { email, password }) =>
      step(visit, (current) => {
        if (current.clientId !== null) return current;
        const client = clients.logIn(current.partnerId, email, password);
        note(current, `${client.name} logs in`, { client: client.id });
        return comeIn(current, client, false);
      }),
    logOut: (visit) =>
      step(visit, (current) =>
        update(current, { client_id: null, is_new_client: 0, numbers_done: 0, added: "[]" }),
      ),
  } satisfies Partial<Visits>;
}

/** Paying, and adding numbers. */
function numberSteps({ rows, back, partners, clients, channels, lives, permissions }: Steps) {
  const { get, update, step, note } = rows;
  return {
    pay: (visit, { plan, acceptsTerms }) =>
      step(visit, (current) => {
        const client = requireClient(current);
        if (current.screen !== "payment") return current;
        const known = plans.find((one) => one === plan);
        if (!known) throw invalid(`There is no plan "${plan}". Choose one of ${plans.join(", ")}.`, "plan");
        if (!acceptsTerms)
          throw invalid("The terms of service are not accepted. Tick the box to go on.", "terms");
        clients.change(current.partnerId, client, { plan: known });
        note(current, `the client chooses the plan ${known} and pays`);
        return get(current.partnerId, current.id);
      }),
    addNumber: (visit, { life, ...number }) =>
      step(visit, (current) => {
        const clientId = requireClient(current);
        const partner = partners.get(current.partnerId);
        const digits = parsePhoneNumber(number.phoneNumber);
        const again = channels
          .ofClient(partner.id, clientId)
          .find((channel) => channel.phoneNumber === digits);
        if (again && current.added.includes(again.id)) return current;
        const permitted = permissions.byDefault(partner);
        const channel = channels.add(partner.id, clientId, { ...number, permitted });
        note(current, `the client adds +${digits}`, { channel: channel.id });
        lives.begin(channel, { ...partner.settings.life, ...life });
        return update(current, { added: JSON.stringify([...current.added, channel.id]) });
      }),
    addAnother: (visit) => step(visit, (current) => update(current, { numbers_done: 0 })),
    finishNumbers: (visit) =>
      step(visit, (current) => {
        const clientId = requireClient(current);
        const all = channels.ofClient(current.partnerId, clientId);
        if (all.length === 0)
          throw invalid("No phone number was added yet. Add one to go on.", "phone_number");
        if (current.billing === "direct") return update(current, { numbers_done: 1 });
        // With Partner Payment there is nothing to decide: what was added is shared, or, when nothing was, all that is.
        const shared =
          current.added.length > 0
            ? current.added
            : all.filter(({ permitted }) => permitted).map(({ id }) => id);
        return back.giveBack(current, clientId, shared, []);
      }),
  } satisfies Partial<Visits>;
}

/** The permission screen, and the end. */
function permissionSteps({ rows, back, partners, channels, permissions }: Steps) {
  const { update, step, note } = rows;

  function numbers(visit: Visit): Channel[] {
    if (visit.clientId === null) return [];
    const all = channels.ofClient(visit.partnerId, visit.clientId);
    const wanted = visit.params.number === undefined ? undefined : digitsOf(visit.params.number);
    const asked = all.filter((channel) => channel.phoneNumber === wanted);
    return asked.length > 0 ? asked : all;
  }

  return {
    numbers,
    decide: (visit, permitted) =>
      step(visit, (current) => {
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
      }),
    cancel: (visit) =>
      step(visit, (current) => {
        note(current, "the client closes the window");
        back.letGo(current);
        return update(current, { ended: "cancelled" });
      }),
  } satisfies Partial<Visits>;
}

export function createVisits(context: HubContext, rooms: VisitRooms): Visits {
  const rows = createVisitRows(context);
  const back = createVisitReturn(context, rooms.channels, rows);
  const steps: Steps = { ...rooms, store: context.store, rows, back };
  return {
    get: rows.get,
    mayReturn: back.mayReturn,
    ...accountSteps(steps),
    ...numberSteps(steps),
    ...permissionSteps(steps),
  };
}
