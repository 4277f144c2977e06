import type { Channel } from "../../hub/channel.js";
import { type ConsoleQuery, partnerHref } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { SearchField } from "../search-field.js";
import { Shell } from "../shell.js";
import { ClientList } from "./client-list.js";
import { type HubQuery, hubHref } from "./hub-query.js";
import { NoNumber, NumberDetail } from "./number-detail.js";
import { NumberList } from "./number-list.js";
import { NewPartner, PartnerCards } from "./partner-cards.js";

interface HubListProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
  shown: HubQuery;
}

/** Numbers or clients, as chosen. */
export const HubList = (props: HubListProps) =>
  props.shown.view === "clients" ? <ClientList {...props} /> : <NumberList {...props} />;

const views = [
  { view: "numbers", title: "Numbers" },
  { view: "clients", title: "Clients" },
] as const;

function Views({ query, shown }: Omit<HubListProps, "rooms">) {
  return (
    <nav class="views" aria-label="What is listed">
      {views.map(({ view, title }) => (
        <a
          class="small-button"
          href={hubHref("/_sandbox/hub", query, { view })}
          aria-current={view === shown.view ? "page" : undefined}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  any: string;
  options: readonly (readonly [value: string, title: string])[];
  value: string | undefined;
}

function Choice({ name, label, any, options, value }: ChoiceProps) {
  return (
    <>
      <label class="for-ears" for={name}>
        {label}
      </label>
      <select id={name} name={name} data-testid={`filter-${name}`}>
        <option value="">{any}</option>
        {options.map(([option, title]) => (
          <option value={option} selected={option === value}>
            {title}
          </option>
        ))}
      </select>
    </>
  );
}

function Filters({ query, shown }: Omit<HubListProps, "rooms">) {
  const { view, text, state, permission } = shown;
  const isNarrowed = text !== "" || state !== undefined || permission !== undefined;
  return (
    <search>
      <form class="filters inline-filters" method="get" action="/_sandbox/hub">
        {query.partner !== undefined && <input type="hidden" name="partner" value={query.partner} />}
        {view === "clients" && <input type="hidden" name="view" value="clients" />}
        <SearchField
          value={text}
          placeholder={view === "clients" ? "Name, e-mail or id" : "Number, name, client or id"}
        />
        {view === "numbers" && (
          <>
            <Choice
              name="state"
              label="State"
              any="Running or not"
              options={[
                ["running", "Running"],
                ["not-running", "Not running"],
              ]}
              value={state}
            />
            <Choice
              name="permission"
              label="Permission"
              any="Permitted or not"
              options={[
                ["granted", "Permitted"],
                ["missing", "No permission"],
              ]}
              value={permission}
            />
          </>
        )}
        <button type="submit" class="small-button" data-testid="filter">
          Show
        </button>
        {isNarrowed && <a href={hubHref("/_sandbox/hub", query, { view })}>Clear</a>}
      </form>
    </search>
  );
}

interface HubPageProps extends HubListProps {
  /** The number beside the list, or the id of one that is not there. */
  selected?: Channel | string | undefined;
}

/** What there is in the hub, and making things happen to it. */
export function HubPage(props: HubPageProps) {
  const { rooms, query, shown, selected } = props;
  return (
    <Shell
      rooms={rooms}
      query={query}
      page="/_sandbox/hub"
      styles={["console/lists.css", "console/cards.css", "console/hub.css"]}
      scripts={["console/browser/panes.js"]}
      keys={[
        { keys: ["j"], says: "Next number" },
        { keys: ["k"], says: "Number before" },
        { keys: ["Enter"], says: "Show the number" },
      ]}
    >
      <div class={selected === undefined ? "two-panes" : "two-panes has-detail"}>
        <div class="pane">
          <h1>Hub</h1>
          <div data-part={partnerHref("/_sandbox/hub/parts/partners", query)} data-part-pause="1000">
            <PartnerCards rooms={rooms} query={query} />
          </div>
          {query.partner === undefined && <NewPartner />}
          <div class="list-head">
            <Views query={query} shown={shown} />
            <Filters query={query} shown={shown} />
          </div>
          <div
            class="live-list"
            data-part={hubHref("/_sandbox/hub/parts/list", query, shown)}
            data-part-pause="300"
          >
            <HubList rooms={rooms} query={query} shown={shown} />
          </div>
        </div>
        <aside class="detail" id="detail" aria-label="The chosen number" data-testid="detail">
          {typeof selected === "string" && <NoNumber id={selected} />}
          {typeof selected === "object" && <NumberDetail {...props} channel={selected} />}
        </aside>
      </div>
    </Shell>
  );
}
