import { callApi } from "./fragment.js";

interface Answer {
  lines: number[];
  last: number;
  cleared: number;
}

const isNumber = (value: unknown): value is number => typeof value === "number";

function readAnswer(answer: unknown): Answer {
  if (typeof answer === "object" && answer !== null && "lines" in answer && Array.isArray(answer.lines)) {
    const last = "last" in answer && isNumber(answer.last) ? answer.last : 0;
    const cleared = "cleared" in answer && isNumber(answer.cleared) ? answer.cleared : 0;
    return { lines: answer.lines.filter(isNumber), last, cleared };
  }
  throw new Error("The sandbox answered something else than the lines of its journal.");
}

/** Where a number stands in an ordered list, or would stand. */
export function placeOf(lines: readonly number[], seq: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What became of the lines: all are other ones, or some were added and others have news (an answer came). */
export type LinesChange = "anew" | { added: number; changed: readonly number[] };

/** The numbers of all lines that the filters let through, kept in step with the sandbox. */
export interface JournalLines {
  readonly all: readonly number[];
  /** Asks from the beginning, with other filters. */
  begin(filters: URLSearchParams): Promise<void>;
  /** Asks for what is new. `undefined` when nothing is, or when it is asked already. */
  follow(): Promise<LinesChange | undefined>;
}

export function createJournalLines(): JournalLines {
  let filters = new URLSearchParams();
  let known: Answer = { lines: [], last: 0, cleared: 0 };
  let isUnderWay = false;
  let isAskedAgain = false;

  async function ask(after?: number): Promise<Answer> {
    const query = new URLSearchParams(filters);
    if (after !== undefined) query.set("after", String(after));
    return readAnswer(await callApi("GET", `/journal/lines?${query}`));
  }

  function merge(answer: Answer): LinesChange {
    const { lines } = known;
    const changed: number[] = [];
    let added = 0;
    for (const seq of answer.lines) {
      const place = placeOf(lines, seq);
      if (lines[place] === seq) {
        changed.push(seq);
        continue;
      }
      lines.splice(place, 0, seq);
      added += 1;
    }
    known.last = answer.last;
    return { added, changed };
  }

  async function followOnce(): Promise<LinesChange | undefined> {
    const asked = filters;
    const answer = await ask(known.last);
    // Other filters were chosen meanwhile.
    if (asked !== filters) return undefined;
    if (answer.cleared === known.cleared && answer.last >= known.last) return merge(answer);
    known = await ask();
    return "anew";
  }

  return {
    get all() {
      return known.lines;
    },
    async begin(next) {
      filters = next;
      const answer = await ask();
      if (filters === next) known = answer;
    },
    async follow() {
      isAskedAgain = true;
      if (isUnderWay) return undefined;
      isUnderWay = true;
      let sum: LinesChange = { added: 0, changed: [] };
      try {
        while (isAskedAgain) {
          isAskedAgain = false;
          const change = await followOnce();
          if (change === undefined) continue;
          if (change === "anew" || sum === "anew") sum = "anew";
          else sum = { added: sum.added + change.added, changed: [...sum.changed, ...change.changed] };
        }
      } finally {
        isUnderWay = false;
      }
      return sum;
    },
  };
}
