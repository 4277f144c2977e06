import type { ConsoleQuery } from "../console-query.js";
import { type HubQuery, hubHref, pageSize } from "./hub-query.js";

interface PagesProps {
  query: ConsoleQuery;
  shown: HubQuery;
  total: number;
  /** Lines that are shown. */
  count: number;
  /** For one, and for several. */
  noun: readonly [string, string];
}

/** How many there are, which of them are shown, and the ways to the others. */
export function Pages({ query, shown, total, count, noun: [one, many] }: PagesProps) {
  const { page } = shown;
  const first = (page - 1) * pageSize + 1;
  const all = `${total} ${total === 1 ? one : many}`;
  const to = (number: number) => hubHref("/_sandbox/hub", query, { ...shown, page: number });
  const hasMore = first - 1 + count < total;
  // Lines of several partners are mixed by time: each has pages of its own.
  const isOfAll = query.partner === undefined;
  return (
    <div class="list-tools">
      <p class="quiet" data-testid="hub-count">
        {count === total ? all : `${first}–${first - 1 + count} of ${all}`}
        {isOfAll && hasMore && ". Choose a partner to see the others."}
      </p>
      {!isOfAll && (page > 1 || hasMore) && (
        <nav aria-label="Pages" class="actions">
          {page > 1 && (
            <a class="small-button" href={to(page - 1)} data-testid="page-before">
              Newer
            </a>
          )}
          {hasMore && (
            <a class="small-button" href={to(page + 1)} data-testid="page-after">
              Older
            </a>
          )}
        </nav>
      )}
    </div>
  );
}
