import type { Hub } from "../../hub/hub.js";
import { newestChannels } from "../channels.js";
import { type ConsoleQuery, consoleHref, kindGroups } from "../console-query.js";
import { SearchField } from "../search-field.js";

interface FiltersProps {
  hub: Hub;
  query: ConsoleQuery;
}

const nothing = { subject: undefined, text: undefined, kinds: [], entry: undefined };

const channelPart = ({ partner, subject }: ConsoleQuery) =>
  consoleHref("/_sandbox/parts/channels", { partner, ...nothing, subject });

/** The channels to choose from; the list grows with each number that is added. */
export function ChannelChoice({ hub, query }: FiltersProps) {
  const channels = newestChannels(hub, query.partner);
  const isListed = channels.some(({ id }) => id === query.subject);
  return (
    <>
      <label class="for-ears" for="subject">
        Channel
      </label>
      <select id="subject" name="subject" form="filters" data-testid="filter-channel">
        <option value="">All channels</option>
        {query.subject !== undefined && !isListed && (
          <option value={query.subject} selected>
            {query.subject}
          </option>
        )}
        {channels.map(({ id, phoneName, phoneNumber }) => (
          <option value={id} selected={id === query.subject}>
            {id} · {phoneName}, +{phoneNumber}
          </option>
        ))}
      </select>
    </>
  );
}

const isFiltered = ({ subject, text, kinds }: ConsoleQuery) =>
  subject !== undefined || text !== undefined || kinds.length > 0;

/** What the timeline shows. A plain GET form, so that the address says it all. */
export function Filters({ hub, query }: FiltersProps) {
  return (
    <form class="filters" method="get" action="/_sandbox" id="filters">
      {query.partner !== undefined && <input type="hidden" name="partner" value={query.partner} />}
      <SearchField value={query.text} placeholder="Search everything" />
      <div class="filter-channel" id="channel-choice" data-part={channelPart(query)} data-part-pause="1000">
        <ChannelChoice hub={hub} query={query} />
      </div>
      <fieldset class="chips">
        <legend class="for-ears">Kinds</legend>
        {kindGroups.map(({ title, kinds }) => (
          <label class="chip">
            <input
              type="checkbox"
              name="kind"
              value={kinds.join(",")}
              checked={kinds.some((kind) => query.kinds.includes(kind))}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <a
        class="clear-filters"
        id="clear-filters"
        href={consoleHref("/_sandbox", { ...query, ...nothing })}
        hidden={!isFiltered(query)}
      >
        Clear
      </a>
      <noscript>
        <button type="submit" class="small-button">
          Show
        </button>
      </noscript>
    </form>
  );
}
