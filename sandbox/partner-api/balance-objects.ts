import { z } from "zod";
import { documented, inferred, observed } from "../evidence/evidence.js";
import { type Balance, currency, type PricePoint, pricePerMessage, type UsageRow } from "../hub/balances.js";
import { wireTime } from "../hub/context.js";
import { field, idOf, text, time } from "../hub/objects/field.js";
import { granularities, type UsageRange } from "../hub/usage.js";

const docs = documented("api-reference/balance-and-usage");
const dotNet = observed(".NET client");
const php = observed("a PHP client");

const categories = [
  "authentication",
  "business_initiated",
  "marketing",
  "service",
  "user_initiated",
  "utility",
] as const;
type Category = (typeof categories)[number];

const byCategory = <Value>(value: (category: Category, part: string) => Value): Record<string, Value> =>
  Object.fromEntries(
    categories.flatMap((category) =>
      ["paid_quantity", "price", "quantity"].map((part) => [`${category}_${part}`, value(category, part)]),
    ),
  );

const quantity = field(z.int(), dotNet);
const money = field(z.number(), dotNet);

const usageRowSchema = z
  .strictObject({
    ...byCategory((_category, part) => (part === "price" ? money : quantity)),
    free_entry_point: quantity,
    free_quantity: quantity,
    free_tier: quantity,
    paid_quantity: quantity,
    period_date: field(time, dotNet, "When the day or the month begins (UTC)."),
    quantity,
    total_price: money,
  })
  .meta({ id: "UsageRow", description: "What a day or a month cost.", evidence: dotNet });

const renewalSchema = z
  .strictObject({ amount: money, date: field(time, dotNet) })
  .meta({ id: "Renewal", evidence: dotNet });

export const channelBalanceSchema = z
  .strictObject({
    balance: field(z.number(), php),
    currency: field(text, php),
    last_renewal: field(renewalSchema.nullable(), php),
    usage: field(z.array(usageRowSchema), php),
  })
  .meta({ id: "ChannelBalance", evidence: php });

export const clientBalanceSchema = z
  .strictObject({
    balance: field(z.number(), docs, "Means something for Direct Payment only; 0 otherwise."),
    bi_price_for_currency_and_client_country: field(z.number(), dotNet),
    currency: field(text, dotNet),
    estimated_template_cost: field(z.number(), dotNet),
    granularity: field(z.enum(granularities), dotNet),
    last_renewal: field(renewalSchema.nullable(), dotNet),
    ui_price_for_currency_and_client_country: field(z.number(), dotNet),
    usage: field(z.array(usageRowSchema), dotNet),
  })
  .meta({ id: "ClientBalance", evidence: dotNet });

/** A usage row, keys in alphabetical order (facts of the Partner API, section 3.10). */
function usageObject({ period, serviceQuantity, utilityQuantity, price }: UsageRow) {
  const paid: Partial<Record<Category, number>> = {
    business_initiated: utilityQuantity,
    utility: utilityQuantity,
  };
  const free: Partial<Record<Category, number>> = {
    service: serviceQuantity,
    user_initiated: serviceQuantity,
  };
  const figure = (category: Category, part: string) => {
    if (part === "price") return paid[category] === undefined ? 0 : price;
    return paid[category] ?? (part === "quantity" ? (free[category] ?? 0) : 0);
  };
  const row: Record<string, number | string> = {
    ...byCategory(figure),
    free_entry_point: 0,
    free_quantity: serviceQuantity,
    free_tier: 0,
    paid_quantity: utilityQuantity,
    period_date: wireTime(period),
    quantity: serviceQuantity + utilityQuantity,
    total_price: price,
  };
  return Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const renewalObject = ({ lastRenewal }: Balance) =>
  lastRenewal && { amount: lastRenewal.amount, date: wireTime(lastRenewal.at) };

export const channelBalanceObject = (balance: Balance) => ({
  balance: balance.balance,
  currency,
  last_renewal: renewalObject(balance),
  usage: balance.usage.map(usageObject),
});

export const clientBalanceObject = (balance: Balance, { granularity }: UsageRange) => ({
  balance: balance.balance,
  bi_price_for_currency_and_client_country: pricePerMessage,
  currency,
  estimated_template_cost: pricePerMessage,
  granularity,
  last_renewal: renewalObject(balance),
  ui_price_for_currency_and_client_country: 0,
  usage: balance.usage.map(usageObject),
});

const meta = inferred("Meta's pricing_analytics and call_analytics");
const analyticsSchema = (point: z.ZodType) =>
  field(
    z.strictObject({
      data: field(z.array(z.strictObject({ data_points: field(z.array(point), meta) })), meta),
    }),
    meta,
  );

const pricePointSchema = z
  .strictObject({
    cost: field(z.number(), meta),
    country: field(z.string().nullable(), meta, "The receiver's."),
    end: field(z.int(), meta, "Unix seconds."),
    pricing_category: field(z.enum(["SERVICE", "UTILITY"]), meta),
    pricing_type: field(z.enum(["FREE_CUSTOMER_SERVICE", "REGULAR"]), meta),
    start: field(z.int(), meta, "Unix seconds."),
    volume: field(z.int(), meta),
  })
  .meta({ id: "PricePoint", evidence: meta });

export const usageSchema = z
  .strictObject({
    call_analytics: analyticsSchema(z.never()),
    id: field(idOf("CH"), inferred("Meta's analytics carry the id of what they are about")),
    pricing_analytics: analyticsSchema(pricePointSchema),
  })
  .meta({ id: "ChannelUsage", evidence: docs });

export const pricePointObject = (point: PricePoint): z.infer<typeof pricePointSchema> => ({
  cost: point.cost,
  country: point.country,
  end: Math.floor(point.end / 1000),
  pricing_category: point.isAnswer ? "SERVICE" : "UTILITY",
  pricing_type: point.isAnswer ? "FREE_CUSTOMER_SERVICE" : "REGULAR",
  start: Math.floor(point.start / 1000),
  volume: point.quantity,
});

export const partnerBalanceSchema = z.array(
  z
    .strictObject({ currency: field(text, docs), total: field(z.number(), docs) })
    .meta({ id: "PartnerBalance", evidence: docs }),
);
