import type { HubContext } from "./context.js";
import { invalid, notFound } from "./errors.js";
import {
  type NewPartner,
  type Partner,
  type PartnerChange,
  type PartnerRow,
  requireHeaders,
  requireHttpUrl,
  requireProfile,
  toPartner,
} from "./partner.js";
import { defaultSettings, withSettings } from "./settings.js";

export interface Partners {
  create(partner: NewPartner): Partner & { apiKey: string };
  find(id: string): Partner | undefined;
  /** @throws HubError `not_found`, naming the partners that exist. */
  get(id: string): Partner;
  list(): Partner[];
  change(id: string, change: PartnerChange): Partner;
  /** Forgets clients, channels, messages and deliveries; the partner itself, its URLs and settings stay. */
  clear(id: string, ids?: IdsAfterReset): void;
  remove(id: string): void;
}

/** `again`: a partner that begins anew draws the same ids as before. `new`: an app that goes on running meets no id twice. */
export const idsAfterReset = ["again", "new"] as const;

export type IdsAfterReset = (typeof idsAfterReset)[number];

const partnerIdShape = /^[0-9A-Za-z]{6}PA$/;

type Urls = Pick<Partner, "webhookUrl" | "redirectUrl" | "logoUrl">;

function requireUrls({ webhookUrl, redirectUrl, logoUrl }: Urls): void {
  if (logoUrl !== null) requireHttpUrl(logoUrl, "logo_url");
  if (webhookUrl !== null) requireHttpUrl(webhookUrl, "webhook_url");
  if (redirectUrl !== null) requireHttpUrl(redirectUrl, "partner_redirect_url");
}

/** The partner with a change laid over it; what is left out stays, and `null` empties. */
function laidOver(before: Partner, { settings, ...change }: PartnerChange): Partner {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...before, ...given, settings: withSettings(before.settings, settings ?? {}) };
}

export function createPartners({ store, clock, journal, outbox, faults, ids }: HubContext): Partners {
  const select = store.prepare<[string], PartnerRow>("SELECT * FROM partners WHERE id = ?");
  const insertRow = store.prepare<(string | number | null)[], never>(
    `INSERT INTO partners (id, brand_name, logo_url, country, billing, username, password, platform_secret, webhook_url,
       redirect_url, settings, created_at) VALUES (?, ?, ?, 'DE', ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateRow = store.prepare<(string | null)[], never>(
    `UPDATE partners SET brand_name = ?, country = ?, logo_url = ?, webhook_url = ?, webhook_headers = ?, redirect_url = ?,
       platform_secret = ?, settings = ? WHERE id = ?`,
  );
  const insertKey = store.prepare<[string, string, string, number], never>(
    "INSERT INTO partner_api_keys (partner_id, api_key, name, created_at) VALUES (?, ?, ?, ?)",
  );
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

  function forget(id: string, after: IdsAfterReset): void {
    outbox.clear(id);
    clock.cancelAll(id);
    // Children first: a WABA is kept as long as a channel names it.
    for (const table of ["channels", "visits", "clients", "used_io_signatures", "armed_autopilots"]) {
      store.prepare<[string], never>(`DELETE FROM ${table} WHERE partner_id = ?`).run(id);
    }
    if (after === "new") return;
    // Events go on being numbered: an app that knows the old ones by id would take new ones for these.
    store
      .prepare<[string], never>(
        "DELETE FROM id_counters WHERE partner_id = ? AND kind NOT IN ('event', 'wamid')",
      )
      .run(id);
  }

  function requireNewId(id: string): string {
    if (!partnerIdShape.test(id))
      throw invalid(`"${id}" is no partner id. It is six letters or digits and PA, such as DirectPA.`, "id");
    if (find(id)) throw invalid(`The partner "${id}" exists already. Leave id out to have one drawn.`, "id");
    return id;
  }

  function insert(id: string, partner: NewPartner): void {
    const { platformSecret = ids.secret(id, "platform-secret", 40) } = partner;
    const { webhookUrl = null, redirectUrl = null, logoUrl = null, billing, startAt } = partner;
    requireUrls({ webhookUrl, redirectUrl, logoUrl });
    insertRow.run(
      id,
      partner.brandName ?? `Partner ${id}`,
      logoUrl,
      billing,
      partner.username ?? `${id.toLowerCase()}@sandbox.example`,
      partner.password ?? ids.secret(id, "password", 16),
      platformSecret,
      webhookUrl,
      redirectUrl,
      JSON.stringify(withSettings(defaultSettings(), partner.settings ?? {})),
      startAt,
    );
  }

  function update(partner: Partner): void {
    requireProfile(partner);
    requireUrls(partner);
    requireHeaders(partner.webhookHeaders, "webhook_headers");
    const { id, brandName, country, logoUrl, webhookUrl, webhookHeaders, redirectUrl } = partner;
    const { platformSecret, settings } = partner;
    const texts = [
      JSON.stringify(webhookHeaders),
      redirectUrl,
      platformSecret,
      JSON.stringify(settings),
    ] as const;
    updateRow.run(brandName, country, logoUrl, webhookUrl, ...texts, id);
  }

  return {
    find,
    get,
    list,
    create: (partner) =>
      store.transaction(() => {
        const id = partner.id === undefined ? ids.partner() : requireNewId(partner.id);
        const apiKey = partner.apiKey ?? ids.secret(id, "partner-key", 32);
        insert(id, partner);
        insertKey.run(id, apiKey, "default", partner.startAt);
        clock.create(id, partner.clock, partner.startAt);
        const { billing } = partner;
        journal.record({
          partner: id,
          kind: "state",
          subject: id,
          summary: `partner ${id} created`,
          data: { billing },
        });
        return { ...get(id), apiKey };
      }),
    change: (id, change) =>
      store.transaction(() => {
        update(laidOver(get(id), change));
        known.delete(id);
        const changed = Object.entries(change).flatMap(([name, value]) =>
          value === undefined ? [] : [name],
        );
        const summary = `partner ${id} changed: ${changed.join(", ")}`;
        const data = change.settings === undefined ? {} : { settings: change.settings };
        journal.record({ partner: id, kind: "state", subject: id, summary, data });
        return get(id);
      }),
    clear: (id, ids = "again") =>
      store.transaction(() => {
        get(id);
        forget(id, ids);
        journal.record({ partner: id, kind: "state", subject: id, summary: `partner ${id} reset` });
      }),
    remove: (id) =>
      store.transaction(() => {
        get(id);
        forget(id, "again");
        faults.clear(id);
        store.prepare<[string], never>("DELETE FROM partners WHERE id = ?").run(id);
        clock.remove(id);
        journal.clear(id);
        known.delete(id);
      }),
  };
}
