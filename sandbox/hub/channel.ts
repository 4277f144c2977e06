/** A client's phone number as the hub knows it. Times are virtual milliseconds since 1970. */
export interface Channel {
  id: string;
  partnerId: string;
  clientId: string;
  /** Meta's phone_number_id. */
  externalId: string;
  /** Digits with country code, without `+`. */
  phoneNumber: string;
  phoneName: string;
  /** What became of the last new display name that was asked for; `null` when none ever was. */
  newNameStatus: string | null;
  verificationMethod: string;
  /** One of the documented values; never `running`, unless the partner's setting asks for it. */
  status: string;
  accountMode: "sandbox" | "live";
  hubStatus: string;
  /** `running` once the number runs; `null` before. */
  integrationState: string | null;
  appId: string;
  /** Whether the partner may create API keys for it. */
  permitted: boolean;
  currentLimit: string | null;
  currentQualityRating: string | null;
  billingStartedAt: number | null;
  cancelledAt: number | null;
  terminatedAt: number | null;
  webhookUrl: string | null;
  webhookHeaders: Record<string, string>;
  createdAt: number;
  modifiedAt: number;
  client: {
    id: string;
    name: string;
    userName: string | null;
    email: string;
    language: string;
    partnerPayload: string | null;
    createdEvent: string | null;
  };
  waba: Waba;
}

/** The WhatsApp Business Account that a channel belongs to; `externalId` is Meta's id. */
export interface Waba {
  id: string;
  clientId: string;
  externalId: string;
  name: string;
  namespace: string;
  fbBusinessId: string;
  status: string;
  fbAccountStatus: string;
}
