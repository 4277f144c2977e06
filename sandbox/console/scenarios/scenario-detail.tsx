import { CallForm } from "../call-form.js";
import type { ConsoleQuery } from "../console-query.js";
import type { ConsoleRooms, ScenarioCard } from "../rooms.js";
import { shownPartners } from "../shown-partners.js";
import { type ScenarioQuery, scenariosHref } from "./scenario-query.js";
import { type ToldLine, toldLines } from "./told.js";

interface ScenarioDetailProps {
  rooms: Pick<ConsoleRooms, "hub">;
  query: ConsoleQuery;
  shown: ScenarioQuery;
  card: ScenarioCard;
  /** The scenario as it is told, line by line. */
  told: readonly string[];
}

/** What a reset takes away, as far as there is any. */
function lostAt({ hub }: Pick<ConsoleRooms, "hub">, partner: string): string {
  const counted = [
    [hub.clients.list(partner, { limit: 1 }).total, "client", "clients"],
    [hub.channels.list(partner, { limit: 1 }).total, "number", "numbers"],
  ] as const;
  const parts = counted.filter(([total]) => total > 0);
  return parts.map(([total, one, many]) => `${total} ${total === 1 ? one : many}`).join(" and ");
}

function StartAt({
  rooms,
  card,
  partner,
}: {
  rooms: Pick<ConsoleRooms, "hub">;
  card: ScenarioCard;
  partner: string;
}) {
  const taken = card.emails.find((email) => rooms.hub.clients.ownerOf(partner, email) !== undefined);
  const lost = lostAt(rooms, partner);
  const hasUrl = rooms.hub.partners.get(partner).redirectUrl !== null;
  return (
    <CallForm
      call={`POST /scenarios/${card.name}/start`}
      body={taken === undefined ? { partner } : { partner, reset: true }}
      confirm={
        taken === undefined
          ? undefined
          : `${taken} has an account at ${partner} already, so its data are reset first: ${lost} are lost, with their keys, templates, messages and what is still to be delivered.`
      }
      confirmVerb="Reset and start"
      goTo={`/_sandbox?partner=${partner}`}
      class="start-at"
      testId={`start-at-${partner}`}
    >
      <div class="start-line">
        <strong>{partner}</strong>
        <label class="tick">
          <input type="checkbox" name="checks" value="true" data-testid="with-checks" /> look at its
          expectations
        </label>
        <button type="submit" class="primary-button" data-testid="start">
          Start and watch
        </button>
      </div>
      {taken !== undefined && (
        <p class="hint">
          {taken} has an account there already: the data of {partner} ({lost}) are reset first.
        </p>
      )}
      {!hasUrl && (
        <p class="hint">
          {partner} has no redirect URL yet: start your app first, or set it in its Partner Hub.
        </p>
      )}
    </CallForm>
  );
}

const settingsOf = (settings: object, path = ""): string[] =>
  Object.entries(settings).flatMap(([name, value]) =>
    typeof value === "object" && value !== null
      ? settingsOf(value, `${path}${name}.`)
      : [`${path}${name}: ${String(value)}`],
  );

/** Where it can be started, and what a start does there. */
export function Stage({ rooms, query, card }: Pick<ScenarioDetailProps, "rooms" | "query" | "card">) {
  if (card.hubs.length > 1) {
    return (
      <p class="note">
        It needs {card.hubs.length} partners at once, which a start here cannot give it. Play it with{" "}
        <code>hub-sandbox run {card.name}</code>.
      </p>
    );
  }
  const stages = shownPartners(rooms.hub, query.partner).filter(
    (id) => rooms.hub.partners.get(id).billing === card.billing,
  );
  if (stages.length === 0) {
    return (
      <p class="note">
        It needs a partner with {card.billing === "direct" ? "Direct Payment" : "Partner Payment"}.{" "}
        {query.partner === undefined
          ? "Make one on the page of the hub."
          : `${query.partner} has the other one.`}
      </p>
    );
  }
  const set = settingsOf(card.settings);
  return (
    <>
      {stages.map((partner) => (
        <StartAt rooms={rooms} card={card} partner={partner} />
      ))}
      {set.length > 0 && (
        <p class="hint">A start sets {set.join(", ")} at the partner, until the next start there.</p>
      )}
      <p class="hint">
        It plays the client's part. Your app gets webhooks and is called back, but nobody clicks in it: with{" "}
        <code>hub-sandbox verify</code> its own pages take part too.
      </p>
    </>
  );
}

function Told({ line: { kind, says, number } }: { line: ToldLine }) {
  return (
    <p class={`told ${kind}`}>
      {number !== undefined && <span class="told-number">{number}</span>}
      {kind === "check" && (
        <span class="told-number" aria-hidden="true">
          ◇
        </span>
      )}
      <span>{says}</span>
    </p>
  );
}

/** One scenario: starting it, and its story step by step with what must be so. */
export function ScenarioDetail({ rooms, query, shown, card, told }: ScenarioDetailProps) {
  return (
    <article class="entry-detail">
      <header class="detail-head">
        <h2>{card.title}</h2>
        <a
          class="close small-button"
          href={scenariosHref("/_sandbox/scenarios", query, { ...shown, scenario: "" })}
          data-close
          aria-label="Close"
        >
          ✕
        </a>
      </header>
      <p class="quiet when">
        <code>{card.name}</code>
      </p>
      <p>{card.story}</p>
      <h3>Start on</h3>
      <div
        class="stages"
        data-part={scenariosHref("/_sandbox/scenarios/stage", query, { scenario: card.name })}
        data-part-pause="1000"
      >
        <Stage rooms={rooms} query={query} card={card} />
      </div>
      <h3>Step by step</h3>
      <div class="told-lines" data-testid="told">
        {toldLines(told).map((line) => (
          <Told line={line} />
        ))}
      </div>
    </article>
  );
}
