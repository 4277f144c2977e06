import type { Waba } from "./channel.js";
import type { HubContext } from "./context.js";
import { notFound } from "./errors.js";

/** A WABA with what its own page shows beyond what a channel repeats. Times are virtual milliseconds since 1970. */
export interface WabaAccount extends Waba {
  partnerId: string;
  /** Whether one of its numbers is live. */
  live: boolean;
  /** When its first number was added. */
  createdAt: number;
  /** Its first number: events about the account travel in that number's lane. */
  firstChannelId: string;
}

/** The WhatsApp Business Accounts of a partner's clients. */
export interface Wabas {
  /** @throws HubError `not_found` for an unknown one, and for another partner's. */
  get(partnerId: string, wabaId: string): WabaAccount;
}

type WabaRow = Omit<WabaAccount, "live"> & { live: number };

export function createWabas({ store }: HubContext): Wabas {
  // With MIN as the only minimum or maximum, SQLite takes the other columns from the row that has it.
  const select = store.prepare<[string, string], WabaRow>(
    `SELECT wabas.id, wabas.partner_id AS partnerId, wabas.client_id AS clientId, wabas.external_id AS externalId,
       wabas.name, namespace, fb_business_id AS fbBusinessId, wabas.status, fb_account_status AS fbAccountStatus,
       MIN(channels.seq), channels.id AS firstChannelId, channels.created_at AS createdAt,
       SUM(channels.account_mode = 'live') > 0 AS live
     FROM wabas JOIN channels ON channels.client_id = wabas.client_id AND channels.waba_id = wabas.id
     WHERE wabas.partner_id = ? AND wabas.id = ? GROUP BY wabas.id`,
  );

  return {
    get(partnerId, wabaId) {
      const row = select.get(partnerId, wabaId);
      if (!row) throw notFound("WABA", wabaId, `The partner ${partnerId} has no such WhatsApp account.`);
      return { ...row, live: row.live === 1 };
    },
  };
}
