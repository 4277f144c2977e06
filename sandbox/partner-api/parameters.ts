import type { z } from "zod";
import { documented, observed } from "../evidence/evidence.js";
import { field, text } from "../hub/objects/field.js";

/** The path parameters of the Partner API, by name. */
export const pathParameters: Record<string, z.ZodType> = {
  partner_id: field(
    text,
    documented("api-reference: every operation"),
    "The partner's id, such as DirectPA.",
  ),
  client_id: field(text, documented("api-reference/client-management"), "A client's id; it ends in CL."),
  channel_id: field(text, documented("api-reference/channel-management"), "A channel's id; it ends in CH."),
  waba_account_id: field(
    text,
    documented("api-reference/waba-account-management"),
    "The hub's own id of a WhatsApp Business Account; it ends in WA.",
  ),
  template_id: field(text, observed("a recorded exchange of a Rails app"), "A template's id; it ends in WT."),
  flow_id: field(text, observed("a TypeScript app"), "Meta's id of a flow."),
};
