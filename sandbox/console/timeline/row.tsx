import { type ConsoleQuery, consoleHref } from "../console-query.js";
import { dayOf, exactTimeOf } from "../moments.js";
import { type RowView, wayOf } from "./row-view.js";

interface RowProps {
  row: RowView;
  query: ConsoleQuery;
}

const wireOf = ({ from, to }: RowView) => (from === to ? `at-${from}` : `${from}-${to}`);

/** One line of the timeline. All have the same height, so that only those in sight need to be in the page. */
export function Row({ row, query }: RowProps) {
  const { entry, code, says, result, tone, isAnswered } = row;
  const isSelected = query.entry === entry.seq;
  return (
    <li
      class={`entry of-${entry.kind} ${tone}`}
      id={`entry-${entry.seq}`}
      data-seq={entry.seq}
      data-cause={entry.cause ?? undefined}
    >
      <a
        href={consoleHref("/_sandbox", query, { entry: entry.seq })}
        aria-current={isSelected ? "true" : undefined}
      >
        <time datetime={new Date(entry.at).toISOString()}>
          <span class="day">{dayOf(entry.at)}</span> {exactTimeOf(entry.at)}
        </time>
        <span class="lanes" aria-hidden="true">
          <span class={`wire ${wireOf(row)}${isAnswered ? " is-answered" : ""}`}></span>
        </span>
        <span class="what">
          <span class="for-ears">{wayOf(row)}: </span>
          {code !== null && <code>{code}</code>} <span class="says">{says}</span>
        </span>
        <span class="about">
          {entry.subject !== entry.partner && entry.subject}{" "}
          {query.partner === undefined && <span class="of-partner">{entry.partner}</span>}
        </span>
        <span class="result">{result}</span>
      </a>
    </li>
  );
}
