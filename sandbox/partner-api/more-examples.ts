import type { Template } from "../hub/template.js";
import { templateObject } from "../hub/template-object.js";
import { exampleChannel } from "./examples.js";

const template: Template = {
  id: "a1B2c3D4e5F6g7H8i9J0WT",
  partnerId: "DirectPA",
  wabaId: exampleChannel.waba_account_id,
  externalId: "400000000000004",
  namespace: exampleChannel.waba_account.namespace,
  name: "order_update",
  language: "en",
  category: "UTILITY",
  components: [{ type: "BODY", text: "Your order is on its way." }],
  status: "submitted",
  rejectedReason: null,
  createdAt: Date.UTC(2026, 2, 2, 9, 20),
  modifiedAt: Date.UTC(2026, 2, 2, 9, 20),
};

/** Every id, name and number is invented. */
export const exampleTemplate = templateObject(template);

/** What was sent to get the example. */
export const exampleNewTemplate = {
  name: template.name,
  language: template.language,
  category: template.category,
  components: template.components,
};
