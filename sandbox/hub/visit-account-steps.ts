import { type AutopilotPlan, planInJournal } from "./autopilot.js";
import type { Client } from "./clients.js";
import { HubError, invalid } from "./errors.js";
import { clientToConnect, type Visit, type VisitParams } from "./visit.js";
import type { Steps, Visits } from "./visits.js";

/** Opening, and who the client is. */
export function accountSteps({
  store,
  rows,
  back,
  partners,
  clients,
  channels,
  signatures,
  autopilots,
}: Steps) {
  const { add, get, update, step, note } = rows;

  function comeIn(visit: Visit, client: Client, isNew: boolean): Visit {
    // A known client of a Direct Payment hub starts at its permissions; there it can add numbers too.
    const hasNumbers = channels.countOf(visit.partnerId, client.id) > 0;
    const numbersDone = Number(!isNew && hasNumbers && visit.billing === "direct");
    return update(visit, { client_id: client.id, is_new_client: Number(isNew), numbers_done: numbersDone });
  }

  function engage(visit: Visit, plan: AutopilotPlan | undefined): Visit {
    if (plan === undefined) return visit;
    note(
      visit,
      `the autopilot plays the client, ${plan.pace === "instant" ? "instantly" : "like a person"}`,
      { autopilot: planInJournal(plan) },
    );
    return update(visit, { autopilot: JSON.stringify(plan) });
  }

  /** A link for partners that host Meta's embedded signup themselves (documented; the error screens are ours). */
  function requireConnectable(partnerId: string, params: VisitParams): void {
    if (params.connect_client_user !== "true") return;
    const remedy = `Add client_id with the id that POST /api/v2/partners/${partnerId}/account_sharing/clients gave.`;
    const id = params.client_id;
    if (id === undefined)
      throw invalid(`The link wants to make a login for a client, and names none. ${remedy}`, "client_id");
    if (clients.find(partnerId, id)) return;
    const message = `The partner ${partnerId} has no client "${id}". ${remedy}`;
    throw new HubError("not_found", message, { field: "client_id" });
  }

  /** Somebody who is logged in to another account than the link is about, is nobody here. */
  const isMeant = ({ params }: Visit, client: Client) =>
    [undefined, client.id].includes(clientToConnect(params));

  return {
    open(partnerId, params, client, autopilot) {
      const partner = partners.get(partnerId);
      signatures.admit(partner, params);
      requireConnectable(partnerId, params);
      return store.transaction(() => {
        signatures.use(partner, params, "open");
        const visit = get(partnerId, add(partnerId, params, back.addressFor(partner, params)));
        note(visit, "the client opens the permissions page", { params });
        const played = engage(visit, autopilot ?? autopilots.take(partnerId));
        return client && isMeant(played, client) ? comeIn(played, client, false) : played;
      });
    },
    stopAutopilot: (visit, reason) =>
      step(visit, (current) => {
        if (current.autopilot === null || current.autopilot.stopped !== null) return current;
        note(current, `the autopilot stops: ${reason}`);
        return update(current, { autopilot_stopped: reason });
      }),
    showLogIn: (visit, logIn) => step(visit, (current) => update(current, { wants_log_in: Number(logIn) })),
    signUp: (visit, account) =>
      step(visit, (current) => {
        // A second click on the same form comes too late, and changes nothing.
        if (current.clientId !== null) return current;
        const { lang: language, partner: partnerPayload } = current.params;
        const existing = clientToConnect(current.params);
        if (existing !== undefined) {
          const { userName: name = "", email, password } = account;
          const client = clients.addUser(current.partnerId, existing, { name, email, password });
          note(current, `${name.trim()} makes a login for ${client.name}`, { client: client.id });
          return comeIn(current, client, false);
        }
        const client = clients.create(current.partnerId, { ...account, language, partnerPayload });
        note(current, `${client.name} signs up`, { client: client.id });
        return comeIn(current, client, true);
      }),
    logIn: (visit, { email, password }) =>
      step(visit, (current) => {
        if (current.clientId !== null) return current;
        const client = clients.logIn(current.partnerId, email, password);
        if (!isMeant(current, client)) {
          throw invalid(
            `This account is ${client.name} (${client.id}), and the link is for the client ${current.params.client_id}. Use that client's account.`,
            "email",
          );
        }
        note(current, `${client.name} logs in`, { client: client.id });
        return comeIn(current, client, false);
      }),
    logOut: (visit) =>
      step(visit, (current) => {
        // A second click on the same form.
        if (current.clientId === null) return current;
        note(current, "the client leaves its account, to use another one");
        return update(current, {
          client_id: null,
          is_new_client: 0,
          numbers_done: 0,
          added: "[]",
          meta_signup: null,
        });
      }),
  } satisfies Partial<Visits>;
}
