import type { ClockSetting } from "../clock/time.js";
import type { HubContext } from "./context.js";
import { invalid, notFound } from "./errors.js";
import {
  defaultSettings,
  type Settings,
  type SettingsPatch,
  settingsSchema,
  withSettings,
} from "./settings.js";

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

interface PartnerRow {
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
  logoUrl?: string | null | undefined;
  webhookUrl?: string | null | undefined;
  webhookHeaders?: Record<string, string> | undefined;
  redirectUrl?: string | null | undefined;
  platformSecret?: string | null | undefined;
  settings?: SettingsPatch | undefined;
}

export interface Partners {
  create(partner: NewPartner): Partner & { apiKey: string };
  find(id: string): Partner | undefined;
  /** @throws HubError `not_found`, naming the partners that exist. */
  get(id: string): Partner;
  list(): Partner[];
  change(id: string, change: PartnerChange): Partner;
  apiKeys(id: string): { name: string; apiKey: string }[];
  /** Forgets clients, channels, messages and deliveries; the partner itself, its URLs and settings stay. */
  clear(id: string): void;
  remove(id: string): void;
}

const partnerIdShape = /^[0-9A-Za-z]{6}PA$/;

/** @throws HubError `invalid` when the text is no http(s) URL. */
export function requireHttpUrl(text: string, field: string): string {
  const protocol = URL.canParse(text) ? new URL(text).protocol : "";
  if (protocol !== "http:" && protocol !== "https:") {
    const example = `http://localhost:3000/${field.includes("redirect") ? "connected" : "webhooks"}`;
    throw invalid(
      `${field} is "${text}", which is no http(s) URL. Give an absolute one, such as ${example}.`,
      field,
    );
  }
  return text;
}

