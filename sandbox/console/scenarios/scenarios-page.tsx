import { type ConsoleQuery, partnerHref } from "../console-query.js";
import type { ConsoleRooms, ScenarioCard } from "../rooms.js";
import { SearchField } from "../search-field.js";
import { Shell } from "../shell.js";
import { Plays } from "./plays.js";
import { ScenarioDetail } from "./scenario-detail.js";
import { matching, type ScenarioQuery, scenariosHref } from "./scenario-query.js";

export interface ScenariosPageProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
  shown: ScenarioQuery;
  /** The whole library. */
  cards: readonly ScenarioCard[];
  /** The chosen scenario as it is told, line by line; `undefined` when none is chosen or it does not exist. */
  told: readonly string[] | undefined;
}

function Filters({ query, shown, cards }: Pick<ScenariosPageProps, "query" | "shown" | "cards">) {
  const tags = [...new Set(cards.flatMap((card) => card.tags))].sort();
  const isNarrowed = shown.text !== "" || shown.tag !== "" || shown.billing !== undefined;
  return (
    <search>
      <form class="filters inline-filters" method="get" action="/_sandbox/scenarios">
        {query.partner !== undefined && <input type="hidden" name="partner" value={query.partner} />}
        <SearchField value={shown.text} placeholder="Search the library" />
        <label class="for-ears" for="tag">
          About
        </label>
        <select id="tag" name="tag" data-testid="filter-tag">
          <option value="">About everything</option>
          {tags.map((tag) => (
            <option value={tag} selected={tag === shown.tag}>
              {tag}
            </option>
          ))}
        </select>
        <label class="for-ears" for="billing">
          Billing
        </label>
        <select id="billing" name="billing" data-testid="filter-billing">
          <option value="">Either billing</option>
          <option value="direct" selected={shown.billing === "direct"}>
            Direct Payment
          </option>
          <option value="partner" selected={shown.billing === "partner"}>
            Partner Payment
          </option>
        </select>
        <button type="submit" class="small-button">
          Show
        </button>
        {isNarrowed && <a href={partnerHref("/_sandbox/scenarios", query)}>Clear</a>}
      </form>
    </search>
  );
}

function Card({ query, shown, card }: Pick<ScenariosPageProps, "query" | "shown"> & { card: ScenarioCard }) {
  const selected = { ...shown, scenario: card.name };
  return (
    <li>
      <a
        class="card-link"
        href={scenariosHref("/_sandbox/scenarios", query, selected)}
        data-detail={scenariosHref("/_sandbox/scenarios/detail", query, selected)}
        data-testid={`scenario-${card.name}`}
      >
        <strong>{card.title}</strong>
        <span class="quiet card-story">{card.story}</span>
        <span class="tags">
          <span class="tag">{card.billing === "direct" ? "Direct Payment" : "Partner Payment"}</span>
          {card.tags.map((tag) => (
            <span class="tag">{tag}</span>
          ))}
          {card.hubs.length > 1 && <span class="tag">{card.hubs.length} hubs</span>}
        </span>
      </a>
    </li>
  );
}

function Library({ query, shown, cards }: Pick<ScenariosPageProps, "query" | "shown" | "cards">) {
  const found = matching(cards, shown);
  if (found.length === 0) {
    return (
      <div class="empty">
        <h2>No scenario is like that</h2>
        <p>Search for other words, or clear the filters.</p>
      </div>
    );
  }
  return (
    <section aria-label="Library">
      <p class="quiet" data-testid="scenarios-count">
        {found.length === cards.length
          ? `${cards.length} scenarios`
          : `${found.length} of ${cards.length} scenarios`}
      </p>
      <ul class="cards">
        {found.map((card) => (
          <Card query={query} shown={shown} card={card} />
        ))}
      </ul>
    </section>
  );
}

/** The library of scenarios: choosing one, starting it, and how it goes. */
export function ScenariosPage({ rooms, query, shown, cards, told }: ScenariosPageProps) {
  const card = cards.find(({ name }) => name === shown.scenario);
  return (
    <Shell
      rooms={rooms}
      query={query}
      page="/_sandbox/scenarios"
      styles={["console/lists.css", "console/cards.css"]}
      scripts={["console/browser/panes.js"]}
      keys={[
        { keys: ["j"], says: "Next scenario" },
        { keys: ["k"], says: "Scenario before" },
        { keys: ["Enter"], says: "Show the scenario" },
      ]}
    >
      <div class={shown.scenario === "" ? "two-panes" : "two-panes has-detail"}>
        <div class="pane">
          <h1>Scenarios</h1>
          <div data-part={partnerHref("/_sandbox/scenarios/plays", query)}>
            <Plays rooms={rooms} query={query} />
          </div>
          <Filters query={query} shown={shown} cards={cards} />
          <Library query={query} shown={shown} cards={cards} />
        </div>
        <aside class="detail" id="detail" aria-label="The chosen scenario" data-testid="detail">
          {card && told && (
            <ScenarioDetail rooms={rooms} query={query} shown={shown} card={card} told={told} />
          )}
          {shown.scenario !== "" && !card && <NoScenario name={shown.scenario} />}
        </aside>
      </div>
    </Shell>
  );
}

/** Where a scenario would be that is not there. */
export const NoScenario = ({ name }: { name: string }) => (
  <p class="error">There is no scenario {name}. The list beside it has all.</p>
);
