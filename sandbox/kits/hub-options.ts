import type { Billing } from "../hub/partner.js";
import type { SettingsPatch } from "../hub/settings.js";
import type { Sandbox } from "../sandbox.js";
import type { AppOptions } from "../verify/app-options.js";
import type { ClientDetails } from "./cast.js";

/**
 * How the app under test is reached. `{partner}` in an address stands for the partner's id. Everything can be left out:
 * without an app, clients come and go by themselves, and webhooks wait in the outbox.
 */
export interface AppAddress
  extends Omit<AppOptions, "button" | "storageState" | "pagePatienceMs" | "signsLinks"> {
  /** Resolves when the app has come to rest, for an app that runs in the test's own process. */
  idle?: (() => Promise<void>) | undefined;
}

/** The sandbox that is started for a test. */
export interface HubPlace {
  /** A free one when left out. */
  port?: number | undefined;
  /** The same seed gives the same ids; 1 when left out. */
  seed?: number | undefined;
  /** Partners, clients and channels that are there from the start. */
  seedFile?: string | undefined;
  /** Lets webhooks go beyond this machine and private networks. */
  allowRemote?: boolean | undefined;
}

/** The partner of a test, its clients and its app. Every field can be left out. */
export interface HubOptions extends HubPlace, AppAddress {
  /** A sandbox that runs in this process: the test gets a fresh partner on it. Left out, a sandbox is started. */
  on?: Sandbox | undefined;
  /** Who pays: `partner` when left out. */
  billing?: Billing | undefined;
  settings?: SettingsPatch | undefined;
  /** An id and credentials that the app has in its config already; drawn when left out. A partner of the seed file is taken as it is. */
  partnerId?: string | undefined;
  apiKey?: string | undefined;
  platformSecret?: string | undefined;
  /** Who takes part, by alias; more can be named later with `hub.client`. */
  clients?: Readonly<Record<string, ClientDetails>> | undefined;
}

/** What an app has to know of its hub. */
export interface HubEnv {
  hubUrl: string;
  partnerId: string;
  apiKey: string;
  platformSecret: string;
  /** With these the app can log in for an access token instead of using the key. */
  username: string;
  password: string;
  /** What a Connect button opens. */
  permissionsUrl: string;
}
