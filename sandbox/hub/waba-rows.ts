import type { Waba } from "./channel.js";
import type { NewChannel } from "./channels.js";
import type { HubContext } from "./context.js";
import { invalid, notFound } from "./errors.js";

/** A company at Meta, to which WABAs belong. */
export interface Portfolio {
  /** Meta's id, as `fb_business_id` gives it. */
  id: string;
  name: string;
}

/** What a WABA that does not exist yet is made from; what is left out is drawn, or named after the number. */
export interface NewWaba {
  name?: string | undefined;
  /** A portfolio that exists. */
  portfolioId?: string | undefined;
  /** The name of a new portfolio. */
  portfolioName?: string | undefined;
}

/** The WABAs of a client, and which of them a new number belongs to. */
export interface WabaRows {
  ofClient(partnerId: string, clientId: string): Waba[];
  /** The portfolios that the client's WABAs belong to. */
  portfoliosOf(partnerId: string, clientId: string): Portfolio[];
  /** The WABA of a new number: one that exists, or one that is made here. It is part of a command. */
  choose(partnerId: string, clientId: string, channel: NewChannel): string;
}

export function createWabaRows({ store, ids }: Pick<HubContext, "store" | "ids">): WabaRows {
  const select = store.prepare<[string, string], Waba>(
    `SELECT id, client_id AS clientId, external_id AS externalId, name, namespace, fb_business_id AS fbBusinessId, status,
       fb_account_status AS fbAccountStatus FROM wabas WHERE partner_id = ? AND client_id = ? ORDER BY id`,
  );
  // A portfolio that came another way than through the embedded signup has no name; its first WABA's has to do.
  const selectPortfolios = store.prepare<[string, string], Portfolio>(
    `SELECT fb_business_id AS id, COALESCE(MAX(business_name), MIN(name)) AS name FROM wabas
     WHERE partner_id = ? AND client_id = ? GROUP BY fb_business_id ORDER BY 2, 1`,
  );
  const insert = store.prepare<(string | null)[], never>(
    `INSERT INTO wabas (id, partner_id, client_id, external_id, name, namespace, fb_business_id, business_name, status,
       fb_account_status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'approved', 'not_verified')`,
  );

  const portfoliosOf = (partnerId: string, clientId: string) => selectPortfolios.all(partnerId, clientId);

  function portfolioFor(partnerId: string, clientId: string, { portfolioId, portfolioName }: NewWaba) {
    if (portfolioId === undefined) {
      return { id: ids.digits(partnerId, "business", 15), name: portfolioName?.trim() || null };
    }
    const known = portfoliosOf(partnerId, clientId).find(({ id }) => id === portfolioId);
    if (known) return known;
    throw invalid(
      `The client ${clientId} has no business portfolio "${portfolioId}". Choose another one, or a new one.`,
      "business",
    );
  }

  function add(partnerId: string, clientId: string, channel: NewChannel): string {
    const { newWaba = {}, phoneName, wabaExternalId } = channel;
    const id = ids.waba(partnerId);
    const externalId = wabaExternalId ?? ids.digits(partnerId, "waba-external", 15);
    const name = newWaba.name?.trim() || phoneName.trim();
    const namespace = ids.namespace(partnerId);
    const portfolio = portfolioFor(partnerId, clientId, newWaba);
    insert.run(id, partnerId, clientId, externalId, name, namespace, portfolio.id, portfolio.name);
    return id;
  }

  return {
    portfoliosOf,
    ofClient: (partnerId, clientId) => select.all(partnerId, clientId),
    choose(partnerId, clientId, channel) {
      const { wabaId: wanted, wabaExternalId } = channel;
      const existing = select.all(partnerId, clientId);
      if (wabaExternalId !== undefined) {
        const known = existing.find((waba) => waba.externalId === wabaExternalId);
        return known?.id ?? add(partnerId, clientId, channel);
      }
      if (wanted === "new") return add(partnerId, clientId, channel);
      if (wanted === undefined) return existing[0]?.id ?? add(partnerId, clientId, channel);
      const chosen = existing.find((waba) => waba.id === wanted);
      if (chosen) return chosen.id;
      const names = existing.map(({ id }) => id).join(", ") || "none";
      throw notFound("WABA", wanted, `The client ${clientId} has ${names}.`);
    },
  };
}
