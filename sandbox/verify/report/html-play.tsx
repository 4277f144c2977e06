import { formatDuration } from "../../clock/duration.js";
import type { Finding, RuleVerdict } from "../../contract/rule.js";
import type { Judged } from "../../scenario/play/play-scenario.js";
import { placeOf } from "../../scenario/report.js";
import type { Play } from "../result.js";
import { anchor, Sequence } from "./html-sequence.js";
import { firstOf, momentOf, saysOf } from "./moments.js";
import { lineOf } from "./sequence.js";

export type Mark = "good" | "bad" | "known" | "none";

const signs: Record<Mark, readonly [string, string]> = {
  good: ["✓", "Passed"],
  bad: ["✗", "Failed"],
  known: ["~", "Known to fail"],
  none: ["–", "Not tried"],
};

export function Sign({ mark }: { mark: Mark }) {
  const [sign, words] = signs[mark];
  return (
    <span class={`sign ${mark}`}>
      <span aria-hidden="true">{sign}</span>
      <span class="unseen">{words}: </span>
    </span>
  );
}

/** A play is good when its expectations hold and no rule was broken in it. */
export function markOf({ verdict, rules, isKnown }: Play): Mark {
  if (!verdict.passed) return isKnown ? "known" : "bad";
  return rules.some(({ result }) => result === "broken") ? "bad" : "good";
}

/** The place of a play in the report. */
export const playAnchor = (name: string): string => `play-${name}`;

/** Where a finding shows itself, as a link to that line of the diagram. */
export function MomentLink({ play, finding }: { play: Play; finding: Finding }) {
  const { name } = play.verdict.scenario;
  const line = finding.entries.map((seq) => lineOf(play, seq)).find((seq) => seq !== undefined);
  const at = momentOf(play, finding) ?? "";
  if (line === undefined) return <span class="soft">{at}</span>;
  return (
    <a href={`#${anchor(name, line)}`}>
      {name} {at}
    </a>
  );
}

function CheckItem({ play, check }: { play: Play; check: Judged }) {
  const { says, result, reasons, position } = check;
  const marks = { passed: "good", failed: "bad", "not-tried": "none" } as const;
  return (
    <li>
      <Sign mark={marks[result]} />
      {says}
      {result === "failed" && (
        <>
          <pre class="reasons">{reasons.join("\n")}</pre>
          <p class="soft">{placeOf(play.verdict, position)}</p>
        </>
      )}
    </li>
  );
}

function Failure({ play }: { play: Play }) {
  const { failure } = play.verdict;
  if (!failure) return null;
  return (
    <li>
      <Sign mark="bad" />
      The step <code>{failure.verb}</code> could not be played
      <pre class="reasons">{failure.message}</pre>
      <p class="soft">{placeOf(play.verdict, failure.position)}</p>
    </li>
  );
}

function BrokenRule({ play, verdict: { rule, findings } }: { play: Play; verdict: RuleVerdict }) {
  const { shown, left } = firstOf(findings);
  return (
    <>
      {shown.map((finding) => (
        <li>
          <Sign mark="bad" />
          <a href={`#rule-${rule.id}`}>{rule.title}</a>: {saysOf(play, finding)}{" "}
          <MomentLink play={play} finding={finding} />
        </li>
      ))}
      {left > 0 && <li class="soft">… and {left} more like it</li>}
    </>
  );
}

/** One scenario: its story, what was expected of it, the rules it broke, and its diagram. */
export function PlaySection({ play }: { play: Play }) {
  const { verdict, rules, wallMs } = play;
  const { scenario, checks, start, end, unmet } = verdict;
  const mark = markOf(play);
  const broken = rules.filter(({ result }) => result === "broken");
  return (
    <details class={`play ${mark}`} id={playAnchor(scenario.name)} open={mark === "bad"}>
      <summary>
        <Sign mark={mark} />
        <h3>{scenario.title}</h3>
        <span class="soft">
          <code>{scenario.name}</code> {formatDuration(end - start)} in {Math.round(wallMs)} ms
        </span>
      </summary>
      <p class="story">{scenario.story}</p>
      <ul class="checks">
        {checks.map((check) => (
          <CheckItem play={play} check={check} />
        ))}
        <Failure play={play} />
        {broken.map((one) => (
          <BrokenRule play={play} verdict={one} />
        ))}
      </ul>
      {unmet.map((fault) => (
        <p class="soft">The fault {fault} met nothing.</p>
      ))}
      <Sequence play={play} />
    </details>
  );
}
