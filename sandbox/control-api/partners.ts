import { z } from "zod";
import { invented } from "../evidence/evidence.js";
import type { Hub } from "../hub/hub.js";
import type { Partner } from "../hub/partner.js";
import type { PartnerKey } from "../hub/partner-keys.js";
import { settingsPatchSchema } from "../hub/settings.js";
import { type BoundOperation, none, operation, param } from "../wire/operation.js";
import type { ControlRooms } from "./rooms.js";

const changeable = {
  brand_name: z.string().min(1).optional(),
  logo_url: z.string().nullable().optional(),
  webhook_url: z.string().nullable().optional(),
  partner_redirect_url: z.string().nullable().optional(),
  platform_secret: z.string().min(1).nullable().optional(),
  settings: settingsPatchSchema.optional(),
};

const newPartnerSchema = z.strictObject({
  id: z.string().optional(),
  billing: z.enum(["direct", "partner"]),
  ...changeable,
});

const changeSchema = z.strictObject({
  ...changeable,
  webhook_headers: z.record(z.string(), z.string()).optional(),
});

/** The key that the partner was made with or, when it was revoked, any other. */
function defaultKey(hub: Hub, partnerId: string): string | null {
  const keys = hub.access.keys.list(partnerId);
  return (keys.find(({ name }) => name === "default") ?? keys[0])?.apiKey ?? null;
}

/** A partner with its credentials, for whoever runs the sandbox. */
export function partnerView(hub: Hub, partner: Partner) {
  return {
    id: partner.id,
    brandName: partner.brandName,
    logoUrl: partner.logoUrl,
    billing: partner.billing,
    username: partner.username,
    password: partner.password,
    apiKey: defaultKey(hub, partner.id),
    platformSecret: partner.platformSecret,
    webhookUrl: partner.webhookUrl,
    webhookHeaders: partner.webhookHeaders,
    redirectUrl: partner.redirectUrl,
    settings: partner.settings,
  };
}

export type PartnerView = ReturnType<typeof partnerView>;

const ours = invented("the sandbox's own control API");

/** Tenants: made, read, changed and removed. */
export function partnerOperations({ hub, newPartnerDefaults }: ControlRooms): BoundOperation[] {
  return [
    operation({
      id: "listPartners",
      method: "get",
      path: "/partners",
      summary: "All partners of the sandbox",
      evidence: ours,
      query: none,
      body: none,
      handle: () => ({ partners: hub.partners.list().map((partner) => partnerView(hub, partner)) }),
    }),
    operation({
      id: "createPartner",
      method: "post",
      path: "/partners",
      summary: "Makes a fresh tenant with its own id, credentials and settings",
      evidence: ours,
      query: none,
      body: newPartnerSchema,
      status: 201,
      handle: ({ body }) =>
        partnerView(
          hub,
          hub.partners.create({
            id: body.id,
            billing: body.billing,
            brandName: body.brand_name,
            logoUrl: body.logo_url,
            platformSecret: body.platform_secret,
            webhookUrl: body.webhook_url,
            redirectUrl: body.partner_redirect_url,
            settings: body.settings,
            ...newPartnerDefaults(),
          }),
        ),
    }),
    operation({
      id: "getSandboxPartner",
      method: "get",
      path: "/partners/:partner_id",
      summary: "One partner with its credentials and settings",
      evidence: ours,
      query: none,
      body: none,
      handle: ({ params }) => partnerView(hub, hub.partners.get(param(params, "partner_id"))),
    }),
    operation({
      id: "changeSandboxPartner",
      method: "patch",
      path: "/partners/:partner_id",
      summary: "Changes a partner's URLs, secret or settings",
      evidence: ours,
      query: none,
      body: changeSchema,
      handle: ({ params, body }) =>
        partnerView(
          hub,
          hub.partners.change(param(params, "partner_id"), {
            brandName: body.brand_name,
            logoUrl: body.logo_url,
            webhookUrl: body.webhook_url,
            webhookHeaders: body.webhook_headers,
            redirectUrl: body.partner_redirect_url,
            platformSecret: body.platform_secret,
            settings: body.settings,
          }),
        ),
    }),
    operation({
      id: "removePartner",
      method: "delete",
      path: "/partners/:partner_id",
      summary: "Removes a partner with all its data",
      evidence: ours,
      query: none,
      body: none,
      handle: ({ params }) => {
        hub.resets.remove(param(params, "partner_id"));
        return { removed: param(params, "partner_id") };
      },
    }),
    ...keyOperations(hub),
  ];
}

const keyView = ({ name, apiKey }: PartnerKey) => ({ name, apiKey });

/** A partner's named API keys. In the real hub they are made by hand, in its API Keys tab. */
function keyOperations(hub: Hub): BoundOperation[] {
  const partnerOf = (params: Record<string, string>) => hub.partners.get(param(params, "partner_id")).id;
  return [
    operation({
      id: "listPartnerKeys",
      method: "get",
      path: "/partners/:partner_id/api_keys",
      summary: "A partner's API keys",
      evidence: ours,
      query: none,
      body: none,
      handle: ({ params }) => ({ api_keys: hub.access.keys.list(partnerOf(params)).map(keyView) }),
    }),
    operation({
      id: "createPartnerKey",
      method: "post",
      path: "/partners/:partner_id/api_keys",
      summary: "Makes a named API key for a partner",
      evidence: ours,
      query: none,
      body: z.strictObject({ name: z.string().min(1), api_key: z.string().min(1).optional() }),
      status: 201,
      handle: ({ params, body }) =>
        keyView(hub.access.keys.create(partnerOf(params), { name: body.name, apiKey: body.api_key })),
    }),
    operation({
      id: "revokePartnerKey",
      method: "delete",
      path: "/partners/:partner_id/api_keys/:key_name",
      summary: "Revokes a partner's API key",
      evidence: ours,
      query: none,
      body: none,
      handle: ({ params }) => {
        hub.access.keys.revoke(partnerOf(params), param(params, "key_name"));
        return { revoked: param(params, "key_name") };
      },
    }),
  ];
}
