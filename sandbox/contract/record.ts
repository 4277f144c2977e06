import type { Entry } from "../journal/entry.js";
import { type Attempt, attemptOf } from "./attempt.js";
import { type Call, type Moment, momentOf, readCalls } from "./call.js";
import { type ChannelStory, newStory, type Redirect } from "./channel-story.js";
import { text, texts } from "./data.js";

/** A webhook that was put in the outbox. */
export interface Announcement extends Moment {
  delivery: string;
  route: string;
  event: string;
  subject: string | null;
  body: string;
  /** A fault changed its body on purpose. */
  isMutated: boolean;
}

/** What somebody tried out on the app and noted: `{ probe: "forged-redirect", … }`. */
export interface Probe extends Moment {
  name: string;
  /** Where it began: it is noted once the app has answered, and the app may have acted by then. */
  from: number;
  data: Entry["data"];
}

/** A partner's journal, read once for all rules. */
export interface PartnerRecord {
  entries: readonly Entry[];
  /** Requests of the app to the Partner API and the messaging API, in order. */
  calls: readonly Call[];
  /** Requests of browsers for hosted pages. */
  pages: readonly Call[];
  attempts: readonly Attempt[];
  announcements: ReadonlyMap<string, Announcement>;
  redirects: readonly Redirect[];
  channels: ReadonlyMap<string, ChannelStory>;
  /** When access tokens were issued, oldest first. */
  tokens: readonly Moment[];
  probes: readonly Probe[];
  /** Sequence number of the newest entry, its virtual and its real time. */
  end: Moment;
}

interface Reading extends PartnerRecord {
  calls: Call[];
  pages: Call[];
  attempts: Attempt[];
  announcements: Map<string, Announcement>;
  redirects: Redirect[];
  channels: Map<string, ChannelStory>;
  tokens: Moment[];
  probes: Probe[];
  /** What a fault has just done, and its webhook is still to come: by event and channel. */
  mutated: Set<string>;
  forged: Set<string>;
  byRequest: Map<number, Call>;
  /** The newest thing that a client did in the hosted pages; a forged redirect comes right after. */
  lastVisit: number;
  /** Real time of the newest thing that was neither a call of the app nor came of one. */
  lastMove: number;
}

const ofCalls = new Set<Entry["kind"]>(["request", "answer", "fault", "state"]);
const bodyFaults = new Set(["mutate", "array_body"]);
const aboutOf = (event: unknown, subject: unknown) => `${text(event)} ${text(subject)}`;

function storyOf({ channels }: Reading, id: string): ChannelStory {
  const story = channels.get(id) ?? newStory(id);
  channels.set(id, story);
  return story;
}

function readRequest(reading: Reading, entry: Entry): void {
  const call = reading.byRequest.get(entry.seq);
  if (!call) return;
  if (call.surface === "page") {
    reading.pages.push(call);
    return;
  }
  reading.calls.push(call);
  if (call.subject?.endsWith("CH")) storyOf(reading, call.subject).calls.push(call);
}

function readEvent(reading: Reading, entry: Entry): void {
  const { data, subject } = entry;
  if (data.isTest === true) return;
  const about = aboutOf(data.event, subject);
  const isMutated = reading.mutated.delete(about);
  const { delivery, route, event, body } = data;
  reading.announcements.set(text(delivery), {
    ...momentOf(entry),
    delivery: text(delivery),
    route: text(route),
    event: text(event),
    subject,
    body: text(body),
    isMutated,
  });
  if (event === "cancellation_processed" && subject !== null) {
    const story = storyOf(reading, subject);
    story.terminated ??= momentOf(entry);
    story.running.push({ ...momentOf(entry), value: false });
  }
}

function readAttempt(reading: Reading, entry: Entry): void {
  // Sent by hand, edited or as a test of the URL: what the app makes of that is no breach.
  if (entry.data.edited === true || entry.data.isTest === true) return;
  const isForged = reading.forged.delete(aboutOf(entry.data.event, entry.subject));
  const attempt = attemptOf(entry, isForged);
  reading.attempts.push(attempt);
  if (!attempt.subject?.endsWith("CH")) return;
  const story = storyOf(reading, attempt.subject);
  (attempt.route === "messaging" ? story.messages : story.news).push(attempt);
}

