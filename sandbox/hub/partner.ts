import type { ClockSetting } from "../clock/time.js";
import { invalid } from "./errors.js";
import { type Settings, type SettingsPatch, settingsSchema } from "./settings.js";

/** `direct`: the client pays and must grant the permission. `partner`: the partner pays, and has it by default. */
export type Billing = "direct" | "partner";

export interface Partner {
  id: string;
  brandName: string;
  logoUrl: string | null;
  country: string;
  billing: Billing;
  username: string;
  password: string;
  platformSecret: string | null;
  webhookUrl: string | null;
  webhookHeaders: Record<string, string>;
  redirectUrl: string | null;
  settings: Settings;
  createdAt: number;
}

export interface PartnerRow {
  id: string;
  brand_name: string;
  logo_url: string | null;
  country: string;
  billing: Billing;
  username: string;
  password: string;
  platform_secret: string | null;
  webhook_url: string | null;
  webhook_headers: string;
  redirect_url: string | null;
  settings: string;
  created_at: number;
}

/** A fresh tenant. What is left out is drawn from the seed. */
export interface NewPartner {
  id?: string | undefined;
  brandName?: string | undefined;
  logoUrl?: string | null | undefined;
  billing: Billing;
  username?: string | undefined;
  password?: string | undefined;
  apiKey?: string | undefined;
  platformSecret?: string | null | undefined;
  webhookUrl?: string | null | undefined;
  redirectUrl?: string | null | undefined;
  settings?: SettingsPatch | undefined;
  clock: ClockSetting;
  /** Virtual milliseconds since 1970 at which its clock starts. */
  startAt: number;
}

export interface PartnerChange {
  brandName?: string | undefined;
  /** Two capital letters. */
  country?: string | undefined;
  logoUrl?: string | null | undefined;
  webhookUrl?: string | null | undefined;
  webhookHeaders?: Record<string, string> | undefined;
  redirectUrl?: string | null | undefined;
  platformSecret?: string | null | undefined;
  settings?: SettingsPatch | undefined;
}

const examplePath = (field: string): string => {
  if (field.includes("redirect")) return "connected";
  return field.includes("logo") ? "logo.png" : "webhooks";
};

/** @throws HubError `invalid` when the text is no http(s) URL. */
export function requireHttpUrl(text: string, field: string): string {
  // Without the slashes a browser takes `http:connected` for a path of the page that it is on.
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    const example = `http://localhost:3000/${examplePath(field)}`;
    throw invalid(
      `${field} is "${text}", which is no http(s) URL. Give an absolute one, such as ${example}.`,
      field,
    );
  }
  return text;
}

/** @throws HubError `invalid` when the clients would see no name, or the country is no code of two letters. */
export function requireProfile({ brandName, country }: Pick<Partner, "brandName" | "country">): void {
  if (brandName.trim() === "")
    throw invalid("The brand name is empty. Write the name that your clients know you by.", "brand_name");
  if (!/^[A-Z]{2}$/.test(country))
    throw invalid(`"${country}" is no country code. Write its two capital letters, such as DE.`, "country");
}

// The HTTP client sets these by itself, and fails when they are given.
const ownHeaders = new Set([
  "content-length",
  "transfer-encoding",
  "connection",
  "host",
  "expect",
  "upgrade",
]);

/** @throws HubError `invalid` that names a header which cannot be sent. Its value is a secret, and is not told. */
export function requireHeaders(headers: Record<string, string>, field: string): Record<string, string> {
  for (const [name, value] of Object.entries(headers)) {
    const isToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name);
    const header = JSON.stringify(name);
    if (!isToken || ownHeaders.has(name.toLowerCase()))
      throw invalid(`${field} has the header ${header}, which cannot be sent. Use another name.`, field);
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw invalid(
        `${field} has a value for ${header} that cannot be sent. Use one line of plain characters.`,
        field,
      );
  }
  return headers;
}

/** The headers without one of them, in any spelling of its name: names of headers are the same in capitals. */
export const withoutHeader = (headers: Record<string, string>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([own]) => own.toLowerCase() !== name.toLowerCase()));

export const toPartner = (row: PartnerRow): Partner => ({
  id: row.id,
  brandName: row.brand_name,
  logoUrl: row.logo_url,
  country: row.country,
  billing: row.billing,
  username: row.username,
  password: row.password,
  platformSecret: row.platform_secret,
  webhookUrl: row.webhook_url,
  webhookHeaders: JSON.parse(row.webhook_headers),
  redirectUrl: row.redirect_url,
  settings: settingsSchema.parse(JSON.parse(row.settings)),
  createdAt: row.created_at,
});
