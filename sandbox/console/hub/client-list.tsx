import type { Client } from "../../hub/clients.js";
import type { ConsoleQuery } from "../console-query.js";
import { dayOf, timeOf } from "../moments.js";
import type { ConsoleRooms } from "../rooms.js";
import { shownPartners } from "../shown-partners.js";
import { type HubQuery, hubHref, pageSize } from "./hub-query.js";
import { Pages } from "./pages.js";

interface ClientListProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
  shown: HubQuery;
}

function findClients({ rooms: { hub }, query, shown }: ClientListProps): { rows: Client[]; total: number } {
  const filters = shown.text === "" ? {} : { q: shown.text };
  const offset = (shown.page - 1) * pageSize;
  const pages = shownPartners(hub, query.partner).map((id) =>
    hub.clients.list(id, { filters, sort: ["-created_at"], limit: pageSize, offset }),
  );
  return {
    rows: pages
      .flatMap(({ rows }) => rows)
      .sort((a, b) => b.createdAt - a.createdAt)
      .slice(0, pageSize),
    total: pages.reduce((sum, { total }) => sum + total, 0),
  };
}

function ClientRow({ rooms, query, client }: Omit<ClientListProps, "shown"> & { client: Client }) {
  const { id, partnerId, name, email, language, plan, maxChannels, createdAt } = client;
  const { total } = rooms.hub.channels.list(partnerId, { filters: { client_id: id }, limit: 1 });
  return (
    <tr>
      <td>
        <strong>{name}</strong>
        <span class="row-id">
          {id}
          {query.partner === undefined && ` · ${partnerId}`}
        </span>
      </td>
      <td>{email}</td>
      <td>
        <a href={hubHref("/_sandbox/hub", { partner: partnerId }, { text: email })}>
          {total === 1 ? "1 number" : `${total} numbers`}
        </a>
        {maxChannels !== null && <span class="quiet"> of at most {maxChannels}</span>}
      </td>
      <td class="about">
        {language} {plan !== null && `· ${plan}`}
      </td>
      <td class="when">
        <span class="day">{dayOf(createdAt)}</span> {timeOf(createdAt)}
      </td>
    </tr>
  );
}

/** Clients with their numbers, newest first. */
export function ClientList(props: ClientListProps) {
  const { rooms, query, shown } = props;
  const { rows, total } = findClients(props);
  if (total === 0) {
    return (
      <div class="empty">
        <h2>{shown.text === "" ? "No clients yet" : "No client is like that"}</h2>
        <p>A client is made with its first visit to the permissions page.</p>
      </div>
    );
  }
  return (
    <>
      <Pages query={query} shown={shown} total={total} count={rows.length} noun={["client", "clients"]} />
      <section class="table-scroll" tabindex={0} aria-label="Table of clients" id="hub-scroll">
        <table class="list-table" data-testid="clients">
          <thead>
            <tr>
              <th scope="col">Client</th>
              <th scope="col">E-mail</th>
              <th scope="col">Numbers</th>
              <th scope="col">Language, plan</th>
              <th scope="col">Since, UTC</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((client) => (
              <ClientRow rooms={rooms} query={query} client={client} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
