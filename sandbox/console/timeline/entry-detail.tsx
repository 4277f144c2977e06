import { type EventFact, eventCatalogue } from "../../hub/event-catalogue.js";
import type { Entry } from "../../journal/entry.js";
import type { Journal } from "../../journal/journal.js";
import { Body, CodeBlock, Headers } from "../code-block.js";
import { type ConsoleQuery, consoleHref, partnerHref } from "../console-query.js";
import { EvidenceMark } from "../evidence-mark.js";
import { momentOf } from "../moments.js";
import type { ConsoleRooms } from "../rooms.js";
import { type CurlRequest, curlOf } from "./curl.js";
import { DetailHead } from "./detail-head.js";
import { headersAt, numberAt, rowViews, textAt } from "./row-view.js";
import { SignatureCheck } from "./signature-check.js";

interface DetailProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
  entry: Entry;
}

function EntryLinks({
  title,
  entries,
  query,
  testId,
}: {
  title: string;
  entries: readonly Entry[];
  query: ConsoleQuery;
  testId: string;
}) {
  const rows = rowViews(entries);
  if (rows.length === 0) return null;
  return (
    <section class="links" data-testid={testId}>
      <h3>{title}</h3>
      <ul>
        {rows.map(({ entry, code, says, result, tone }) => (
          <li>
            <a href={consoleHref("/_sandbox", query, { entry: entry.seq })} data-entry={entry.seq}>
              {code !== null && <code>{code}</code>} {says}
            </a>{" "}
            {result !== null && <span class={`result-of ${tone}`}>{result}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Call({ rooms, entry, answer }: DetailProps & { answer: Entry | undefined }) {
  const method = textAt(entry, "method") ?? "GET";
  const url = textAt(entry, "url") ?? "";
  const body = textAt(entry, "body") ?? "";
  const headers = headersAt(entry, "headers");
  const operation = URL.canParse(url) ? rooms.operationFor(method, new URL(url).pathname) : undefined;
  return (
    <>
      {operation && (
        <>
          <p>
            {operation.summary}. <a href={`/_sandbox/api/docs#${operation.id}`}>{operation.id}</a>
          </p>
          <EvidenceMark of="This call is" evidence={operation.evidence} />
        </>
      )}
      <p class="address">
        <code>{url}</code>
      </p>
      <Body title="Sent" text={body} length={numberAt(entry, "bodyLength")} testId="request-body" />
      <Headers title="Headers sent" headers={headers} />
      {answer ? <Answer answer={answer} /> : <p class="quiet">There is no answer yet.</p>}
      <Repeat request={{ method, url, headers, body }} />
    </>
  );
}

function Repeat({ request }: { request: CurlRequest }) {
  const command = curlOf(request);
  return (
    <>
      <h3>Repeat it</h3>
      <CodeBlock name="the command" text={command} testId="curl" />
      {command.includes("masked:") && (
        <p class="quiet">What stands as masked:… was a secret: put it in before you run it.</p>
      )}
    </>
  );
}

function Answer({ answer }: { answer: Entry }) {
  const status = numberAt(answer, "status");
  const took = numberAt(answer, "tookMs");
  const length = numberAt(answer, "bodyLength");
  return (
    <>
      <p>
        Answered {status === null ? "by closing the connection" : <strong>{status}</strong>}
        {took !== null && <span class="quiet"> after {took} ms</span>}
      </p>
      <Body title="Answer" text={textAt(answer, "body") ?? ""} length={length} testId="answer-body" />
      <Headers title="Headers of the answer" headers={headersAt(answer, "headers")} />
    </>
  );
}

const factOf = (event: string | null): EventFact | undefined =>
  Object.entries<EventFact>(eventCatalogue).find(([name]) => name === event)?.[1];

function EventMarks({ event }: { event: string | null }) {
  const fact = factOf(event);
  if (!fact) return null;
  return (
    <>
      <p>Sent when {fact.cause}.</p>
      <EvidenceMark of="The event is" evidence={fact.evidence} />
      <EvidenceMark of="Its body is" evidence={fact.body} />
    </>
  );
}

const deliveryHref = (query: ConsoleQuery, id: string) =>
  `${partnerHref(`/_sandbox/deliveries/${id}`, query)}`;

function DeliveryLink({ query, entry }: DetailProps) {
  const id = textAt(entry, "delivery");
  if (id === null) return null;
  return (
    <p>
      <a href={deliveryHref(query, id)}>The delivery, its attempts, and sending it again</a>
    </p>
  );
}

function Attempt(props: DetailProps) {
  const { rooms, entry } = props;
  const delivery = rooms.outbox.find(textAt(entry, "delivery") ?? "");
  const body = textAt(entry, "body") ?? delivery?.body ?? "";
  const headers = headersAt(entry, "headers");
  const url = textAt(entry, "url") ?? "";
  const status = numberAt(entry, "status");
  const error = textAt(entry, "error");
  const nextAt = numberAt(entry, "nextAt");
  return (
    <>
      <EventMarks event={textAt(entry, "event")} />
      <p class="address">
        <code>{url}</code>
      </p>
      <p>
        {status === null ? "No answer" : "Your app answered "}
        {status !== null && <strong>{status}</strong>}
        <span class="quiet"> after {numberAt(entry, "tookMs") ?? 0} ms</span>
      </p>
      {error !== null && <p class="error">{error}</p>}
      {nextAt !== null && <p>It is tried again at {momentOf(nextAt)}.</p>}
      <DeliveryLink {...props} />
      <Body title="Sent" text={body} testId="request-body" />
      <Headers title="Headers sent" headers={headers} />
      <Body title="Answer" text={textAt(entry, "answerBody") ?? ""} testId="answer-body" />
      <Headers title="Headers of the answer" headers={headersAt(entry, "answerHeaders")} />
      <SignatureCheck rooms={rooms} entry={entry} body={body} />
      <Repeat request={{ method: "POST", url, headers, body }} />
    </>
  );
}

function Content(props: DetailProps & { answer: Entry | undefined }) {
  const { entry } = props;
  switch (entry.kind) {
    case "request":
      return <Call {...props} />;
    case "answer":
      return <Answer answer={entry} />;
    case "attempt":
      return <Attempt {...props} />;
    case "event":
      return (
        <>
          <EventMarks event={textAt(entry, "event")} />
          <DeliveryLink {...props} />
          <Body title="Body" text={textAt(entry, "body") ?? ""} testId="request-body" />
        </>
      );
    default:
      return Object.keys(entry.data).length === 0 ? null : (
        <Body title="Data" text={JSON.stringify(entry.data)} />
      );
  }
}

/** What led to an entry, the first first. */
function causesOf(journal: Journal, entry: Entry): Entry[] {
  const cause = entry.cause === null ? undefined : journal.find(entry.cause);
  return cause ? [...causesOf(journal, cause), cause] : [];
}

const shownEffects = 50;

/** Everything about one entry. `data-chain` names all entries that led to it and that it led to. */
export function EntryDetail(props: DetailProps) {
  const { rooms, query, entry } = props;
  const causes = causesOf(rooms.journal, entry);
  const effects = rooms.journal.effects(entry.seq);
  const entries = rooms.journal.among(effects.slice(0, shownEffects));
  const isAnswer = ({ kind, cause }: Entry) => kind === "answer" && cause === entry.seq;
  const answer = entry.kind === "request" ? entries.find(isAnswer) : undefined;
  return (
    <article
      class="entry-detail"
      data-entry={entry.seq}
      data-chain={[...causes.map(({ seq }) => seq), entry.seq, ...effects].join(" ")}
    >
      <DetailHead query={query} entry={entry} answer={answer} />
      <EntryLinks title="Because of" entries={causes} query={query} testId="causes" />
      <EntryLinks
        title={effects.length > shownEffects ? `Led to ${effects.length}, among them` : "Led to"}
        entries={entries.filter((one) => !isAnswer(one))}
        query={query}
        testId="effects"
      />
      <Content {...props} answer={answer} />
    </article>
  );
}
