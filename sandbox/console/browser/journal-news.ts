/** What the page hears of the journal: it grew, it was cleared, or the connection came and went. */
export type News = "grew" | "connected" | "disconnected";

type Listener = (news: News) => void;

const listeners = new Set<Listener>();
let connection: News | undefined;

/**
 * Calls back when there is something to read, never more than once for each frame of the screen, and at once when the
 * connection stands already.
 */
export function onNews(listener: Listener): void {
  listeners.add(listener);
  if (connection !== undefined) listener(connection);
}

function tell(news: News): void {
  if (news !== "grew") connection = news;
  for (const listener of listeners) listener(news);
}

let isPlanned = false;

/** Frames stop while the page is hidden: what came meanwhile is read once, when it is seen again. */
function grew(): void {
  if (isPlanned) return;
  isPlanned = true;
  requestAnimationFrame(() => {
    isPlanned = false;
    tell("grew");
  });
}

/** The page itself changed something: what it shows may be old, even when no entry tells of it. */
export const announceChange = (): void => grew();

/** Follows the journal of the chosen partner. After a break the browser asks on from the entry that it heard of last. */
export function followJournal(): void {
  const { partner = "", last = "0", kinds = "" } = document.querySelector("main")?.dataset ?? {};
  const query = new URLSearchParams({ after: last });
  if (partner !== "") query.set("partner", partner);
  const stream = new EventSource(`/_sandbox/api/journal/stream?${query}`);
  for (const kind of [...kinds.split(","), "cleared"]) stream.addEventListener(kind, grew);
  stream.addEventListener("open", () => tell("connected"));
  stream.addEventListener("error", () => tell("disconnected"));
}
