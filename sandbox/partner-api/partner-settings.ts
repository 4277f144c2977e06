import { z } from "zod";
import { documented } from "../evidence/evidence.js";
import type { Hub } from "../hub/hub.js";
import { field } from "../hub/objects/field.js";
import { type BoundOperation, none, operation, param } from "../wire/operation.js";

const docs = documented("partner/waba-management/partner-change-or-migration");

const settingSchema = z
  .strictObject({
    auto_approve: field(z.boolean(), docs, "Requests of clients to change the partner are approved unasked."),
  })
  .meta({ id: "PartnerChangeRequestSetting", evidence: docs });

export const partnerSettingOperations = (hub: Hub): BoundOperation[] => [
  operation({
    id: "setPartnerChangeRequest",
    method: "patch",
    path: "/partners/:partner_id/settings/partner_change_request",
    summary: "Sets whether partner changes are approved automatically",
    evidence: docs,
    query: none,
    body: z.object({ auto_approve: field(z.boolean(), docs) }),
    response: settingSchema,
    example: { body: { auto_approve: true }, answer: { auto_approve: true } },
    handle({ params, body: { auto_approve } }) {
      hub.switches.setAutoApprove(param(params, "partner_id"), auto_approve);
      return { auto_approve };
    },
  }),
];
