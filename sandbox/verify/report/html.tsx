import { readFileSync } from "node:fs";
import { html, raw } from "hono/html";
import { formatDuration } from "../../clock/duration.js";
import type { VerifyResult } from "../result.js";
import { markOf, PlaySection, playAnchor, Sign } from "./html-play.js";
import { Rules } from "./html-rules.js";

/** The colours and type of the hosted pages, and what a report has besides. */
const styles = ["../../pages/page.css", "../report.css"];

const readStyle = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

function headline({ passed, interrupted, plays, rules }: VerifyResult): string {
  if (interrupted) return "Interrupted";
  const failed = plays.filter((play) => markOf(play) === "bad").length;
  const broken = rules.filter((one) => one.result === "broken" && !one.isKnown).length;
  if (passed) return plays.length === 1 ? "The scenario holds" : `All ${plays.length} scenarios hold`;
  const rulesToo = broken === 0 ? "" : `, ${broken === 1 ? "1 rule is" : `${broken} rules are`} broken`;
  return `${failed} of ${plays.length} scenarios ${failed === 1 ? "needs" : "need"} a look${rulesToo}`;
}

function Figure({ value, name }: { value: string | number; name: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Figures({ result }: { result: VerifyResult }) {
  const { plays, rules, figures } = result;
  const held = plays.filter((play) => markOf(play) === "good").length;
  const of = (wanted: string) => rules.filter((one) => one.result === wanted).length;
  return (
    <dl class="figures">
      <Figure name="Scenarios that hold" value={`${held} of ${plays.length}`} />
      <Figure name="Rules kept" value={of("kept")} />
      <Figure name="Rules broken" value={of("broken")} />
      <Figure name="Rules not tried" value={of("not-tried")} />
      <Figure name="On the hub's clock" value={formatDuration(figures.virtualMs)} />
      <Figure name="On the wall" value={formatDuration(Math.round(figures.wallMs))} />
      <Figure name="Waited for your app" value={formatDuration(Math.round(figures.appMs))} />
    </dl>
  );
}

function Contents({ result: { plays, notPlayed } }: { result: VerifyResult }) {
  return (
    <ol class="contents">
      {plays.map((play) => (
        <li>
          <Sign mark={markOf(play)} />
          <a href={`#${playAnchor(play.verdict.scenario.name)}`}>{play.verdict.scenario.title}</a>
          <span class="soft took">{Math.round(play.wallMs)} ms</span>
        </li>
      ))}
      {notPlayed.map(({ scenario, reason }) => (
        <li>
          <Sign mark="none" />
          {scenario.title}
          <span class="soft">Not played: {reason}</span>
        </li>
      ))}
    </ol>
  );
}

function Report({ result }: { result: VerifyResult }) {
  const { plays, passed, mended, seed } = result;
  const healed = [...mended.scenarios, ...mended.rules];
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
        />
        <title>{headline(result)} · Partner Hub Sandbox</title>
        <link rel="icon" href="data:," />
        <style>{raw(styles.map(readStyle).join("\n"))}</style>
      </head>
      <body class="report">
        <header>
          <p class="wordmark">
            Partner Hub <span class="tag">sandbox</span>
          </p>
          <h1 class={passed ? "good" : "bad"}>{headline(result)}</h1>
          <Figures result={result} />
        </header>
        <main>
          {healed.length > 0 && (
            <p class="notice">
              No longer failing, and still in the baseline: {healed.join(", ")}. Take them out with{" "}
              <code>--update-baseline</code>.
            </p>
          )}
          <nav aria-labelledby="contents">
            <h2 id="contents">Scenarios</h2>
            <Contents result={result} />
          </nav>
          <Rules result={result} />
          <section aria-labelledby="plays">
            <h2 id="plays">What happened</h2>
            {plays.map((play) => (
              <PlaySection play={play} />
            ))}
          </section>
        </main>
        <footer class="soft">
          Seed {seed}. Credentials are masked; the same one always has the same mask.
        </footer>
      </body>
    </html>
  );
}

/** The result as one HTML file: no scripts, nothing from elsewhere, light and dark. */
export async function toHtml(result: VerifyResult): Promise<string> {
  const page = <Report result={result} />;
  return String(await html`<!doctype html>${page}`);
}
