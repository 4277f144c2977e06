import type { Entry } from "../../journal/entry.js";
import { type ConsoleQuery, consoleHref } from "../console-query.js";
import { momentOf } from "../moments.js";
import { rowViews } from "./row-view.js";

interface HeadProps {
  query: ConsoleQuery;
  entry: Entry;
  answer: Entry | undefined;
}

/** What a detail is of: the line itself, when it happened, and the way back. */
export function DetailHead({ query, entry, answer }: HeadProps) {
  const [view] = rowViews(answer ? [entry, answer] : [entry]);
  const { seq, kind, at, wall, partner, subject } = entry;
  return (
    <>
      <header class="detail-head">
        <h2>
          {view?.code && <code>{view.code}</code>} {view?.says ?? entry.summary}
        </h2>
        {view?.result && <span class={`result-of ${view.tone}`}>{view.result}</span>}
        <a
          class="close small-button"
          href={consoleHref("/_sandbox", query, { entry: undefined })}
          data-close
          aria-label="Close"
        >
          ✕
        </a>
      </header>
      <p class="quiet when">
        No. {seq} · {kind} · {momentOf(at)} · on the wall {momentOf(wall)}
        {partner !== null && ` · ${partner}`}
        {subject !== null && subject !== partner && (
          <>
            {" · "}
            <a href={consoleHref("/_sandbox", query, { subject, entry: seq })}>all about {subject}</a>
            {partner !== null && subject.endsWith("CH") && (
              <>
                {", "}
                <a href={`/_sandbox/hub/numbers/${partner}/${subject}`}>in the hub</a>
              </>
            )}
          </>
        )}
      </p>
    </>
  );
}
