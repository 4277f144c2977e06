import type { HubContext } from "./context.js";
import { notFound } from "./errors.js";
import { toVisit, type Visit, type VisitParams, type VisitRow } from "./visit.js";

/** Visits as rows: found, changed, and moved on one step at a time. */
export interface VisitRows {
  /** @returns the id. */
  add(partnerId: string, params: VisitParams, redirectUrl: string): string;
  get(partnerId: string, visitId: string): Visit;
  update(visit: Visit, columns: Record<string, string | number | null>): Visit;
  /** Runs a step in a transaction, on the visit as it is now; a visit that has ended is given back untouched. */
  step(visit: Visit, work: (visit: Visit) => Visit): Visit;
  note(visit: Visit, summary: string, data?: Record<string, unknown>): void;
}

const selectSql = `SELECT visits.*, partners.billing, clients.plan FROM visits
  JOIN partners ON partners.id = visits.partner_id LEFT JOIN clients ON clients.id = visits.client_id
  WHERE visits.id = ? AND visits.partner_id = ?`;

export function createVisitRows({ store, clock, journal, ids }: HubContext): VisitRows {
  const select = store.prepare<[string, string], VisitRow>(selectSql);
  const insert = store.prepare<[string, string, number, string, string, number], never>(
    "INSERT INTO visits (id, partner_id, wants_log_in, params, redirect_url, created_at) VALUES (?, ?, ?, ?, ?, ?)",
  );

  function get(partnerId: string, visitId: string): Visit {
    const row = select.get(visitId, partnerId);
    if (row) return toVisit(row);
    const remedy = "It may belong to another partner, or the sandbox was reset. Open the page anew.";
    throw notFound("visit", visitId, remedy);
  }

  return {
    get,
    add(partnerId, params, redirectUrl) {
      const id = ids.secret(partnerId, "visit", 16);
      const wantsLogIn = Number(params.next === "login");
      insert.run(id, partnerId, wantsLogIn, JSON.stringify(params), redirectUrl, clock.now(partnerId));
      return id;
    },
    update(visit, columns) {
      const assignments = Object.keys(columns).map((name) => `${name} = ?`);
      store
        .prepare<(string | number | null)[], never>(
          `UPDATE visits SET ${assignments.join(", ")} WHERE id = ?`,
        )
        .run(...Object.values(columns), visit.id);
      return get(visit.partnerId, visit.id);
    },
    step: (visit, work) =>
      store.transaction(() => {
        const current = get(visit.partnerId, visit.id);
        return current.ended === null ? work(current) : current;
      }),
    note({ partnerId: partner, clientId: subject, id }, summary, data = {}) {
      journal.record({ partner, kind: "visit", subject, summary, data: { visit: id, ...data } });
    },
  };
}
