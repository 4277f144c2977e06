import type { Advice } from "../../contract/advice.js";
import { diagnosePartner } from "../../contract/diagnoses.js";
import type { RuleVerdict } from "../../contract/rule.js";
import { type ConsoleQuery, consoleHref, partnerHref } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { shownPartners } from "../shown-partners.js";

type Trouble = Advice & { partner: string };

interface Judged {
  troubles: Trouble[];
  verdicts: RuleVerdict[];
}

/** What is wrong at the partners that are shown. */
export async function judgeShown(
  { hub, journal, clock }: ConsoleRooms,
  { partner }: ConsoleQuery,
): Promise<Judged[]> {
  return Promise.all(
    shownPartners(hub, partner).map(async (id) => {
      const { verdicts, advice } = await diagnosePartner(journal, clock.wall, id);
      return { troubles: advice.map((one) => ({ ...one, partner: id })), verdicts };
    }),
  );
}

/** Of all partners together: broken at one is broken, and kept at one is tried. */
function together(all: readonly RuleVerdict[]): Map<string, RuleVerdict> {
  const weight = { broken: 2, kept: 1, "not-tried": 0 };
  const worst = new Map<string, RuleVerdict>();
  for (const verdict of all) {
    const known = worst.get(verdict.rule.id);
    if (!known || weight[verdict.result] > weight[known.result]) worst.set(verdict.rule.id, verdict);
  }
  return worst;
}

/** `2 things are wrong, 1 is worth a look` */
function headline(troubles: readonly Trouble[]): string {
  const count = (severity: Trouble["severity"]) => troubles.filter((one) => one.severity === severity).length;
  const parts = [
    [count("wrong"), "thing is wrong", "things are wrong"],
    [count("look"), "is worth a look", "are worth a look"],
    [count("info"), "note", "notes"],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, one, many]) => `${number} ${number === 1 ? one : many}`)
    .join(", ");
}

const resultWords: Record<RuleVerdict["result"], { says: string; tone: string }> = {
  broken: { says: "broken", tone: "bad" },
  kept: { says: "kept", tone: "good" },
  "not-tried": { says: "not tried yet", tone: "plain" },
};

function RuleList({ verdicts }: { verdicts: readonly RuleVerdict[] }) {
  if (verdicts.length === 0) return null;
  return (
    <details class="rules" data-testid="rules">
      <summary>All rules</summary>
      <ul>
        {verdicts.map(({ rule, result }) => (
          <li>
            <span class={`result-of ${resultWords[result].tone}`}>{resultWords[result].says}</span>{" "}
            <strong>{rule.title}</strong> <span class="quiet">{rule.why}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function TroubleLine({ trouble, query }: { trouble: Trouble; query: ConsoleQuery }) {
  const { says, severity, entries, mend, partner } = trouble;
  const [first] = entries;
  return (
    <li class={`trouble ${severity}`}>
      <p>
        {says} {query.partner === undefined && <span class="quiet">{partner}</span>}
      </p>
      {mend !== undefined && <p class="mend">{mend}</p>}
      {first !== undefined && (
        <a
          href={consoleHref("/_sandbox", query, {
            entry: first,
            kinds: [],
            text: undefined,
            subject: undefined,
          })}
          data-entry={first}
        >
          See it
        </a>
      )}
    </li>
  );
}

const severities: readonly Trouble["severity"][] = ["wrong", "look", "info"];

const worstFirst = (a: Trouble, b: Trouble): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  (b.entries[0] ?? 0) - (a.entries[0] ?? 0);

const shownTroubles = 20;

interface WrongProps {
  query: ConsoleQuery;
  judged: readonly Judged[];
}

/** What the rules and the log see, in plain words; what they have not seen yet is said too. */
export function Wrong({ query, judged }: WrongProps) {
  const troubles = judged.flatMap((one) => one.troubles).sort(worstFirst);
  const verdicts = [...together(judged.flatMap((one) => one.verdicts)).values()];
  const count = (result: RuleVerdict["result"]) => verdicts.filter((one) => one.result === result).length;
  const rest = `${count("kept")} rules kept, ${count("not-tried")} not tried yet`;
  if (troubles.length === 0) {
    return (
      <div class="wrong is-calm" data-testid="wrong">
        <p>
          <span class="dot good" aria-hidden="true"></span> Nothing wrong so far{" "}
          <span class="quiet">{rest}</span>
        </p>
        <RuleList verdicts={verdicts} />
      </div>
    );
  }
  return (
    <details class="wrong" data-testid="wrong" id="wrong" open>
      <summary>
        <h2>
          <span
            class={troubles.some(({ severity }) => severity === "wrong") ? "dot bad" : "dot warn"}
            aria-hidden="true"
          ></span>{" "}
          {headline(troubles)}
        </h2>{" "}
        <span class="quiet">{rest}</span>
      </summary>
      <ul class="troubles">
        {troubles.slice(0, shownTroubles).map((trouble) => (
          <TroubleLine trouble={trouble} query={query} />
        ))}
      </ul>
      {troubles.length > shownTroubles && (
        <p class="quiet">The newest {shownTroubles} are shown; the control API has all.</p>
      )}
      <RuleList verdicts={verdicts} />
    </details>
  );
}

/** Its place on the page: judging takes a moment, so it comes after the page, and again when something happened. */
export function WrongPanel({ query }: { query: ConsoleQuery }) {
  return (
    <section
      class="wrong-place"
      aria-label="What is wrong"
      data-part={partnerHref("/_sandbox/parts/wrong", query)}
      data-part-pause="1000"
      data-part-load
    >
      <div class="wrong is-calm">
        <p class="quiet">Looking …</p>
      </div>
    </section>
  );
}
