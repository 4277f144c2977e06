import { formatDuration } from "../../clock/duration.js";
import type { Entry } from "../../journal/entry.js";

/** The three lanes of a timeline. */
export type Lane = "browser" | "hub" | "app";

export type Tone = "good" | "warn" | "bad" | "plain";

/** One line of the timeline: what happened between which lanes, and how it ended. */
export interface RowView {
  entry: Entry;
  from: Lane;
  to: Lane;
  /** Whether something came back along the same way. */
  isAnswered: boolean;
  /** Stands before the text, as code: a method or the name of an event. */
  code: string | null;
  says: string;
  /** A status, or what became of it. */
  result: string | null;
  tone: Tone;
}

/** Entry data is JSON that other rooms wrote: what is not as expected is left out. */
export const textAt = (entry: Pick<Entry, "data">, name: string): string | null => {
  const value = entry.data[name];
  return typeof value === "string" ? value : null;
};

export const numberAt = (entry: Pick<Entry, "data">, name: string): number | null => {
  const value = entry.data[name];
  return typeof value === "number" ? value : null;
};

export const headersAt = (entry: Pick<Entry, "data">, name: string): [string, string][] => {
  const value = entry.data[name];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([header, text]) => [header, String(text)]);
};

const hostedPages = /^\/(?:dashboard|onboarding|client-hub|partner-hub)(?:\/|$)/;

/** The path of a request without what all of a partner's calls have in common. */
function shortPath(path: string): string {
  return path.replace(/^\/api\/v2\/partners\/[0-9A-Za-z]+\//, "…/");
}

const pathOf = (entry: Entry): string => entry.summary.replace(/^[A-Z]+ /, "").replace(/ → .*$/, "");

function statusTone(status: number | null): Tone {
  if (status === null) return "bad";
  return status < 400 ? "good" : "bad";
}

type Rest = Omit<RowView, "entry">;

const inHub = (says: string, tone: Tone = "plain"): Rest => ({
  from: "hub",
  to: "hub",
  isAnswered: false,
  code: null,
  says,
  result: null,
  tone,
});

function callView(entry: Entry, answer: Entry | undefined): Rest {
  const path = pathOf(entry);
  const status = answer ? numberAt(answer, "status") : null;
  return {
    from: hostedPages.test(path) ? "browser" : "app",
    to: "hub",
    isAnswered: answer !== undefined,
    code: textAt(entry, "method"),
    says: shortPath(path),
    result: answer ? String(status ?? "closed") : null,
    tone: answer ? statusTone(status) : "plain",
  };
}

const outcomeTones: Record<string, Tone> = { delivered: "good", retry: "warn", dead: "bad" };

function attemptView(entry: Entry): Rest {
  const status = numberAt(entry, "status");
  const number = numberAt(entry, "attempt") ?? 1;
  const outcome = textAt(entry, "outcome");
  const edited = entry.data.edited === true ? "edited by hand" : null;
  const again = number > 1 ? `attempt ${number}` : null;
  const trouble = status === null ? textAt(entry, "error") : null;
  return {
    from: "hub",
    to: "app",
    isAnswered: status !== null,
    code: textAt(entry, "event"),
    says: [edited, again, trouble].filter((word) => word !== null).join(" · "),
    result: String(status ?? "no answer"),
    tone: outcomeTones[outcome ?? ""] ?? statusTone(status),
  };
}

function redirectView(entry: Entry): Rest {
  return {
    ...inHub(entry.summary),
    from: "browser",
    to: "app",
  };
}

function clockView(entry: Entry): Rest {
  const from = numberAt(entry, "from");
  const to = numberAt(entry, "to");
  if (from === null || to === null) return inHub(entry.summary);
  const fired = numberAt(entry, "fired") ?? 0;
  const timers = fired === 1 ? "one timer" : `${fired} timers`;
  return inHub(`time moved on by ${formatDuration(to - from)}${fired > 0 ? `, ${timers} fired` : ""}`);
}

/** @param answer of a request, once there is one. */
function restOf(entry: Entry, answer: Entry | undefined): Rest {
  switch (entry.kind) {
    case "request":
    case "answer":
      return callView(entry, answer);
    case "event":
      return { ...inHub("goes to the outbox"), code: textAt(entry, "event") };
    case "attempt":
      return attemptView(entry);
    case "visit":
      return { ...inHub(entry.summary), from: "browser", to: "hub" };
    case "redirect":
      return redirectView(entry);
    case "clock":
      return clockView(entry);
    case "fault":
    case "note":
      return inHub(entry.summary, "warn");
    case "state":
      return inHub(entry.summary);
  }
}

/** The lines for these entries, in their order; an answer is part of its request's line. */
export function rowViews(entries: readonly Entry[]): RowView[] {
  const answers = new Map<number, Entry>();
  const known = new Set(entries.map(({ seq }) => seq));
  for (const entry of entries) {
    if (entry.kind === "answer" && entry.cause !== null) answers.set(entry.cause, entry);
  }
  return entries
    .filter(({ kind, cause }) => kind !== "answer" || cause === null || !known.has(cause))
    .map((entry) => ({ entry, ...restOf(entry, answers.get(entry.seq)) }));
}

const laneNames: Record<Lane, string> = { browser: "Browser", hub: "Hub", app: "Your app" };

/** For whoever cannot see the lanes. */
export const wayOf = ({ from, to }: RowView): string =>
  from === to ? laneNames[from] : `${laneNames[from]} to ${laneNames[to]}`;
