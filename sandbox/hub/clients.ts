import { clientList } from "./client-list.js";
import type { HubContext } from "./context.js";
import { invalid, notFound } from "./errors.js";
import type { Events } from "./events.js";
import { randomSecret } from "./ids.js";
import { type ListQuery, listPage, type Page } from "./lists.js";
import { createLogins, type NewUser } from "./logins.js";
import type { Partners } from "./partners.js";
import { hashPassword, requirePassword } from "./passwords.js";

export interface Client {
  id: string;
  partnerId: string;
  name: string;
  /** The person who made the account; `null` when nobody gave a name. */
  userName: string | null;
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
  user_name: string | null;
  created_event: string | null;
  created_at: number;
  modified_at: number;
}

export interface NewClient {
  /** Made by the partner, with no hosted page and no redirect. */
  outsidePages?: boolean | undefined;
  name: string;
  /** The person who signs up. */
  userName?: string | undefined;
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
  /** Adds a person who may log in to a client's account. @throws HubError when the e-mail or password is refused. */
  addUser(partnerId: string, clientId: string, user: NewUser): Client;
  /** The id of the client that an e-mail logs in as. */
  ownerOf(partnerId: string, email: string): string | undefined;
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
  userName: row.user_name,
  email: row.email,
  language: row.language,
  partnerPayload: row.partner_payload,
  maxChannels: row.max_channels,
  plan: row.plan,
  createdEvent: row.created_event,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
});

export function createClients(context: HubContext, partners: Partners, events: Events): Clients {
  const { store, clock, journal, ids } = context;
  const select = store.prepare<[string, string], ClientRow>(
    "SELECT * FROM clients WHERE partner_id = ? AND id = ?",
  );
  const logins = createLogins(context, partners);

  function find(partnerId: string, id: string): Client | undefined {
    const row = select.get(partnerId, id);
    return row && toClient(row);
  }

  function get(partnerId: string, id: string): Client {
    const client = find(partnerId, id);
    if (!client) throw notFound("client", id, `The partner ${partnerId} has no such client.`);
    return client;
  }

  function noteState(client: Pick<Client, "partnerId" | "id">, summary: string): void {
    journal.record({ partner: client.partnerId, kind: "state", subject: client.id, summary });
  }

  return {
    find,
    get,
    create: (
      partnerId,
      { name, userName, email, password, language = "en", partnerPayload = null, outsidePages = false },
    ) =>
      store.transaction(() => {
        const trimmed = name.trim();
        if (trimmed === "")
          throw invalid(
            "The company name is empty. Write the name of the company.",
            "name",
            "company_name_empty",
          );
        const person = userName?.trim() ?? null;
        if (person === "")
          throw invalid("Your name is empty. Write your own name.", "user_name", "person_name_empty");
        requirePassword(password);
        const address = logins.requireEmail(partnerId, email);
        const id = ids.client(partnerId);
        const now = clock.now(partnerId);
        store
          .prepare<(string | number | null)[], never>(
            `INSERT INTO clients (id, partner_id, name, user_name, email, password, language, partner_payload, created_at, modified_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            ...[id, partnerId, trimmed, person, address, hashPassword(password), language],
            ...[partnerPayload, now, now],
          );
        noteState({ partnerId, id }, `client ${id} created: ${trimmed}`);
        const event = events.clientCreated(get(partnerId, id), !outsidePages);
        store
          .prepare<[string, string], never>("UPDATE clients SET created_event = ? WHERE id = ?")
          .run(event, id);
        return get(partnerId, id);
      }),
    addUser: (partnerId, clientId, user) =>
      store.transaction(() => {
        const client = get(partnerId, clientId);
        if (user.name.trim() === "")
          throw invalid("Your name is empty. Write your own name.", "user_name", "person_name_empty");
        logins.addUser(partnerId, clientId, user);
        noteState(client, `client ${clientId} has a new login: ${user.name.trim()}`);
        return client;
      }),
    ownerOf: logins.ownerOf,
    logIn: (partnerId, email, password) => get(partnerId, logins.check(partnerId, email, password)),
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
        noteState({ partnerId, id }, `client ${id} changed: ${Object.keys(change).join(", ")}`);
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
