import { z } from "zod";
import { lifeSteps } from "../hub/life.js";
import { sandboxPassword } from "../hub/passwords.js";
import { settingsPatchSchema } from "../hub/settings.js";

const pinned = (length: number, suffix: string, example: string) =>
  z.string().regex(new RegExp(`^[0-9A-Za-z]{${length}}${suffix}$`), {
    error: `expected ${length} letters or digits and ${suffix}, such as ${example}`,
  });

const digits = z
  .string()
  .regex(/^\d{1,20}$/, { error: "expected digits in quotation marks, such as '100000000000001'" });
const phone = z.string().regex(/^\+?[\d ()-]{7,24}$/, {
  error: "expected a phone number with its country code, such as +49 151 00000042",
});
const email = z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, { error: "expected an e-mail address" });
const time = z.iso.datetime({ error: "expected a time such as 2026-03-02T09:14:05Z" });
const text = z.string().min(1, { error: "expected a text that is not empty" });
const state = z
  .enum(lifeSteps)
  .default("live")
  .describe("How far the number has come in its life. No events are sent for what lies behind it.");

const wabaSchema = z.strictObject({
  id: pinned(6, "WA", "p8XcB2WA").optional(),
  external_id: digits.optional().describe("Meta's id of the account."),
  name: text.optional().describe("The client's name, when left out."),
  namespace: text.optional(),
  fb_business_id: digits.optional(),
  status: text.optional(),
  fb_account_status: text.optional(),
});

const channelSchema = z.strictObject({
  id: pinned(6, "CH", "y9MiLoCH").optional(),
  phone,
  display_name: text.optional().describe("The client's name, when left out."),
  state,
  permitted: z
    .boolean()
    .optional()
    .describe("Whether the partner may create API keys. Left out: yes with partner billing, no with direct."),
  api_key: z
    .union([z.boolean(), z.string().min(8)])
    .optional()
    .describe("A key of the messaging API: true draws one, a text pins it."),
  waba: z.string().optional().describe("The id of one of the client's WABAs; its first one, when left out."),
  external_id: digits.optional().describe("Meta's phone_number_id."),
  verification_method: z.enum(["sms", "voice"]).optional(),
  status: text.optional().describe("Over what the state implies, such as certificate_declined."),
  account_mode: z.enum(["sandbox", "live"]).optional(),
  hub_status: text.optional(),
  current_limit: text.nullable().optional(),
  current_quality_rating: text.nullable().optional(),
  webhook_url: z.url({ error: "expected an http(s) URL" }).optional().describe("Where its messages go."),
  created_at: time.optional(),
});

const clientSchema = z.strictObject({
  id: pinned(8, "CL", "u4Rk92wZCL").optional(),
  name: text,
  email,
  password: z
    .string()
    .min(8, { error: "expected at least 8 characters" })
    .default(sandboxPassword)
    .describe("With it the client logs in on the permissions page."),
  language: z.string().length(2, { error: "expected two letters, such as en" }).default("en"),
  partner_payload: z.string().nullable().optional(),
  max_channels: z.int().min(0).nullable().optional(),
  plan: z
    .string()
    .default("regular")
    .describe("The price plan; with it the payment page lies behind the client."),
  wabas: z.array(wabaSchema).default([]),
  channels: z.array(channelSchema).default([]),
});

const fleetSchema = z
  .strictObject({
    channels: z.int().min(1).max(1_000_000).describe("How many numbers."),
    channels_per_client: z.int().min(1).default(1),
    phone_from: phone.default("+49 151 10000000").describe("The first number; the others count up."),
    name: text.default("Fleet"),
    password: z.string().min(8).default(sandboxPassword),
    state,
    permitted: z.boolean().optional(),
    api_keys: z.boolean().default(false).describe("Whether each number has a key of the messaging API."),
  })
  .describe("Many numbers that are all alike.");

const partnerSchema = z.strictObject({
  id: pinned(6, "PA", "DirectPA"),
  billing: z.enum(["direct", "partner"]),
  brand_name: text.optional(),
  logo_url: z.url({ error: "expected an http(s) URL" }).nullable().optional(),
  username: text.optional(),
  password: text.optional(),
  api_keys: z
    .record(z.string(), z.string().min(8, { error: "expected at least 8 characters" }))
    .optional()
    .describe("The partner's own API keys by name. Left out: one, called default, which is drawn."),
  platform_secret: text.nullable().optional(),
  webhook_url: z.url({ error: "expected an http(s) URL" }).nullable().optional(),
  redirect_url: z.url({ error: "expected an http(s) URL" }).nullable().optional(),
  settings: settingsPatchSchema.optional(),
  clients: z.array(clientSchema).default([]),
  fleets: z.array(fleetSchema).default([]),
});

/** What a sandbox begins with, as YAML. */
export const seedSchema = z
  .strictObject({ partners: z.array(partnerSchema).min(1) })
  .superRefine(refuseTwice);

export type Seed = z.infer<typeof seedSchema>;
export type SeededPartner = Seed["partners"][number];

interface Pinned {
  what: string;
  value: string | undefined;
  path: PropertyKey[];
}

type PartnerClient = SeededPartner["clients"][number];

function pinnedIn(client: PartnerClient, partner: string, path: PropertyKey[]): Pinned[] {
  const wabas = client.wabas.map(({ id }, index) => ({
    what: "WABA",
    value: id,
    path: [...path, "wabas", index, "id"],
  }));
  const channels = client.channels.flatMap(({ id, phone: number }, index) => [
    { what: "channel", value: id, path: [...path, "channels", index, "id"] },
    // The same number may be at two partners, never twice at one.
    {
      what: `number of ${partner}`,
      value: number.replace(/\D/g, ""),
      path: [...path, "channels", index, "phone"],
    },
  ]);
  return [
    { what: "client", value: client.id, path: [...path, "id"] },
    { what: `e-mail of ${partner}`, value: client.email.toLowerCase(), path: [...path, "email"] },
    ...wabas,
    ...channels,
  ];
}

/** Ids, numbers and e-mails that stand twice, and WABAs that are named but not there. */
function refuseTwice(
  { partners }: { partners: SeededPartner[] },
  ctx: { addIssue(issue: { code: "custom"; message: string; path: PropertyKey[] }): void },
): void {
  const seen = new Set<string>();
  const refuse = (path: PropertyKey[], message: string) => ctx.addIssue({ code: "custom", message, path });
  const once = ({ what, value, path }: Pinned) => {
    if (value === undefined) return;
    const known = `${what} ${value}`;
    if (seen.has(known)) refuse(path, `another ${what} has this already. Give each its own`);
    seen.add(known);
  };
  for (const [index, partner] of partners.entries()) {
    once({ what: "partner", value: partner.id, path: ["partners", index, "id"] });
    for (const [place, client] of partner.clients.entries()) {
      const path = ["partners", index, "clients", place];
      for (const one of pinnedIn(client, partner.id, path)) once(one);
      const wabas = client.wabas.flatMap(({ id }) => (id === undefined ? [] : [id]));
      for (const [at, { waba }] of client.channels.entries()) {
        if (waba === undefined || wabas.includes(waba)) continue;
        refuse(
          [...path, "channels", at, "waba"],
          `the client has ${wabas.join(", ") || "no WABA with an id"}. Name one of its WABAs`,
        );
      }
    }
  }
}

/** The JSON Schema of a seed file, for editors. */
export const seedJsonSchema = (): unknown =>
  z.toJSONSchema(seedSchema, { io: "input", unrepresentable: "any" });
