import type { Channel } from "../hub/channel.js";
import type { Client } from "../hub/clients.js";
import type { ApiKeyObject } from "../hub/objects/api-key-object.js";
import { channelObject } from "../hub/objects/channel-object.js";
import { clientObject } from "../hub/objects/client-object.js";
import type { PartnerObject } from "../hub/objects/partner-object.js";

/** Every id, name and number is invented. */
const createdAt = Date.UTC(2026, 2, 2, 9, 14, 5);

const bakery: Client = {
  id: "u4Rk92wZCL",
  partnerId: "DirectPA",
  name: "Nordlicht Bakery",
  email: "owner@nordlicht.example",
  language: "en",
  userName: "Mara Lind",
  partnerPayload: null,
  maxChannels: null,
  plan: "regular",
  createdEvent: null,
  createdAt,
  modifiedAt: createdAt,
};

const number: Channel = {
  id: "h3TnV9CH",
  partnerId: "DirectPA",
  clientId: bakery.id,
  externalId: "300000000000003",
  phoneNumber: "4915100000042",
  phoneName: "Nordlicht Bakery",
  newNameStatus: null,
  verificationMethod: "sms",
  status: "ready",
  accountMode: "live",
  hubStatus: "live",
  integrationState: "running",
  appId: "900001",
  permitted: true,
  currentLimit: "TIER_1K",
  currentQualityRating: null,
  billingStartedAt: createdAt + 8000,
  cancelledAt: null,
  terminatedAt: null,
  webhookUrl: null,
  webhookHeaders: {},
  createdAt,
  modifiedAt: createdAt + 8000,
  client: bakery,
  waba: {
    id: "p8XcB2WA",
    clientId: bakery.id,
    externalId: "100000000000001",
    name: "Nordlicht Bakery",
    namespace: "00000000_0000_4000_8000_000000000000",
    fbBusinessId: "200000000000002",
    status: "approved",
    fbAccountStatus: "verified",
  },
};

export const exampleChannel = channelObject(number);
export const exampleClient = clientObject(bakery);

export const examplePartner: PartnerObject = {
  allow_client_to_add_phone_no: true,
  billing_system: null,
  blocked_new_submission: false,
  brand_name: "Harbour Desk",
  country: "DE",
  id: "DirectPA",
  logo_url: null,
  onboarding_deeplink_add_params: false,
  partner_redirect_url: "http://localhost:3000/connected",
  payment_plan: null,
  payment_required: true,
  publishable_key: null,
  settings: null,
  webhook_url: "http://localhost:3000/webhooks/partner",
};

export const exampleKey: ApiKeyObject = {
  address: "http://localhost:8082",
  api_key: "sandboxInventedKey000000AK",
  app_id: "900001",
  id: "900002",
};

/** A page with one row. */
export const examplePage = (key: string, row: unknown) => ({
  count: 1,
  filters: {},
  limit: 1000,
  offset: 0,
  [key]: [row],
  sort: ["id"],
  total: 1,
});
