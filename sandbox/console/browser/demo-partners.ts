import type { CastStory } from "../demo/story.js";
import { callApi } from "./fragment.js";

/** What a partner was like before the tour. */
interface Before {
  clock: { mode: string; scale: number };
  life: object;
}

/** Where a story begins: the number of the last entry of the journal, and virtual time in ISO 8601. */
interface Beginning {
  after: number;
  now: string;
}

/** Partners that the tour plays on. */
export interface TourPartners {
  /** The partner begins anew, with time that stands still and the story's delays. */
  begin(story: CastStory): Promise<Beginning>;
  /** Time runs as it did before, and numbers take as long as they did. May be called when the page goes. */
  giveBack(): void;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What stands at a path in an answer. */
function at(answer: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isObject(value) ? value[key] : undefined;
  }, answer);
}

async function readBefore(partner: string): Promise<Before> {
  const [clocks, view] = await Promise.all([
    callApi("GET", `/clock?partner=${partner}`),
    callApi("GET", `/partners/${partner}`),
  ]);
  const [mode, scale] = [at(clocks, "clocks", "0", "mode"), at(clocks, "clocks", "0", "scale")];
  const life = at(view, "settings", "life");
  if (typeof mode !== "string" || typeof scale !== "number" || !isObject(life))
    throw new Error(`The sandbox did not tell how ${partner} is set.`);
  return { clock: { mode, scale }, life };
}

/** A request that goes out even when the page is left. */
const send = (method: string, path: string, body?: unknown) =>
  void fetch(`/_sandbox/api${path}`, {
    method,
    keepalive: true,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {});

const clockCall = (partner: string, { mode, scale }: Before["clock"]) =>
  mode === "scaled" ? { partner, mode, scale } : { partner, mode };

export function createTourPartners(): TourPartners {
  const before = new Map<string, Before>();
  return {
    async begin({ partner, life }) {
      if (!before.has(partner)) before.set(partner, await readBefore(partner));
      // The app goes on running: ids that it knows already would be old numbers to it.
      await callApi("POST", "/reset", { partner, what: "all", ids: "new" });
      const clocks = await callApi("POST", "/clock", { partner, mode: "manual" });
      await callApi("PATCH", `/partners/${partner}`, { settings: { life } });
      const after = at(await callApi("GET", "/health"), "journal");
      return { after: Number(after), now: String(at(clocks, "clocks", "0", "now")) };
    },
    giveBack() {
      for (const [partner, { clock, life }] of before) {
        send("DELETE", `/autopilot?partner=${partner}`);
        send("PATCH", `/partners/${partner}`, { settings: { life } });
        send("POST", "/clock", clockCall(partner, clock));
      }
      before.clear();
    },
  };
}
