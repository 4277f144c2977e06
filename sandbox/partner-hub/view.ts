import type { Partner } from "../hub/partner.js";
import type { Secret } from "./shown-once.js";

/** The parts of the dashboard; the real one has the first four, the last is the sandbox's own. */
export const tabs = {
  channels: "Channels",
  integration: "Integration",
  "api-keys": "API Keys",
  profile: "Profile",
  settings: "Settings",
} as const;

export type Tab = keyof typeof tabs;

/** What every screen shows around its own matter. */
export interface View {
  partner: Partner;
  /** All partners of the sandbox, to switch between. */
  partners: readonly Partner[];
  /** What the form that led here did. */
  notice: string | undefined;
  /** A secret that was just made and is shown this once. */
  secret: Secret | undefined;
  /** The origin under which the browser reached the sandbox. */
  origin: string;
}

export const hubPath = (partnerId: string, path: string): string => `/partner-hub/${partnerId}/${path}`;

/** Texts of `?done=`; anything else in the address says nothing. */
const notices: Record<string, string> = {
  "redirect-url": "The redirect URL is saved.",
  "webhook-url": "The webhook URL is saved. The next attempt of every webhook goes there.",
  "header-set": "The header is saved. It goes with every webhook from now on.",
  "header-removed": "The header is removed.",
  settings: "The settings are saved.",
  unchanged: "Nothing was changed.",
  "key-deleted": "The API key is deleted. Calls with it are refused from now on.",
  profile: "The profile is saved. The permissions page shows it at once.",
};

export const noticeOf = (done: string | undefined): string | undefined =>
  done !== undefined && Object.hasOwn(notices, done) ? notices[done] : undefined;

/** `2026-01-05 09:00:02`, in UTC: the partner's own time, which may be far from the wall's. */
export const readableTime = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace("T", " ");

/** All but the end of a secret, as the real hub prints it. */
export const masked = (secret: string): string =>
  secret.length > 8 ? `••••••••${secret.slice(-4)}` : "••••••••";
