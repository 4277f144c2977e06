import { readFileSync } from "node:fs";
import { z } from "zod";

const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be a http(s) URL" })
  .transform((url) => url.replace(/\/+$/, ""));

const hubSchema = z
  .strictObject({
    partnerId: z.string().regex(/^[A-Za-z0-9_-]+$/, "may hold letters, digits, - and _ only"),
    label: z.string().min(1).optional(),
    billing: z.enum(["partner", "direct"]).default("partner"),
    apiKey: z.string().min(1).default("sandbox-partner-key"),
    login: z
      .strictObject({ username: z.string().min(1), password: z.string().min(1) })
      .optional()
      .describe("A user to log in with: access tokens then take the place of the API key."),
    platformSecret: z.string().min(1).default("sandbox-platform-secret"),
    // As in the Partner Hub: links are signed when it asks for that.
    ioSignature: z.boolean().default(false),
  })
  .transform((hub) => ({
    ...hub,
    label: hub.label ?? (hub.billing === "direct" ? "Direct Payment" : "Partner Payment"),
  }));

const stockHubs: z.input<typeof hubSchema>[] = [
  { partnerId: "PrePayPA", billing: "partner" },
  { partnerId: "DirectPA", billing: "direct" },
];

const configSchema = z.strictObject({
  hubUrl: httpUrl.default("http://localhost:8082"),
  hubs: z
    .array(hubSchema)
    .min(1)
    .refine((hubs) => new Set(hubs.map((hub) => hub.partnerId)).size === hubs.length, {
      error: "names a partnerId twice",
    })
    .prefault(stockHubs),
  firstMessageTo: z
    .string()
    .regex(/^\+?\d{6,15}$/, "must be a phone number: 6 to 15 digits")
    .default("4915100000099"),
  firstMessageText: z
    .string()
    .min(1)
    .default("Hello from Harbour Desk! Your number is connected, and this is its first message."),
  autoReply: z.boolean().default(true),
  retryBaseMs: z.int().min(1).default(500),
  permissionMaxAgeMs: z.int().min(0).default(60_000),
  reconcileEveryMs: z.int().min(0).default(30_000),
  embeddedIn: httpUrl
    .transform((url) => new URL(url).origin)
    .optional()
    .describe("A page's origin that may show this app in a frame, and then plays the browser for its popup."),
});

/** Everything that can be set, as it is used: defaults filled in, URLs without a trailing slash. */
export type Config = z.output<typeof configSchema>;
/** What a config file may hold: every key can be left out. */
export type ConfigInput = z.input<typeof configSchema>;
/** One Partner Hub account of this app. A company may have several: one for each way of billing. */
export type Hub = Config["hubs"][number];

/** A config that cannot be used. The message says where and why, in words for the person who wrote it. */
export class ConfigError extends Error {}

/** Checks a config and fills in the defaults (the sandbox's two stock partners). Throws {@link ConfigError}. */
export function parseConfig(input: unknown, source = "the config"): Config {
  const parsed = configSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new ConfigError(`${source} cannot be used:\n${z.prettifyError(parsed.error)}`);
}

/** Reads a JSON config file. Throws {@link ConfigError} when it is missing, not JSON or not a config. */
export function readConfig(file: string): Config {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new ConfigError(`The config file ${file} cannot be read. Is the path right?`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  return parseConfig(json, file);
}
