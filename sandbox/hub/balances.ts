import type { Channels } from "./channels.js";
import type { Clients } from "./clients.js";
import type { HubContext } from "./context.js";
import type { Partners } from "./partners.js";
import { countryOf, createUsages, periodEnd, type Sent, type UsageRange, type UsageScope } from "./usage.js";

/** Money that a client (Direct Payment) or a partner (Partner Payment) has left, and what it went into. */
export interface Balance {
  balance: number;
  /** When the money was last topped up, and by how much; `null` when somebody else pays. */
  lastRenewal: { at: number; amount: number } | null;
  usage: UsageRow[];
}

/** One day or month. Quantities are messages; prices are in the currency's main unit. */
export interface UsageRow {
  period: number;
  /** Answers within 24 hours: free. */
  serviceQuantity: number;
  /** Everything else, which only a template may open; without a category of its own it counts as utility. */
  utilityQuantity: number;
  price: number;
}

/** A data point of Meta's pricing analytics. */
export interface PricePoint {
  start: number;
  end: number;
  country: string | null;
  isAnswer: boolean;
  quantity: number;
  cost: number;
}

export interface Balances {
  /** The money that a Partner Payment partner has paid in advance, less what its channels spent. */
  partner(partnerId: string): number;
  client(partnerId: string, clientId: string, range: UsageRange): Balance;
  channel(partnerId: string, channelId: string, range: UsageRange): Balance;
  prices(
    partnerId: string,
    channelId: string,
    range: UsageRange,
    countries?: readonly string[],
  ): PricePoint[];
}

/** The currency of every figure, as a Go client has it in a fixture. */
export const currency = "usd";

// Invented: no figures are documented. In cents, so that sums are exact.
const centsOf = { partner: 100_000, client: 10_000, message: 5 };

/** What a message outside of the 24 hours costs. */
export const pricePerMessage = centsOf.message / 100;

const toMoney = (cents: number) => cents / 100;

function rowsOf(sent: readonly Sent[]): UsageRow[] {
  const rows = new Map<number, UsageRow>();
  for (const { period, isAnswer, quantity } of sent) {
    const row = rows.get(period) ?? { period, serviceQuantity: 0, utilityQuantity: 0, price: 0 };
    if (isAnswer) row.serviceQuantity += quantity;
    else row.utilityQuantity += quantity;
    row.price = toMoney(row.utilityQuantity * centsOf.message);
    rows.set(period, row);
  }
  return [...rows.values()];
}

export function createBalances(
  context: HubContext,
  { partners, clients, channels }: { partners: Partners; clients: Clients; channels: Channels },
): Balances {
  const usages = createUsages(context);
  const left = (cents: number, scope: UsageScope) =>
    toMoney(cents - usages.paidQuantity(scope) * centsOf.message);

  function balance(partnerId: string, clientId: string, scope: UsageScope, range: UsageRange): Balance {
    const usage = rowsOf(usages.sent(partnerId, scope, range));
    if (partners.get(partnerId).billing === "partner") return { balance: 0, lastRenewal: null, usage };
    const lastRenewal = {
      at: clients.get(partnerId, clientId).createdAt,
      amount: toMoney(centsOf.client),
    };
    return { balance: left(centsOf.client, { column: "client_id", value: clientId }), lastRenewal, usage };
  }

  return {
    partner: (partnerId) =>
      partners.get(partnerId).billing === "direct"
        ? 0
        : left(centsOf.partner, { column: "partner_id", value: partnerId }),
    client(partnerId, clientId, range) {
      const { id } = clients.get(partnerId, clientId);
      return balance(partnerId, id, { column: "client_id", value: id }, range);
    },
    channel(partnerId, channelId, range) {
      const { id, clientId } = channels.get(partnerId, channelId);
      return balance(partnerId, clientId, { column: "id", value: id }, range);
    },
    prices(partnerId, channelId, range, countries) {
      const { id } = channels.get(partnerId, channelId);
      const points = new Map<string, PricePoint>();
      for (const { period, peer, isAnswer, quantity } of usages.sent(
        partnerId,
        { column: "id", value: id },
        range,
      )) {
        const country = countryOf(peer);
        if (countries && !countries.includes(country ?? "")) continue;
        const key = `${period}/${country}/${isAnswer}`;
        const end = periodEnd(period, range.granularity);
        const point = points.get(key) ?? { start: period, end, country, isAnswer, quantity: 0, cost: 0 };
        point.quantity += quantity;
        if (!isAnswer) point.cost = toMoney(point.quantity * centsOf.message);
        points.set(key, point);
      }
      return [...points.values()];
    },
  };
}
