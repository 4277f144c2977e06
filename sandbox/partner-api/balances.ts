import { z } from "zod";
import { documented, type Evidence, invented, observed } from "../evidence/evidence.js";
import { currency } from "../hub/balances.js";
import type { Hub } from "../hub/hub.js";
import { field } from "../hub/objects/field.js";
import { granularities, type UsageRange } from "../hub/usage.js";
import { type BoundOperation, none, operation, param } from "../wire/operation.js";
import {
  channelBalanceObject,
  channelBalanceSchema,
  clientBalanceObject,
  clientBalanceSchema,
  partnerBalanceSchema,
  pricePointObject,
  usageSchema,
} from "./balance-objects.js";
import { clientChannel } from "./path.js";

const docs = documented("api-reference/balance-and-usage");
const php = observed("a PHP client");
const figures = invented("opening balances and the price of a message are ours");

const seconds = (evidence: Evidence, description: string) =>
  field(
    z
      .string()
      .regex(/^\d{1,11}$/, { error: "expected a Unix time in seconds" })
      .optional(),
    evidence,
    description,
  );

const granularity = field(
  z.preprocess(
    // Older docs print upper case.
    (given) => (typeof given === "string" ? given.toLowerCase() : given),
    z.enum(granularities, { error: "expected day or month" }).default("month"),
  ),
  docs,
);

const balanceQuerySchema = z.object({
  start_date: seconds(docs, "Unix seconds (UTC); the beginning of this month, when left out."),
  end_date: seconds(docs, "Unix seconds (UTC); now, when left out."),
  granularity,
  application_ids: field(
    z.string().optional(),
    invented("the docs describe it; its name was not readable"),
    "app_id of channels, separated by commas.",
  ),
});

const usageQuerySchema = z.object({
  start: seconds(docs, "Unix seconds; the beginning of this month, when left out."),
  end: seconds(docs, "Unix seconds; now, when left out."),
  granularity,
  countries: field(
    z
      .string()
      .regex(/^[A-Za-z]{2}(,[A-Za-z]{2})*$/, { error: "expected two-letter countries, with commas" })
      .optional(),
    invented("the docs describe it; its name was not readable"),
    "Countries of the receivers.",
  ),
});

const toMs = (text: string | undefined) => (text === undefined ? undefined : Number(text) * 1000);

const rangeOf = (query: z.infer<typeof balanceQuerySchema>): UsageRange => ({
  from: toMs(query.start_date),
  to: toMs(query.end_date),
  granularity: query.granularity,
  appIds: query.application_ids?.split(",").map((id) => id.trim()),
});

const clientPath = "/partners/:partner_id/clients/:client_id";

const partnerBalance = (hub: Hub): BoundOperation =>
  operation({
    id: "getPartnerBalance",
    method: "get",
    path: "/partners/:partner_id/balance",
    summary: "What a Partner Payment partner has left, one row for each currency",
    evidence: observed(
      `a Go client decodes an array; the docs' schema is one object. ${figures.source} (${figures.mark})`,
    ),
    usedBy: "a Go client",
    query: none,
    body: none,
    response: partnerBalanceSchema,
    example: { answer: [{ currency, total: 999.95 }] },
    handle: ({ params }) => [{ currency, total: hub.balances.partner(param(params, "partner_id")) }],
  });

const clientBalance = (hub: Hub): BoundOperation =>
  operation({
    id: "getClientBalance",
    method: "get",
    path: `${clientPath}/info/balance`,
    summary: "A client's balance, and what its messages cost by day or month",
    evidence: docs,
    usedBy: ".NET clients",
    query: balanceQuerySchema,
    body: none,
    response: clientBalanceSchema,
    handle({ params, query }) {
      const range = rangeOf(query);
      const balance = hub.balances.client(param(params, "partner_id"), param(params, "client_id"), range);
      return clientBalanceObject(balance, range);
    },
  });

const channelBalance = (hub: Hub): BoundOperation =>
  operation({
    id: "getChannelBalance",
    method: "get",
    path: `${clientPath}/channels/:channel_id/info/balance`,
    summary: "The client's balance, and what one channel's messages cost",
    evidence: php,
    usedBy: "a PHP client",
    query: balanceQuerySchema,
    body: none,
    response: channelBalanceSchema,
    handle({ params, query }) {
      const { partnerId, id } = clientChannel(hub, params);
      return channelBalanceObject(hub.balances.channel(partnerId, id, rangeOf(query)));
    },
  });

const channelUsage = (hub: Hub): BoundOperation =>
  operation({
    id: "getChannelUsage",
    method: "get",
    path: `${clientPath}/channels/:channel_id/info/usage`,
    summary: "Price and call analytics of a channel, in Meta's form",
    evidence: docs,
    query: usageQuerySchema,
    body: none,
    response: usageSchema,
    handle({ params, query }) {
      const { partnerId, id } = clientChannel(hub, params);
      const range = { from: toMs(query.start), to: toMs(query.end), granularity: query.granularity };
      const countries = query.countries?.toUpperCase().split(",");
      const points = hub.balances.prices(partnerId, id, range, countries).map(pricePointObject);
      return {
        call_analytics: { data: [{ data_points: [] }] },
        id,
        pricing_analytics: { data: [{ data_points: points }] },
      };
    },
  });

export const balanceOperations = (hub: Hub): BoundOperation[] => [
  partnerBalance(hub),
  clientBalance(hub),
  channelBalance(hub),
  channelUsage(hub),
];
