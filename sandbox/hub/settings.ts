import { z } from "zod";
import { delaySchema, durationSchema } from "../clock/duration-schema.js";
import { documented, inferred, invented, observed } from "../evidence/evidence.js";
import { evident } from "./evident.js";
import { onboardingSettings } from "./onboarding-settings.js";

/** When a new number reaches each step of its life, counted from the moment it was added. */
const lifeSchema = z
  .strictObject({
    created: delaySchema.default("0s"),
    submitted: delaySchema.default("never"),
    ready: delaySchema.default("2s"),
    running: delaySchema.default("5s"),
    live: delaySchema.default("8s"),
  })
  .meta(
    evident(
      "Delay of each step in a number's life; `never` leaves it out.",
      invented("no figures are documented"),
    ),
  );

const statusSchema = z.int().min(400).max(499);

// From 10 s, doubling, until seven days have passed.
const weekOfDoubling = Array.from({ length: 16 }, (_, step) => `${10 * 2 ** step}s`);

/** What a partner can turn where the facts are silent, or where the real hub is known to differ. */
export const settingsSchema = z.strictObject({
  life: lifeSchema.prefault({}),
  running_in_status: z
    .boolean()
    .default(false)
    .meta(
      evident(
        "A running channel also says status: running.",
        invented("for apps that read the docs literally"),
      ),
    ),
  key_without_permission_status: statusSchema
    .default(403)
    .meta(
      evident("Answer when a key is asked for without permission.", invented("the real status is unknown")),
    ),
  key_before_running_status: statusSchema
    .default(400)
    .meta(
      evident(
        "Answer when a key is asked for before the channel runs.",
        invented("the real status is unknown"),
      ),
    ),
  key_list_reveals: z
    .boolean()
    .default(false)
    .meta(evident("The list of API keys shows them in full.", inferred("the docs' sample prints asterisks"))),
  new_key_drops_webhook: z
    .boolean()
    .default(true)
    .meta(
      evident(
        "A new key forgets the number's webhook URL.",
        observed("issue of a Rails newsroom app, 2024-09"),
      ),
    ),
  revoke_ends_keys: z
    .boolean()
    .default(false)
    .meta(
      evident(
        "Taking the permission back also ends the channel's keys.",
        invented("only new keys are known to be refused"),
      ),
    ),
  permission_event: z
    .enum(["direct", "always", "never"])
    .default("direct")
    .meta(
      evident(
        "When channel_permission_granted is sent.",
        observed("two clients read it; Direct Payment only is a guess"),
      ),
    ),
  permission_revoked_event: z
    .boolean()
    .default(false)
    .meta(evident("Sends channel_permission_revoked.", invented("plausible, but no source names it"))),
  ...onboardingSettings,
  refuse_free_mail: z
    .boolean()
    .default(true)
    .meta(evident("Sign-up refuses addresses of free-mail services.", documented("prerequisites of a WABA"))),
  webhook_timeout: durationSchema
    .default("5s")
    .meta(
      evident(
        "How long a receiver may take to answer, on the wall.",
        documented("messaging webhooks; unknown for partner webhooks"),
      ),
    ),
  webhook_retries: z
    .array(durationSchema)
    .default(weekOfDoubling)
    .meta(
      evident(
        "Pauses between attempts.",
        documented("exponential, up to seven days, for messaging webhooks; the steps are ours"),
      ),
    ),
  webhook_retry_jitter: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta(
      evident(
        "How far a pause may stray, as a part of it; drawn from the seed.",
        invented("no jitter is documented"),
      ),
    ),
  webhook_names_attempt: z
    .boolean()
    .default(true)
    .meta(
      evident(
        "Sends x-sandbox-delivery and x-sandbox-attempt, which the real hub does not.",
        invented("ours, to tell attempts apart"),
      ),
    ),
  signature_prefix: z
    .enum(["", "sha256="])
    .default("")
    .meta(
      evident(
        "Stands before the signature's hex.",
        observed("most receivers compare bare hex; one project documents the prefix"),
      ),
    ),
  webhook_test_event: z
    .string()
    .min(1, { error: "The event needs a name, such as webhook_test." })
    .default("webhook_test")
    .meta(
      evident(
        "The event that the Partner Hub's test button posts.",
        invented("the docs name the button, not what it sends"),
      ),
    ),
  messaging_signature: z
    .boolean()
    .default(false)
    .meta(
      evident(
        "Messaging webhooks are signed with the platform secret too.",
        observed("captured deliveries had none; two projects expect one"),
      ),
    ),
  partner_webhook_accepts: z
    .enum(["2xx", "200"])
    .default("2xx")
    .meta(evident("Which answers count as received.", invented("unknown for partner webhooks"))),
  messaging_webhook_accepts: z
    .enum(["2xx", "200"])
    .default("200")
    .meta(evident("Which answers count as received.", documented("messaging webhooks: 200"))),
  message_sent_after: delaySchema
    .default("500ms")
    .meta(evident("Delay of the status `sent`.", invented("no figures are documented"))),
  message_delivered_after: delaySchema
    .default("1s")
    .meta(evident("Delay of the status `delivered`.", invented("no figures are documented"))),
  message_read_after: delaySchema
    .default("3s")
    .meta(evident("Delay of the status `read`.", invented("no figures are documented"))),
  bearer_enabled: z
    .boolean()
    .default(true)
    .meta(
      evident(
        "Access tokens are taken; off, only partner API keys are.",
        documented("api-key-authentication-for-the-partner-api: a partner can switch Bearer off"),
      ),
    ),
  rate_limits: z
    .enum(["off", "documented", "observed"])
    .default("off")
    .meta(
      evident(
        "`documented`: balances and the template list are limited. `observed`: also all calls, to 5 in 30 s.",
        documented("api-reference; observed adds what a Go client met in production"),
      ),
    ),
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingsInput = z.input<typeof settingsSchema>;
export type Life = z.infer<typeof lifeSchema>;

/** All settings at their defaults. */
export const defaultSettings = (): Settings => settingsSchema.parse({});

/** Some settings to change; the others stay. Nested `life` keys may be given one by one. */
export const settingsPatchSchema = z.strictObject({
  ...Object.fromEntries(
    Object.entries(settingsSchema.shape)
      .filter(([name]) => name !== "life")
      .map(([name, schema]) => [
        name,
        schema
          .unwrap()
          .optional()
          .meta(schema.meta() ?? {}),
      ]),
  ),
  life: z
    .strictObject({
      created: delaySchema.optional(),
      submitted: delaySchema.optional(),
      ready: delaySchema.optional(),
      running: delaySchema.optional(),
      live: delaySchema.optional(),
    })
    .optional()
    .meta(lifeSchema.meta() ?? {}),
});

/** Lays changed settings over others. Keys that are left out keep their value. */
export function withSettings(settings: Settings, patch: SettingsPatch): Settings {
  return settingsSchema.parse({ ...settings, ...patch, life: { ...settings.life, ...patch.life } });
}

/** Some settings, as a scenario or a control call gives them. */
export type SettingsPatch = { [Name in keyof SettingsInput]?: SettingsInput[Name] | undefined };
