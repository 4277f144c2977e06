import type { Play, RunFinding, RunRule, VerifyResult } from "../result.js";
import { MomentLink, Sign } from "./html-play.js";
import { byScenario, firstOf, playOf, saysOf } from "./moments.js";

function Findings({ findings, play }: { findings: readonly RunFinding[]; play: Play | undefined }) {
  const { shown, left } = firstOf(findings);
  return (
    <>
      {shown.map((finding) => (
        <li>
          {play ? saysOf(play, finding) : finding.says} {play && <MomentLink play={play} finding={finding} />}
        </li>
      ))}
      {left > 0 && (
        <li class="soft">
          … and {left} more in {shown[0]?.scenario}
        </li>
      )}
    </>
  );
}

function Broken({ one, result }: { one: RunRule; result: VerifyResult }) {
  const { rule, findings, isKnown } = one;
  return (
    <article class="rule" id={`rule-${rule.id}`}>
      <h3>
        <Sign mark={isKnown ? "known" : "bad"} />
        {rule.title}
      </h3>
      <p class="soft">
        <code>{rule.id}</code>
        {isKnown && " · known: it is in the baseline"}
      </p>
      <ul>
        {[...byScenario(findings)].map(([scenario, group]) => (
          <Findings findings={group} play={playOf(result.plays, scenario)} />
        ))}
      </ul>
      <h4>Why it matters</h4>
      <p>{rule.why}</p>
      <h4>How to mend it</h4>
      <p>{rule.mend}</p>
      <p class="soft">
        {rule.evidence.mark}: {rule.evidence.source}
      </p>
    </article>
  );
}

function RuleList({ title, rules, note }: { title: string; rules: readonly RunRule[]; note?: string }) {
  if (rules.length === 0) return null;
  return (
    <details class="rule-list">
      <summary>
        <h3>{title}</h3>
      </summary>
      {note !== undefined && <p class="soft">{note}</p>}
      <ul class="checks">
        {rules.map(({ rule, result, occasions }) => (
          <li id={`rule-${rule.id}`}>
            <Sign mark={result === "kept" ? "good" : "none"} />
            {rule.title}{" "}
            <span class="soft">
              <code>{rule.id}</code>
              {result === "kept" && ` ${occasions === 1 ? "once" : `${occasions} times`}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The rules over the whole run, what was broken first. */
export function Rules({ result }: { result: VerifyResult }) {
  const of = (wanted: RunRule["result"]) => result.rules.filter((one) => one.result === wanted);
  const kept = of("kept");
  const notTried = of("not-tried");
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">Rules of the contract</h2>
      {of("broken").map((one) => (
        <Broken one={one} result={result} />
      ))}
      <RuleList title={`${kept.length} kept`} rules={kept} />
      <RuleList
        title={`${notTried.length} not tried`}
        rules={notTried}
        note="No scenario gave an occasion to keep or break them, which is not the same as kept."
      />
    </section>
  );
}
