import type { Journal } from "../journal/journal.js";
import type { Migration, Store } from "../store/store.js";
import { chance } from "./chance.js";
import { type CallFault, type Fault, faultSchema, type WebhookFault } from "./fault.js";

export const faultTables: Migration[] = [
  {
    id: "faults/1",
    sql: `
      CREATE TABLE faults (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        partner_id TEXT NOT NULL,
        fault TEXT NOT NULL,
        fired INTEGER NOT NULL DEFAULT 0,
        tried INTEGER NOT NULL DEFAULT 0
      );
      CREATE INDEX faults_by_partner ON faults (partner_id, id);
    `,
  },
];

/** A fault in force. `left` is how often it may still fire; `null` is for ever. */
export interface ActiveFault<Kind extends Fault = Fault> {
  id: number;
  partner: string;
  fault: Kind;
  fired: number;
  left: number | null;
}

/** What is known of a delivery when faults are looked up. */
export interface DeliveryFacts {
  route: string;
  event: string;
  channel: string;
}

export interface CallFacts {
  method: string;
  path: string;
}

/** What has been broken on purpose, per partner, until it is used up or removed. Each firing is a journal entry. */
export interface Faults {
  add(partner: string, fault: Fault): ActiveFault;
  list(partner?: string): ActiveFault[];
  /** @returns the fault that was removed, or `undefined` when there was none. */
  remove(id: number): ActiveFault | undefined;
  clear(partner: string): void;
  /** Calls back inside the transaction that removes a fault, so that what it held back can go on. */
  onRemoved(listener: (fault: ActiveFault) => void): void;
  /** Whether the partner has any fault at all: most never have one, and ask on each request. */
  any(partner: string): boolean;
  /** Fires the first matching fault of the named kinds, in the order they were added. */
  fireOnWebhook<Name extends WebhookFault["do"]>(
    partner: string,
    names: readonly Name[],
    facts: DeliveryFacts,
    fits?: (fault: Extract<WebhookFault, { do: Name }>) => boolean,
  ): ActiveFault<Extract<WebhookFault, { do: Name }>> | undefined;
  fireOnCall<Name extends CallFault["do"]>(
    partner: string,
    names: readonly Name[],
    facts: CallFacts,
  ): ActiveFault<Extract<CallFault, { do: Name }>> | undefined;
  readonly seed: number;
}

interface FaultRow {
  id: number;
  partner_id: string;
  fault: string;
  fired: number;
  tried: number;
}

const toActive = (row: FaultRow): ActiveFault => {
  const fault = faultSchema.parse(JSON.parse(row.fault));
  const left = fault.times === undefined ? null : Math.max(0, fault.times - row.fired);
  return { id: row.id, partner: row.partner_id, fault, fired: row.fired, left };
};

const escaped = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
const pathMatches = (pattern: string, path: string) =>
  new RegExp(`^${pattern.split("*").map(escaped).join("[^/]+")}$`).test(path);

const meetsDelivery = (fault: WebhookFault, { route, event, channel }: DeliveryFacts) =>
  (fault.route ?? route) === route &&
  (fault.event ?? event) === event &&
  (fault.channel ?? channel) === channel;

const meetsCall = (fault: CallFault, { method, path }: CallFacts) =>
  (fault.method ?? method) === method && (fault.path === undefined || pathMatches(fault.path, path));

const isNamed = <Kind extends Fault, Name extends Kind["do"]>(
  active: ActiveFault<Kind>,
  names: readonly Name[],
): active is ActiveFault<Extract<Kind, { do: Name }>> => names.some((name) => name === active.fault.do);

const isOnWebhook = (active: ActiveFault): active is ActiveFault<WebhookFault> =>
  active.fault.on === "webhook";
const isOnCall = (active: ActiveFault): active is ActiveFault<CallFault> => active.fault.on === "api";

/** Opens the faults. `seed` decides those that fire by chance. */
export function createFaults(store: Store, journal: Journal, seed: number): Faults {
  const known = new Map<string, ActiveFault[]>();
  store.around(
    () => {},
    () => known.clear(),
  );
  const select = store.prepare<[string], FaultRow>("SELECT * FROM faults WHERE partner_id = ? ORDER BY id");
  const removedListeners: ((fault: ActiveFault) => void)[] = [];
  const countTry = store
    .prepare<[number], number>("UPDATE faults SET tried = tried + 1 WHERE id = ? RETURNING tried")
    .pluck();
  const countFiring = store.prepare<[number], never>("UPDATE faults SET fired = fired + 1 WHERE id = ?");

  function of(partner: string): ActiveFault[] {
    let faults = known.get(partner);
    if (!faults) {
      faults = select.all(partner).map(toActive);
      known.set(partner, faults);
    }
    return faults;
  }

  function note(active: ActiveFault, what: string, data: Record<string, unknown> = {}): void {
    const summary = `fault ${active.fault.do} ${what}`;
    journal.record({
      partner: active.partner,
      kind: "fault",
      summary,
      data: { id: active.id, ...active.fault, ...data },
    });
  }

  /** Counts a meeting, and says whether the fault fires at it. */
  function fires(active: ActiveFault, about: Record<string, unknown>): boolean {
    return store.transaction(() => {
      const { probability } = active.fault;
      if (probability !== undefined) {
        const tried = countTry.get(active.id) ?? 0;
        if (chance(seed, `fault/${active.id}/${tried}`) >= probability) return false;
      }
      countFiring.run(active.id);
      known.delete(active.partner);
      note(active, "fires", about);
      return true;
    });
  }

  return {
    seed,
    add: (partner, fault) =>
      store.transaction(() => {
        const row = store
          .prepare<[string, string], number>(
            "INSERT INTO faults (partner_id, fault) VALUES (?, ?) RETURNING id",
          )
          .pluck()
          .get(partner, JSON.stringify(fault));
        known.delete(partner);
        const active = { id: row ?? 0, partner, fault, fired: 0, left: fault.times ?? null };
        note(active, "is on");
        return active;
      }),
    list: (partner) =>
      partner === undefined
        ? store.prepare<[], FaultRow>("SELECT * FROM faults ORDER BY id").all().map(toActive)
        : [...of(partner)],
    remove: (id) =>
      store.transaction(() => {
        const row = store.prepare<[number], FaultRow>("DELETE FROM faults WHERE id = ? RETURNING *").get(id);
        if (!row) return undefined;
        const active = toActive(row);
        known.delete(active.partner);
        note(active, "is off");
        for (const listener of removedListeners) listener(active);
        return active;
      }),
    clear(partner) {
      store.prepare<[string], never>("DELETE FROM faults WHERE partner_id = ?").run(partner);
      known.delete(partner);
    },
    onRemoved: (listener) => {
      removedListeners.push(listener);
    },
    any: (partner) => of(partner).length > 0,
    fireOnWebhook(partner, names, facts, fits = () => true) {
      for (const active of of(partner)) {
        if (active.left === 0 || !isOnWebhook(active) || !isNamed(active, names)) continue;
        if (meetsDelivery(active.fault, facts) && fits(active.fault) && fires(active, { ...facts }))
          return active;
      }
      return undefined;
    },
    fireOnCall(partner, names, facts) {
      for (const active of of(partner)) {
        if (active.left === 0 || !isOnCall(active) || !isNamed(active, names)) continue;
        if (meetsCall(active.fault, facts) && fires(active, { ...facts })) return active;
      }
      return undefined;
    },
  };
}