function readRedirect(reading: Reading, entry: Entry): void {
  const { visit, url, channels, revoked } = entry.data;
  const redirect: Redirect = {
    ...momentOf(entry),
    client: entry.subject,
    visit: text(visit),
    channels: texts(channels),
    revoked: texts(revoked),
    url: text(url),
    heard:
      entry.cause !== null && reading.byRequest.get(entry.cause)?.surface === "page"
        ? { ...momentOf(entry), began: entry.wall }
        : null,
  };
  reading.redirects.push(redirect);
  for (const id of new Set([...redirect.channels, ...redirect.revoked])) {
    storyOf(reading, id).redirects.push(redirect);
  }
}

function readVisit(reading: Reading, entry: Entry): void {
  const { seq, summary, data } = entry;
  reading.lastVisit = seq;
  if (!summary.startsWith("the browser is back at the app")) return;
  // It is written down once the app has answered, and the app may have acted by then.
  const heard = { ...momentOf(entry), began: reading.lastMove };
  for (const redirect of reading.redirects) if (redirect.visit === data.visit) redirect.heard ??= heard;
}

function readState(reading: Reading, entry: Entry): void {
  const { data, subject, cause, summary } = entry;
  if (summary.startsWith("access token issued")) reading.tokens.push(momentOf(entry));
  if (!subject?.endsWith("CH")) return;
  const story = storyOf(reading, subject);
  const moment = momentOf(entry);
  if (typeof data.permitted === "boolean") story.permitted.push({ ...moment, value: data.permitted });
  // What the step itself says of the permission, while nobody has changed it yet; said once more it is no new grant.
  if (typeof data.permission === "string") {
    const value = data.permission === "granted";
    if (story.permitted.at(-1)?.value !== value) story.permitted.push({ ...moment, value });
  }
  if (typeof data.step === "string")
    story.running.push({ ...moment, value: data.integration_state === "running" });
  if (typeof data.api_key === "string") {
    const call = cause === null ? undefined : reading.byRequest.get(cause);
    story.keys.push({ ...moment, mask: data.api_key, call: call ?? null, ended: null, endedBy: "" });
  }
  if (typeof data.ended === "number") {
    const endedBy = summary.replace(/^.* ended: /, "");
    for (const key of story.keys) if (key.ended === null) Object.assign(key, { ended: moment, endedBy });
  }
}

function readNote(reading: Reading, entry: Entry): void {
  const { data, subject } = entry;
  if (typeof data.probe === "string")
    reading.probes.push({ ...momentOf(entry), name: data.probe, from: reading.lastVisit, data });
  const lost = reading.announcements.get(text(data.delivery));
  if (lost?.route === "messaging" && subject !== null) storyOf(reading, subject).lost.push(momentOf(entry));
}

function readFault({ mutated, forged }: Reading, { data, summary }: Entry): void {
  if (!summary.endsWith("fires")) return;
  const about = aboutOf(data.event, data.channel);
  if (bodyFaults.has(text(data.do))) mutated.add(about);
  if (data.do === "wrong_signature") forged.add(about);
}

const readers: { [Kind in Entry["kind"]]?: (reading: Reading, entry: Entry) => void } = {
  request: readRequest,
  event: readEvent,
  attempt: readAttempt,
  redirect: readRedirect,
  state: readState,
  note: readNote,
  fault: readFault,
  visit: readVisit,
};

const isReset = ({ kind, summary }: Entry): boolean =>
  kind === "state" && /^partner \S+ reset$/.test(summary);

/**
 * Reads all entries of one partner, in order. What lies before a reset is another story: the same ids are drawn again
 * after it. When the journal was pruned, less is known.
 */
export function readRecord(all: readonly Entry[]): PartnerRecord {
  const entries = all.slice(all.findLastIndex(isReset) + 1);
  const last = entries.at(-1);
  const reading: Reading = {
    entries,
    calls: [],
    pages: [],
    attempts: [],
    announcements: new Map(),
    redirects: [],
    channels: new Map(),
    tokens: [],
    probes: [],
    end: last ? momentOf(last) : { seq: 0, at: 0, wall: 0 },
    mutated: new Set(),
    forged: new Set(),
    byRequest: readCalls(entries),
    lastVisit: 0,
    lastMove: 0,
  };
  for (const entry of entries) {
    readers[entry.kind]?.(reading, entry);
    if (!ofCalls.has(entry.kind)) reading.lastMove = entry.wall;
  }
  return reading;
}
