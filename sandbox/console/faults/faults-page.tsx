import type { ActiveFault } from "../../faults/faults.js";
import { faultsInForce } from "../alerts.js";
import { CallButton } from "../call-form.js";
import { type ConsoleQuery, partnerHref, withParams } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { Shell } from "../shell.js";
import { type FaultKind, faultKind, faultKinds, faultName } from "./fault-fields.js";
import { FaultForm } from "./fault-form.js";

interface FaultsProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
}

/** `account_violation, a9CH, half of the time` */
function whichOf({ fault }: ActiveFault): string {
  const { on: _on, do: _do, times: _times, probability, ...rest } = fault;
  const parts = Object.entries(rest).map(
    ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  if (probability !== undefined) parts.push(`in ${Math.round(probability * 100)} % of cases`);
  return parts.length === 0 ? "everything" : parts.join(" · ");
}

function leftWords({ left }: ActiveFault): string {
  if (left === null) return "until it is switched off";
  return left === 0 ? "used up" : `${left} more`;
}

function FaultItem({ active, query }: { active: ActiveFault; query: ConsoleQuery }) {
  const { id, partner, fault, fired, left } = active;
  return (
    <li class={left === 0 ? "active-fault is-over" : "active-fault"}>
      <div>
        <p>
          <strong>{fault.do}</strong>{" "}
          <span class="quiet">on {fault.on === "api" ? "calls" : "webhooks"}</span>
          {query.partner === undefined && <span class="of-partner"> · {partner}</span>}
        </p>
        <p class="hint">{faultKind(faultName(fault))?.says}</p>
        <p>
          <span class="quiet">Meets</span> {whichOf(active)}
        </p>
      </div>
      <p class="fault-count">
        <span data-testid="fault-fired">
          {fired === 0 ? "not fired yet" : fired === 1 ? "fired once" : `fired ${fired} times`}
        </span>
        <span class="quiet">{leftWords(active)}</span>
      </p>
      <CallButton
        call={`DELETE /faults/${id}`}
        testId={`fault-off-${id}`}
        title={`Switches ${fault.do} off at ${partner}`}
      >
        {left === 0 ? "Remove" : "Off"}
      </CallButton>
    </li>
  );
}

/** What is broken at the moment, how often each fault fired, and how often it still can. */
export function FaultList({ rooms, query }: FaultsProps) {
  // What still breaks something comes first.
  const all = rooms.faults.list(query.partner).sort((a, b) => Number(a.left === 0) - Number(b.left === 0));
  if (all.length === 0) {
    return (
      <p class="calm" data-testid="no-faults">
        <span class="dot good" aria-hidden="true"></span> Nothing is broken on purpose. Choose below what
        should go wrong.
      </p>
    );
  }
  const on = faultsInForce(rooms, query.partner).length;
  const whose = query.partner === undefined ? "" : `?partner=${query.partner}`;
  return (
    <>
      <div class="list-tools">
        <p class="quiet" data-testid="faults-count">
          {on} on{all.length > on && `, ${all.length - on} used up`}
        </p>
        <CallButton
          call={`DELETE /faults${whose}`}
          done="Nothing is broken any more."
          testId="all-faults-off"
        >
          All off
        </CallButton>
      </div>
      <ul class="faults" data-testid="faults">
        {all.map((active) => (
          <FaultItem active={active} query={query} />
        ))}
      </ul>
    </>
  );
}

const faultHref = (page: string, { partner }: ConsoleQuery, kind: FaultKind): string =>
  withParams(page, { partner, fault: faultName(kind) });

const groups = [
  { on: "webhook", title: "Webhooks to the app" },
  { on: "api", title: "Calls of the app" },
] as const;

function Catalogue({ query }: { query: ConsoleQuery }) {
  return (
    <section class="catalogue" aria-label="What can be broken">
      {groups.map(({ on, title }) => (
        <section aria-label={title}>
          <h2>{title}</h2>
          <ul class="cards">
            {faultKinds
              .filter((kind) => kind.on === on)
              .map((kind) => (
                <li>
                  <a
                    class="card-link"
                    href={faultHref("/_sandbox/faults", query, kind)}
                    data-detail={faultHref("/_sandbox/faults/form", query, kind)}
                    data-testid={`choose-${faultName(kind)}`}
                  >
                    <strong>{kind.do}</strong> <span class="quiet">{kind.says}</span>
                  </a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

interface FaultsPageProps extends FaultsProps {
  selected: FaultKind | undefined;
}

/** What is broken on purpose, and switching more on or off. */
export function FaultsPage({ rooms, query, selected }: FaultsPageProps) {
  return (
    <Shell
      rooms={rooms}
      query={query}
      page="/_sandbox/faults"
      styles={["console/lists.css", "console/cards.css"]}
      scripts={["console/browser/panes.js"]}
      keys={[
        { keys: ["j"], says: "Next fault" },
        { keys: ["k"], says: "Fault before" },
        { keys: ["Enter"], says: "Show its form" },
      ]}
    >
      <div class={selected === undefined ? "two-panes" : "two-panes has-detail"}>
        <div class="pane">
          <h1>Faults</h1>
          <div class="in-force" data-part={partnerHref("/_sandbox/faults/list", query)}>
            <FaultList rooms={rooms} query={query} />
          </div>
          <Catalogue query={query} />
        </div>
        <aside class="detail" id="detail" aria-label="The chosen fault" data-testid="detail">
          {selected && <FaultForm rooms={rooms} query={query} kind={selected} />}
        </aside>
      </div>
    </Shell>
  );
}
