import { scryptSync, timingSafeEqual } from "node:crypto";
import { clientList } from "./client-list.js";
import type { HubContext } from "./context.js";
import { HubError, invalid, notFound } from "./errors.js";
import type { Events } from "./events.js";
import { randomSecret } from "./ids.js";
import { type ListQuery, listPage, type Page } from "./lists.js";
import type { Partners } from "./partners.js";

export interface Client {
  id: string;
  partnerId: string;
  name: string;
  email: string;
  language: string;
  partnerPayload: string | null;
  maxChannels: number | null;
  /** The price plan it chose; `null` until it has passed the payment page. */
  plan: string | null;
  createdEvent: string | null;
  createdAt: number;
  modifiedAt: number;
}

export interface ClientRow {
  id: string;
  partner_id: string;
  name: string;
  email: string;
  password: string;
  language: string;
  partner_payload: string | null;
  max_channels: number | null;
  plan: string | null;
  created_event: string | null;
  created_at: number;
  modified_at: number;
}

export interface NewClient {
  /** Made by the partner, with no hosted page and no redirect. */
  outsidePages?: boolean | undefined;
  name: string;
  email: string;
  password: string;
  language?: string | undefined;
  partnerPayload?: string | null | undefined;
}

export interface Clients {
  /** @throws HubError when the e-mail is refused; `field` names the input. */
  create(partnerId: string, client: NewClient): Client;
  find(partnerId: string, id: string): Client | undefined;
  get(partnerId: string, id: string): Client;
  /** @throws HubError `unauthorized` when there is no such e-mail and password. */
  logIn(partnerId: string, email: string, password: string): Client;
  change(
    partnerId: string,
    id: string,
    change: { partnerPayload?: string | null; maxChannels?: number | null; plan?: string },
  ): Client;
  list(partnerId: string, query: ListQuery): Page<Client>;
  /** A token that keeps a browser logged in. */
  openSession(clientId: string): string;
  closeSession(token: string): void;
  bySession(partnerId: string, token: string): Client | undefined;
}

const toClient = (row: ClientRow): Client => ({
  id: row.id,
  partnerId: row.partner_id,
  name: row.name,
  email: row.email,
  language: row.language,
  partnerPayload: row.partner_payload,
  maxChannels: row.max_channels,
  plan: row.plan,
  createdEvent: row.created_event,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});

const freeMail = new Set([
  "gmail.com",
  "googlemail.com",
  "outlook.com",
  "hotmail.com",
  "live.com",
  "yahoo.com",
  "icloud.com",
  "me.com",
  "aol.com",
  "gmx.de",
  "gmx.net",
  "web.de",
  "proton.me",
  "protonmail.com",
  "mail.ru",
  "yandex.ru",
  "uol.com.br",
]);

// Cheap on purpose: a sandbox guards no real account, but a database file should not spell out what somebody typed.
const hashCost = { N: 1024 };

export function hashPassword(password: string, salt = randomSecret(16)): string {
  return `${salt}:${scryptSync(password, salt, 32, hashCost).toString("hex")}`;
}

function isPassword(password: string, stored: string): boolean {
  const salt = stored.split(":")[0] ?? "";
  return timingSafeEqual(Buffer.from(hashPassword(password, salt)), Buffer.from(stored));
}

const emailShape = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;.]{2,}$/;

