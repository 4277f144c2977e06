import type { ResetPart } from "../../hub/resets.js";
import { CallForm } from "../call-form.js";
import type { ConsoleQuery } from "../console-query.js";
import { momentOf } from "../moments.js";
import type { ConsoleRooms } from "../rooms.js";

type Rooms = Pick<ConsoleRooms, "hub" | "clock" | "faults">;

interface ResetsProps {
  rooms: Rooms;
  query: ConsoleQuery;
}

/** `3 numbers`, `1 number` */
const counted = (total: number, one: string, many: string): string => `${total} ${total === 1 ? one : many}`;

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

/** What each reset takes away. */
function losses({ hub, clock, faults }: Rooms, partners: readonly string[]): Record<ResetPart, string> {
  const clients = sum(partners.map((id) => hub.clients.list(id, { limit: 1 }).total));
  const numbers = sum(partners.map((id) => hub.channels.list(id, { limit: 1 }).total));
  const broken = sum(partners.map((id) => faults.list(id).length));
  const [first, ...others] = partners;
  const now = first !== undefined && others.length === 0 ? ` (${momentOf(clock.now(first))})` : "";
  const data = `${counted(clients, "client", "clients")} and ${counted(numbers, "number", "numbers")}, with their keys, templates, messages and visits, and every webhook that is still to be delivered`;
  return {
    log: "what the timeline tells so far",
    faults: counted(broken, "fault", "faults"),
    clock: `the present time${now}: it begins anew, and what waits is due as long after that as it was before`,
    data,
    all: `${data}; the timeline; ${counted(broken, "fault", "faults")}; and the present time`,
  };
}

const titles: Record<ResetPart, string> = {
  data: "Data",
  log: "Timeline",
  faults: "Faults",
  clock: "Clock",
  all: "Everything",
};

// From the least to the most.
const order: readonly ResetPart[] = ["log", "faults", "clock", "data", "all"];

const drawsIds = (part: ResetPart): boolean => part === "data" || part === "all";

function Reset({ part, lost, whose }: { part: ResetPart; lost: string; whose: { partner?: string } }) {
  const kept = "Partners keep their ids, credentials, addresses and settings.";
  return (
    <li>
      <CallForm
        call="POST /reset"
        body={{ ...whose, what: part, ...(drawsIds(part) ? { ids: "new" } : {}) }}
        confirm={`At ${whose.partner ?? "all partners"} this takes away ${lost}. ${kept}`}
        confirmVerb={`Reset ${titles[part].toLowerCase()}`}
        done={`${titles[part]}: reset.`}
        class="reset"
        testId={`reset-${part}`}
      >
        <div>
          <strong>{titles[part]}</strong>
          <p class="hint">{lost.charAt(0).toUpperCase() + lost.slice(1)}.</p>
          {drawsIds(part) && (
            <label class="tick">
              <input type="checkbox" name="ids" value="again" data-testid={`ids-${part}`} /> draw the same ids
              once more
              <span class="hint"> – leave it open while your app runs on: it would meet ids twice</span>
            </label>
          )}
        </div>
        <button type="submit" class="small-button grave">
          Reset …
        </button>
      </CallForm>
    </li>
  );
}

/** What can be reset, of the chosen partner or of all, and what that takes away. */
export function Resets({ rooms, query }: ResetsProps) {
  const partners =
    query.partner === undefined ? rooms.hub.partners.list().map(({ id }) => id) : [query.partner];
  if (partners.length === 0) return <p class="quiet">There is no partner.</p>;
  const lost = losses(rooms, partners);
  const whose = query.partner === undefined ? {} : { partner: query.partner };
  return (
    <ul class="resets">
      {order.map((part) => (
        <Reset part={part} lost={lost[part]} whose={whose} />
      ))}
    </ul>
  );
}
