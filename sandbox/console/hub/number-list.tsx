import type { ChannelLine } from "../../hub/channel-overview.js";
import type { ConsoleQuery } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { shownPartners } from "../shown-partners.js";
import { type HubQuery, hubHref, overviewQuery, pageSize } from "./hub-query.js";
import { lifeStops, timersByChannel } from "./life-stops.js";
import { LifeLine } from "./life-track.js";
import { Pages } from "./pages.js";

interface NumberListProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
  shown: HubQuery;
}

/** The address of a number beside the list, as a page or as a fragment. */
const numberHref = (
  place: "/_sandbox/hub/numbers" | "/_sandbox/hub/parts/numbers",
  partner: string,
  channel: string,
  query: ConsoleQuery,
  shown: HubQuery,
): string => hubHref(`${place}/${partner}/${channel}`, query, shown);

function StateTags({ line: { channel, hasKey } }: { line: ChannelLine }) {
  const { permitted, webhookUrl, cancelledAt, terminatedAt } = channel;
  return (
    <>
      <span class={permitted ? "tag good" : "tag"}>{permitted ? "permitted" : "no permission"}</span>{" "}
      <span class={hasKey ? "tag good" : "tag"}>{hasKey ? "key" : "no key"}</span>{" "}
      {webhookUrl !== null && <span class="tag good">webhook</span>}{" "}
      {terminatedAt !== null && <span class="tag bad">terminated</span>}
      {terminatedAt === null && cancelledAt !== null && <span class="tag warn">cancelled</span>}
    </>
  );
}

interface NumberRowProps extends NumberListProps {
  line: ChannelLine;
  timers: ReturnType<typeof timersByChannel>;
}

function NumberRow({ rooms, query, shown, line, timers }: NumberRowProps) {
  const { id, partnerId, phoneNumber, phoneName, client } = line.channel;
  const stops = lifeStops(
    line.channel,
    timers.get(id) ?? [],
    rooms.hub.partners.get(partnerId).settings.life,
  );
  return (
    <tr>
      <td>
        <a
          href={numberHref("/_sandbox/hub/numbers", partnerId, id, query, shown)}
          data-detail={numberHref("/_sandbox/hub/parts/numbers", partnerId, id, query, shown)}
          data-testid={`number-${id}`}
        >
          <strong>{phoneName}</strong> +{phoneNumber}
        </a>
        <span class="row-id">
          {id}
          {query.partner === undefined && ` · ${partnerId}`}
        </span>
      </td>
      <td>
        <LifeLine stops={stops} now={rooms.clock.now(partnerId)} />
      </td>
      <td>
        <StateTags line={line} />
      </td>
      <td class="about">{client.name}</td>
    </tr>
  );
}

interface Found {
  lines: ChannelLine[];
  total: number;
}

/** Of one partner a page; of several the newest of each. */
function findNumbers({ rooms: { hub }, query, shown }: NumberListProps): Found {
  const pages = shownPartners(hub, query.partner).map((id) =>
    hub.channelOverview.page(id, overviewQuery(shown)),
  );
  const lines = pages.flatMap((page) => page.lines);
  const sorted = lines.toSorted((a, b) => b.channel.createdAt - a.channel.createdAt);
  return {
    lines: sorted.slice(0, pageSize),
    total: pages.reduce((sum, { total }) => sum + total, 0),
  };
}

const isNarrowed = ({ text, state, permission }: HubQuery): boolean =>
  text !== "" || state !== undefined || permission !== undefined;

function NoNumbers({ shown }: { shown: HubQuery }) {
  if (isNarrowed(shown)) {
    return (
      <div class="empty">
        <h2>No number is like that</h2>
        <p>Search for something else, or clear the filters.</p>
      </div>
    );
  }
  return (
    <div class="empty">
      <h2>No numbers yet</h2>
      <p>Open the permissions page of a partner and add one as its client would, or play a scenario.</p>
    </div>
  );
}

/** Numbers with the place where each stands on its way, newest first. */
export function NumberList(props: NumberListProps) {
  const { rooms, query, shown } = props;
  const { lines, total } = findNumbers(props);
  if (total === 0) return <NoNumbers shown={shown} />;
  const partners = new Set(lines.map(({ channel }) => channel.partnerId));
  const timers = timersByChannel([...partners].flatMap((id) => rooms.clock.waiting(id)));
  return (
    <>
      <Pages query={query} shown={shown} total={total} count={lines.length} noun={["number", "numbers"]} />
      <section class="table-scroll" tabindex={0} aria-label="Table of numbers" id="hub-scroll">
        <table class="list-table" data-testid="numbers">
          <thead>
            <tr>
              <th scope="col">Number</th>
              <th scope="col">Life</th>
              <th scope="col">State</th>
              <th scope="col">Client</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <NumberRow {...props} line={line} timers={timers} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
