import type { Store } from "../store/store.js";

/** `receiver_down`: every webhook of the partner meets a refused connection, without the app having to be stopped. */
export const faultNames = ["receiver_down"] as const;

export type FaultName = (typeof faultNames)[number];

export interface Fault {
  id: number;
  partner: string;
  fault: FaultName;
}

/** What has been broken on purpose, per partner, until it is removed. */
export interface Faults {
  add(partner: string, fault: FaultName): Fault;
  list(partner?: string): Fault[];
  /** Returns whether there was such a fault. */
  remove(id: number): boolean;
  clear(partner: string): void;
  active(partner: string, fault: FaultName): boolean;
}

export function createFaults(store: Store): Faults {
  const exists = store.prepare<[string, string], number>(
    "SELECT 1 FROM faults WHERE partner_id = ? AND fault = ? LIMIT 1",
  );
  return {
    add(partner, fault) {
      const result = store
        .prepare<[string, string], never>("INSERT INTO faults (partner_id, fault) VALUES (?, ?)")
        .run(partner, fault);
      return { id: Number(result.lastInsertRowid), partner, fault };
    },
    list(partner) {
      const columns = "SELECT id, partner_id AS partner, fault FROM faults";
      return partner === undefined
        ? store.prepare<[], Fault>(`${columns} ORDER BY id`).all()
        : store.prepare<[string], Fault>(`${columns} WHERE partner_id = ? ORDER BY id`).all(partner);
    },
    remove: (id) => store.prepare<[number], never>("DELETE FROM faults WHERE id = ?").run(id).changes > 0,
    clear(partner) {
      store.prepare<[string], never>("DELETE FROM faults WHERE partner_id = ?").run(partner);
    },
    active: (partner, fault) => exists.get(partner, fault) !== undefined,
  };
}
