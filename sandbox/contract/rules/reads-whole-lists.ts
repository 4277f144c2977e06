import { observed } from "../../evidence/evidence.js";
import { type Call, isTaken } from "../call.js";
import { judgeEach, type Rule } from "../rule.js";

/** Whoever asks for so few wants the newest ones, not all. */
const peek = 10;

interface Page {
  call: Call;
  /** What is listed: path, filters and order. */
  list: string;
  from: number;
  to: number;
  total: number;
}

/** Keys of an answer come in alphabetical order, so that `count` is in what the journal keeps of a long one. */
const countIn = (body: string): number => Number(/^\{"count":(\d+)/.exec(body)?.[1] ?? Number.NaN);

function pageOf(call: Call): Page | undefined {
  const count = countIn(call.answerBody);
  if (call.method !== "GET" || !isTaken(call) || call.total === null || Number.isNaN(count)) return undefined;
  const limit = Number(call.query.get("limit") ?? Number.POSITIVE_INFINITY);
  if (limit < peek) return undefined;
  const from = Number(call.query.get("offset") ?? 0);
  const list = [call.path, call.query.get("filters") ?? "", call.query.get("sort") ?? ""].join(" ");
  return { call, list, from, to: from + count, total: call.total };
}

const continues = (later: Page, page: Page): boolean =>
  later.list === page.list && later.call.seq > page.call.seq && later.from <= page.to && later.to > page.to;

export const readsWholeLists: Rule = {
  id: "reads-whole-lists",
  title: "Pages to the end of a list",
  why: "A list is cut at its limit. A partner with more numbers than that loses sight of the newest ones, without an error.",
  evidence: observed("a Go client's regression: only the first page of a large fleet was seen"),
  looksFor: "Lists that had more rows than the answer; broken when the app did not fetch the next page.",
  mend: "Go on with offset until offset + count has reached total, or ask with a filter for what you need.",
  judge({ calls }) {
    const pages = calls.flatMap((call) => pageOf(call) ?? []);
    return judgeEach(
      pages.filter(({ to, total }) => to < total),
      (page) =>
        pages.some((later) => continues(later, page))
          ? undefined
          : {
              says: `${page.call.path} has ${page.total} rows; the app read up to ${page.to} and not on.`,
              entries: [page.call.seq],
              subject: page.call.subject,
            },
    );
  },
};
