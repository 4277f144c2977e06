import type { HubContext } from "./context.js";
import { HubError, notFound } from "./errors.js";
import type { Wabas } from "./wabas.js";

/** A WhatsApp Flow: a form inside a chat. It is a draft until it is published. */
export interface Flow {
  id: string;
  partnerId: string;
  wabaId: string;
  name: string;
  categories: string[];
  status: "DRAFT" | "PUBLISHED";
  /** Its Flow JSON, once uploaded. */
  asset: string | null;
}

/** What is wrong with a flow's JSON, in the words of Meta's Flows API. */
export interface FlowProblem {
  error: string;
  error_type: string;
  message: string;
}

export interface Flows {
  list(partnerId: string, wabaId: string): Flow[];
  /** @throws HubError `conflict` when the WABA has a flow of this name. */
  create(partnerId: string, wabaId: string, flow: Pick<Flow, "name" | "categories">): Flow;
  /** Keeps the flow's JSON, right or wrong. */
  upload(partnerId: string, wabaId: string, id: string, json: string): Flow;
  /** @throws HubError `invalid` without a right JSON, `conflict` when it is published already. */
  publish(partnerId: string, wabaId: string, id: string): Flow;
}

interface FlowRow extends Omit<Flow, "categories"> {
  categories: string;
}

const columns = `flows.id, wabas.partner_id AS partnerId, waba_id AS wabaId, flows.name, categories, flows.status, asset
  FROM flows JOIN wabas ON wabas.id = flows.waba_id`;

const toFlow = (row: FlowRow): Flow => ({ ...row, categories: JSON.parse(row.categories) });

const problem = (error: string, message: string): FlowProblem => ({
  error,
  error_type: "FLOW_JSON_ERROR",
  message,
});

/** Meta's first checks of a Flow JSON: it is an object with a version and screens. Nothing deeper is checked. */
export function flowProblems({ asset }: Pick<Flow, "asset">): FlowProblem[] {
  if (asset === null) return [problem("MISSING_FLOW_JSON", "No Flow JSON was uploaded yet.")];
  let flow: unknown;
  try {
    flow = JSON.parse(asset);
  } catch (error) {
    return [problem("INVALID_JSON", error instanceof Error ? error.message : String(error))];
  }
  if (typeof flow !== "object" || flow === null) return [problem("INVALID_JSON", "Expected an object.")];
  const missing = ["version", "screens"].filter((name) => !(name in flow));
  return missing.map((name) => problem("REQUIRED_PROPERTY_MISSING", `The property "${name}" is missing.`));
}

export function createFlows({ store, clock, journal, ids }: HubContext, wabas: Wabas): Flows {
  const select = store.prepare<[string, string], FlowRow>(
    `SELECT ${columns} WHERE flows.waba_id = ? AND flows.id = ?`,
  );

  function get(partnerId: string, wabaId: string, id: string): Flow {
    const row = select.get(wabas.get(partnerId, wabaId).id, id);
    if (!row) throw notFound("flow", id, `The WABA ${wabaId} has no such flow.`);
    return toFlow(row);
  }

  function note({ partnerId: partner, id: subject, name }: Flow, what: string): void {
    journal.record({ partner, kind: "state", subject, summary: `flow ${name} ${what}` });
  }

  function requireDraft(flow: Flow): void {
    if (flow.status === "DRAFT") return;
    throw new HubError(
      "conflict",
      `The flow ${flow.id} is published, and can no longer change. Create another one.`,
      {
        field: "flow_id",
      },
    );
  }

  return {
    list: (partnerId, wabaId) =>
      store
        .prepare<[string], FlowRow>(`SELECT ${columns} WHERE flows.waba_id = ? ORDER BY flows.seq`)
        .all(wabas.get(partnerId, wabaId).id)
        .map(toFlow),
    create: (partnerId, wabaId, { name, categories }) =>
      store.transaction(() => {
        const waba = wabas.get(partnerId, wabaId);
        const taken = store
          .prepare<[string, string], string>("SELECT id FROM flows WHERE waba_id = ? AND name = ?")
          .pluck()
          .get(waba.id, name);
        if (taken !== undefined)
          throw new HubError(
            "conflict",
            `The WABA ${wabaId} has a flow "${name}" already: ${taken}. Choose another name.`,
            {
              field: "name",
              status: 400,
            },
          );
        const id = ids.digits(partnerId, "flow", 15);
        store
          .prepare<(string | number)[], never>(
            "INSERT INTO flows (id, waba_id, name, categories, status, created_at) VALUES (?, ?, ?, ?, 'DRAFT', ?)",
          )
          .run(id, waba.id, name, JSON.stringify(categories), clock.now(partnerId));
        const flow = get(partnerId, wabaId, id);
        note(flow, "created");
        return flow;
      }),
    upload: (partnerId, wabaId, id, json) =>
      store.transaction(() => {
        const flow = get(partnerId, wabaId, id);
        requireDraft(flow);
        store.prepare<[string, string], never>("UPDATE flows SET asset = ? WHERE id = ?").run(json, id);
        note(flow, "has a new Flow JSON");
        return { ...flow, asset: json };
      }),
    publish: (partnerId, wabaId, id) =>
      store.transaction(() => {
        const flow = get(partnerId, wabaId, id);
        requireDraft(flow);
        const [first] = flowProblems(flow);
        if (first)
          throw new HubError("invalid", `The flow ${id} cannot be published: ${first.message}`, {
            field: "asset",
          });
        store.prepare<[string], never>("UPDATE flows SET status = 'PUBLISHED' WHERE id = ?").run(id);
        note(flow, "published");
        return { ...flow, status: "PUBLISHED" };
      }),
  };
}