const toPartner = (row: PartnerRow): Partner => ({
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

export function createPartners({ store, clock, journal, outbox, ids }: HubContext): Partners {
  const select = store.prepare<[string], PartnerRow>("SELECT * FROM partners WHERE id = ?");
  // Each request and each webhook asks for its partner; settings are parsed once for each change.
  const known = new Map<string, Partner>();
  store.around(
    () => {},
    () => known.clear(),
  );

  function find(id: string): Partner | undefined {
    const cached = known.get(id);
    if (cached) return cached;
    const row = select.get(id);
    if (!row) return undefined;
    const partner = toPartner(row);
    known.set(id, partner);
    return partner;
  }

  const list = () =>
    store.prepare<[], string>("SELECT id FROM partners ORDER BY created_at, id").pluck().all().map(get);

  function get(id: string): Partner {
    const partner = find(id);
    if (partner) return partner;
    const names = list().map((other) => other.id);
    throw notFound("partner", id, `This sandbox has ${names.join(" and ") || "none"}.`);
  }

  function forget(id: string): void {
    outbox.clear(id);
    clock.cancelAll(id);
    // Children first: a WABA is kept as long as a channel names it.
    for (const table of ["channels", "visits", "clients", "id_counters"]) {
      store.prepare<[string], never>(`DELETE FROM ${table} WHERE partner_id = ?`).run(id);
    }
  }

  function requireNewId(id: string): string {
    if (!partnerIdShape.test(id))
      throw invalid(`"${id}" is no partner id. It is six letters or digits and PA, such as DirectPA.`, "id");
    if (find(id)) throw invalid(`The partner "${id}" exists already. Leave id out to have one drawn.`, "id");
    return id;
  }

  return {
    find,
    get,
    list,
    create: (partner) =>
      store.transaction(() => {
        const id = partner.id === undefined ? ids.partner() : requireNewId(partner.id);
        const settings = withSettings(defaultSettings(), partner.settings ?? {});
        const apiKey = partner.apiKey ?? ids.secret(id, "partner-key", 32);
        const {
          platformSecret = ids.secret(id, "platform-secret", 40),
          webhookUrl = null,
          redirectUrl = null,
          logoUrl = null,
        } = partner;
        if (logoUrl !== null) requireHttpUrl(logoUrl, "logo_url");
        if (webhookUrl !== null) requireHttpUrl(webhookUrl, "webhook_url");
        if (redirectUrl !== null) requireHttpUrl(redirectUrl, "partner_redirect_url");
        const username = partner.username ?? `${id.toLowerCase()}@sandbox.example`;
        const password = partner.password ?? ids.secret(id, "password", 16);
        store
          .prepare<(string | number | null)[], never>(
            `INSERT INTO partners (id, brand_name, logo_url, country, billing, username, password, platform_secret, webhook_url,
               redirect_url, settings, created_at) VALUES (?, ?, ?, 'DE', ?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            id,
            partner.brandName ?? `Partner ${id}`,
            logoUrl,
            partner.billing,
            username,
            password,
            platformSecret,
            webhookUrl,
            redirectUrl,
            JSON.stringify(settings),
            partner.startAt,
          );
        store
          .prepare<[string, string, string], never>(
            "INSERT INTO partner_api_keys (partner_id, api_key, name) VALUES (?, ?, ?)",
          )
          .run(id, apiKey, "default");
        clock.create(id, partner.clock, partner.startAt);
        journal.record({
          partner: id,
          kind: "state",
          subject: id,
          summary: `partner ${id} created`,
          data: { billing: partner.billing },
        });
        return { ...get(id), apiKey };
      }),
    change: (id, change) =>
      store.transaction(() => {
        const before = get(id);
        if (change.logoUrl != null) requireHttpUrl(change.logoUrl, "logo_url");
        if (change.webhookUrl != null) requireHttpUrl(change.webhookUrl, "webhook_url");
        if (change.redirectUrl != null) requireHttpUrl(change.redirectUrl, "partner_redirect_url");
        const after = {
          brandName: change.brandName ?? before.brandName,
          logoUrl: change.logoUrl === undefined ? before.logoUrl : change.logoUrl,
          webhookUrl: change.webhookUrl === undefined ? before.webhookUrl : change.webhookUrl,
          webhookHeaders: change.webhookHeaders ?? before.webhookHeaders,
          redirectUrl: change.redirectUrl === undefined ? before.redirectUrl : change.redirectUrl,
          platformSecret: change.platformSecret === undefined ? before.platformSecret : change.platformSecret,
          settings: withSettings(before.settings, change.settings ?? {}),
        };
        store
          .prepare<(string | null)[], never>(
            `UPDATE partners SET brand_name = ?, logo_url = ?, webhook_url = ?, webhook_headers = ?, redirect_url = ?,
               platform_secret = ?, settings = ? WHERE id = ?`,
          )
          .run(
            after.brandName,
            after.logoUrl,
            after.webhookUrl,
            JSON.stringify(after.webhookHeaders),
            after.redirectUrl,
            after.platformSecret,
            JSON.stringify(after.settings),
            id,
          );
        known.delete(id);
        const changed = Object.entries(change).flatMap(([name, value]) =>
          value === undefined ? [] : [name],
        );
        journal.record({
          partner: id,
          kind: "state",
          subject: id,
          summary: `partner ${id} changed: ${changed.join(", ")}`,
        });
        return get(id);
      }),
    apiKeys: (id) =>
      store
        .prepare<[string], { name: string; apiKey: string }>(
          "SELECT name, api_key AS apiKey FROM partner_api_keys WHERE partner_id = ? ORDER BY name",
        )
        .all(id),
    clear: (id) =>
      store.transaction(() => {
        get(id);
        forget(id);
        journal.record({ partner: id, kind: "state", subject: id, summary: `partner ${id} reset` });
      }),
    remove: (id) =>
      store.transaction(() => {
        get(id);
        forget(id);
        store.prepare<[string], never>("DELETE FROM partners WHERE id = ?").run(id);
        clock.remove(id);
        journal.clear(id);
        known.delete(id);
      }),
  };
}