export function createClients(context: HubContext, partners: Partners, events: Events): Clients {
  const { store, clock, journal, ids } = context;
  const select = store.prepare<[string, string], ClientRow>(
    "SELECT * FROM clients WHERE partner_id = ? AND id = ?",
  );
  const selectByEmail = store.prepare<[string, string], ClientRow>(
    "SELECT * FROM clients WHERE partner_id = ? AND email = ?",
  );

  function find(partnerId: string, id: string): Client | undefined {
    const row = select.get(partnerId, id);
    return row && toClient(row);
  }

  function get(partnerId: string, id: string): Client {
    const client = find(partnerId, id);
    if (!client) throw notFound("client", id, `The partner ${partnerId} has no such client.`);
    return client;
  }

  function requireEmail(partnerId: string, email: string): string {
    const lower = email.trim().toLowerCase();
    if (!emailShape.test(lower))
      throw invalid(`"${email}" is no e-mail address. Write it as name@company.example.`, "email");
    const partner = partners.get(partnerId);
    const domain = lower.split("@")[1] ?? "";
    if (partner.settings.refuse_free_mail && freeMail.has(domain)) {
      throw invalid(
        `"${email}" is an address of a free-mail service. Use an address of your company's own domain.`,
        "email",
      );
    }
    if (selectByEmail.get(partnerId, lower)) {
      throw new HubError(
        "conflict",
        `"${email}" already belongs to an account. Log in with it, or use another address.`,
        { field: "email" },
      );
    }
    if (lower === partner.username.toLowerCase()) {
      throw new HubError(
        "conflict",
        `"${email}" is the partner's own account. Use another address for the client.`,
        { field: "email" },
      );
    }
    return lower;
  }

  return {
    find,
    get,
    create: (
      partnerId,
      { name, email, password, language = "en", partnerPayload = null, outsidePages = false },
    ) =>
      store.transaction(() => {
        const trimmed = name.trim();
        if (trimmed === "")
          throw invalid("The company name is empty. Write the name of the company.", "name");
        if (password.length < 8)
          throw invalid("The password has fewer than 8 characters. Choose a longer one.", "password");
        const address = requireEmail(partnerId, email);
        const id = ids.client(partnerId);
        const now = clock.now(partnerId);
        store
          .prepare<(string | number | null)[], never>(
            `INSERT INTO clients (id, partner_id, name, email, password, language, partner_payload, created_at, modified_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(id, partnerId, trimmed, address, hashPassword(password), language, partnerPayload, now, now);
        journal.record({
          partner: partnerId,
          kind: "state",
          subject: id,
          summary: `client ${id} created: ${trimmed}`,
        });
        const event = events.clientCreated(get(partnerId, id), !outsidePages);
        store
          .prepare<[string, string], never>("UPDATE clients SET created_event = ? WHERE id = ?")
          .run(event, id);
        return get(partnerId, id);
      }),
    logIn(partnerId, email, password) {
      const row = selectByEmail.get(partnerId, email.trim().toLowerCase());
      if (!row || !isPassword(password, row.password)) {
        throw new HubError("unauthorized", "There is no account with this e-mail address and password.", {
          field: "email",
        });
      }
      return toClient(row);
    },
    change: (partnerId, id, change) =>
      store.transaction(() => {
        const before = get(partnerId, id);
        const {
          partnerPayload = before.partnerPayload,
          maxChannels = before.maxChannels,
          plan = before.plan,
        } = change;
        store
          .prepare<(string | number | null)[], never>(
            "UPDATE clients SET partner_payload = ?, max_channels = ?, plan = ?, modified_at = ? WHERE id = ?",
          )
          .run(partnerPayload, maxChannels, plan, clock.now(partnerId), id);
        journal.record({
          partner: partnerId,
          kind: "state",
          subject: id,
          summary: `client ${id} changed: ${Object.keys(change).join(", ")}`,
        });
        return get(partnerId, id);
      }),
    list(partnerId, query) {
      const page = listPage<ClientRow>(
        store,
        clientList,
        { sql: "partner_id = ?", values: [partnerId] },
        query,
      );
      return { ...page, rows: page.rows.map(toClient) };
    },
    openSession(clientId) {
      const token = randomSecret(24);
      store
        .prepare<[string, string], never>("INSERT INTO client_sessions (token, client_id) VALUES (?, ?)")
        .run(token, clientId);
      return token;
    },
    closeSession(token) {
      store.prepare<[string], never>("DELETE FROM client_sessions WHERE token = ?").run(token);
    },
    bySession(partnerId, token) {
      const row = store
        .prepare<[string, string], ClientRow>(
          "SELECT clients.* FROM client_sessions JOIN clients ON clients.id = client_id WHERE token = ? AND partner_id = ?",
        )
        .get(token, partnerId);
      return row && toClient(row);
    },
  };
}
