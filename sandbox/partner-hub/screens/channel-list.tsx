import type { Channel } from "../../hub/channel.js";
import type { ChannelLine } from "../../hub/channel-overview.js";
import { displayPhoneNumber } from "../../hub/phone.js";
import { SelectField } from "../../pages/field.js";
import type { ChannelListQuery } from "../channel-list-query.js";
import { listPath, pageSize } from "../channel-list-query.js";
import { HubPage } from "../frame.js";
import { hubPath, type View } from "../view.js";
import { PermissionTag, StateTag } from "./channel-tags.js";
import { ConnectBand } from "./connect.js";

interface ChannelListProps {
  view: View;
  query: ChannelListQuery;
  lines: readonly ChannelLine[];
  total: number;
  statuses: readonly string[];
  /** The plain onboarding link. */
  link: string;
}

const isNarrowed = ({ text, permission, status, state }: ChannelListQuery) =>
  [text, permission, status, state].some((one) => one !== "");

/** The options of a filter; the first one is for all. */
const optionsOf = (options: readonly (readonly [string, string])[]) =>
  [["", "Any"] as const, ...options].map(([value, label]) => ({ value, label }));

function Filters({ view: { partner }, query, statuses }: ChannelListProps) {
  const path = hubPath(partner.id, "channels");
  // An address may ask for one that no number has any more.
  const known = [...new Set([...statuses, query.status])].filter((status) => status !== "");
  return (
    <search>
      <form class="filters" method="get" action={path} data-testid="channel-filters">
        <div class="field filters-text">
          <label for="text">Search</label>
          <input
            id="text"
            name="text"
            type="search"
            value={query.text}
            placeholder="Number, name, client or id"
            data-testid="filter-text"
          />
        </div>
        <SelectField
          name="permission"
          label="Permission"
          testId="filter-permission"
          value={query.permission}
          options={optionsOf([
            ["shared", "Shared"],
            ["missing", "Missing"],
          ])}
          refusal={undefined}
        />
        <SelectField
          name="status"
          label="Status"
          testId="filter-status"
          value={query.status}
          options={optionsOf(known.map((status) => [status, status]))}
          refusal={undefined}
        />
        <SelectField
          name="state"
          label="Integration"
          testId="filter-state"
          value={query.state}
          options={optionsOf([
            ["running", "Running"],
            ["idle", "Not running"],
          ])}
          refusal={undefined}
        />
        <button class="secondary" type="submit" data-testid="filter">
          Show
        </button>
        {isNarrowed(query) && (
          <a class="filters-all" href={path} data-testid="filter-all">
            Show all
          </a>
        )}
      </form>
    </search>
  );
}

function Line({ channel, hasKey }: ChannelLine) {
  const { id, partnerId, phoneNumber, phoneName, client, status } = channel;
  return (
    <tr data-testid={`channel-${id}`}>
      <th scope="row">
        <a class="digits" href={hubPath(partnerId, `channels/${id}`)}>
          {displayPhoneNumber(phoneNumber)}
        </a>
        <span class="hint">{phoneName}</span>
      </th>
      <td data-label="Client">
        <span>{client.name}</span>
        <span class="hint">{client.email}</span>
      </td>
      <td data-label="Status">{status}</td>
      <td data-label="Integration">
        <StateTag channel={channel} />
      </td>
      <td data-label="Partner API Key Permission">
        <PermissionTag permitted={channel.permitted} />
      </td>
      <td data-label="API key">{hasKey ? "Yes" : "None"}</td>
    </tr>
  );
}

function Table({ lines }: { lines: readonly ChannelLine[] }) {
  return (
    <table class="cards">
      <thead>
        <tr>
          {["Number", "Client", "Status", "Integration", "Partner API Key Permission", "API key"].map(
            (label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.channel.id} {...line} />
        ))}
      </tbody>
    </table>
  );
}

function Pager({ view: { partner }, query, lines, total }: ChannelListProps) {
  const first = (query.page - 1) * pageSize + 1;
  const last = first + lines.length - 1;
  const to = (page: number) => listPath(partner.id, { ...query, page });
  return (
    <nav class="pager" aria-label="Pages">
      <span data-testid="shown">
        {first}–{last} of {total}
      </span>
      {query.page > 1 && (
        <a class="secondary" rel="prev" href={to(query.page - 1)} data-testid="previous">
          Previous
        </a>
      )}
      {last < total && (
        <a class="secondary" rel="next" href={to(query.page + 1)} data-testid="next">
          Next
        </a>
      )}
    </nav>
  );
}

function Nothing({ view: { partner }, query }: ChannelListProps) {
  if (isNarrowed(query) || query.page > 1) {
    return (
      <div class="empty" data-testid="no-match">
        <p>No number is like that.</p>
        <a href={hubPath(partner.id, "channels")}>Show all numbers</a>
      </div>
    );
  }
  return (
    <div class="empty" data-testid="no-channels">
      <p>{partner.brandName} has no number yet. A client brings one on the permissions page.</p>
    </div>
  );
}

export const titleOf = ({ phoneNumber }: Channel): string => displayPhoneNumber(phoneNumber);

/** The partner's numbers: which of them run, and which the partner may have an API key for. */
export function ChannelListScreen(props: ChannelListProps) {
  return (
    <HubPage view={props.view} tab="channels" title="Channels">
      <h1>Channels</h1>
      <ConnectBand view={props.view} link={props.link} />
      <section class="panel" aria-label="Numbers">
        <Filters {...props} />
        {props.lines.length === 0 ? (
          <Nothing {...props} />
        ) : (
          <>
            <Table lines={props.lines} />
            <Pager {...props} />
          </>
        )}
      </section>
    </HubPage>
  );
}
