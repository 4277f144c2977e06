import { z } from "zod";
import { documented, inferred, invented, observed } from "../evidence/evidence.js";
import type { Hub } from "../hub/hub.js";
import { channelObject } from "../hub/objects/channel-object.js";
import { channelSchema } from "../hub/objects/channel-schema.js";
import { metaSuccessSchema } from "../hub/objects/envelopes.js";
import { digits, field } from "../hub/objects/field.js";
import { metaSuccess } from "../wire/meta.js";
import { type BoundOperation, none, operation } from "../wire/operation.js";
import { clientChannel } from "./path.js";

const path = "/partners/:partner_id/clients/:client_id/channels/:channel_id";
const meta = inferred("Meta's commerce settings");

const newNameSchema = z.object({
  display_name: field(
    z.string().min(1, { error: "expected the new name" }).max(512),
    invented("the docs say that the body has the new display name, not under which key"),
  ),
});

const renameOperation = (hub: Hub): BoundOperation =>
  operation({
    id: "changeDisplayName",
    method: "post",
    path: `${path}/display_name`,
    summary:
      "Asks for a new display name; ten seconds later it is approved, or declined if it contains `reject`",
    evidence: invented("the docs have the operation; path, method and key were not readable"),
    query: none,
    body: newNameSchema,
    response: channelSchema,
    refusals: { 400: "The new name is empty, or the present one." },
    handle({ params, body }) {
      const { partnerId, id } = clientChannel(hub, params);
      hub.displayNames.request(partnerId, id, body.display_name);
      return channelObject(hub.channels.get(partnerId, id));
    },
  });

const commerceSchema = z
  .strictObject({
    data: field(
      z.array(
        z.strictObject({
          id: field(digits, observed("a TypeScript client takes it as Meta's phone number id")),
          is_cart_enabled: field(z.boolean(), meta),
          is_catalog_visible: field(z.boolean(), meta),
        }),
      ),
      observed("a TypeScript client"),
    ),
  })
  .meta({ id: "CommerceSettings", evidence: observed("a TypeScript client") });

const commerceOperation = (hub: Hub): BoundOperation =>
  operation({
    id: "getCommerceSettings",
    method: "get",
    path: `${path}/whatsapp_commerce_settings`,
    summary: "Meta's commerce settings of a number; clients read Meta's phone number id from them",
    evidence: observed("a TypeScript client"),
    usedBy: "a TypeScript client",
    query: none,
    body: none,
    response: commerceSchema,
    example: {
      answer: { data: [{ id: "300000000000003", is_cart_enabled: true, is_catalog_visible: false }] },
    },
    handle({ params }) {
      const { externalId } = clientChannel(hub, params);
      return { data: [{ id: externalId, is_cart_enabled: true, is_catalog_visible: false }] };
    },
  });

const ctwaOperation = (hub: Hub, word: "enable" | "disable"): BoundOperation =>
  operation({
    id: `${word}Ctwa`,
    method: "post",
    path: `${path}/${word}_ctwa`,
    summary: `Switches signals of click-to-WhatsApp ads ${word === "enable" ? "on" : "off"}`,
    evidence: documented("older API reference; the answer is a guess"),
    query: none,
    body: none,
    response: metaSuccessSchema,
    handle({ params }) {
      const { partnerId, id } = clientChannel(hub, params);
      const changed = hub.switches.setCtwa(partnerId, id, word === "enable");
      return metaSuccess(`CTWA signals of the channel ${id} are ${changed ? "now" : "already"} ${word}d.`);
    },
  });

/** What a partner can do to one channel, beyond ending it. */
export const channelControlOperations = (hub: Hub): BoundOperation[] => [
  renameOperation(hub),
  commerceOperation(hub),
  ctwaOperation(hub, "enable"),
  ctwaOperation(hub, "disable"),
];
