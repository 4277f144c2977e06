import { z } from "zod";
import { documented, observed } from "../evidence/evidence.js";
import { wireTime } from "../hub/context.js";
import type { Hub } from "../hub/hub.js";
import { onBehalfOf } from "../hub/objects/channel-object.js";
import { digits, field, idOf, text, time } from "../hub/objects/field.js";
import type { WabaAccount } from "../hub/wabas.js";
import { type BoundOperation, none, operation } from "../wire/operation.js";
import { wabaPath } from "./path.js";

const docs = documented("api-reference/waba-account-management");
const dotNet = observed(".NET client");
const fixture = observed("fixture of a Python bot platform");

const wabaSchema = z
  .strictObject({
    client_id: field(idOf("CL", 8), docs),
    consents: field(z.strictObject({}), fixture),
    created_at: field(time, fixture),
    created_by: field(
      z.strictObject({ user_id: field(text, fixture), user_name: field(text, fixture) }),
      fixture,
    ),
    external_id: field(digits, docs, "Meta's id of the account."),
    fb_account_status: field(text, dotNet, "verified, not_verified, pending, rejected, failed and others."),
    fb_business_id: field(digits, docs),
    id: field(idOf("WA"), docs),
    name: field(text, docs),
    namespace: field(text, docs, "A UUID with underscores."),
    on_behalf_of_business_info: field(
      z.strictObject({
        id: field(digits, dotNet),
        name: field(text, dotNet),
        status: field(text, dotNet, "submitted, approved, rejected or denied."),
        type: field(text, dotNet),
      }),
      dotNet,
    ),
    partner_id: field(idOf("PA"), docs),
    settings: field(
      z.strictObject({ marketing_messages_lite_api_status: field(text, docs) }),
      docs,
      "The docs' example says ELIGIBLE.",
    ),
    status: field(text, docs, "approved, created, consents_pending, unverified and others."),
    timezone_id: field(digits, docs, "Meta's number of a time zone; always 1 here."),
  })
  .meta({ id: "WabaAccount", description: "A WhatsApp Business Account.", evidence: docs });

/** The WABA object, keys in alphabetical order (facts of the Partner API, section 3.5). */
function wabaObject(waba: WabaAccount): z.infer<typeof wabaSchema> {
  return {
    client_id: waba.clientId,
    consents: {},
    created_at: wireTime(waba.createdAt),
    created_by: { user_id: "system", user_name: "system" },
    external_id: waba.externalId,
    fb_account_status: waba.fbAccountStatus,
    fb_business_id: waba.fbBusinessId,
    id: waba.id,
    name: waba.name,
    namespace: waba.namespace,
    on_behalf_of_business_info: onBehalfOf(waba, waba.live),
    partner_id: waba.partnerId,
    settings: { marketing_messages_lite_api_status: "ELIGIBLE" },
    status: waba.status,
    timezone_id: "1",
  };
}

export const wabaOperations = (hub: Hub): BoundOperation[] => [
  operation({
    id: "getWabaAccount",
    method: "get",
    path: "/partners/:partner_id/waba_accounts/:waba_account_id",
    summary: "One WhatsApp Business Account",
    evidence: documented("api-reference/waba-account-management; the path is inferred from the templates'"),
    query: none,
    body: none,
    response: wabaSchema,
    handle: ({ params }) => wabaObject(hub.wabas.get(...wabaPath(params))),
  }),
];
