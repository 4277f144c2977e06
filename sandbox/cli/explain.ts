import { explainScenario } from "../scenario/explain.js";
import { loadScenarios, scenarioNames } from "../scenario/library.js";

const width = 100;

/** Breaks a line between words; what follows is as far in as the text of its first line. */
function wrap(line: string): string[] {
  const indent = /^\s*(?:\d+\. |– )?/.exec(line)?.[0].length ?? 0;
  const lines = [line.slice(0, indent)];
  for (const word of line.slice(indent).split(" ")) {
    const last = lines.at(-1) ?? "";
    const isEmpty = last.length <= indent;
    if (!isEmpty && last.length + word.length + 1 > width) lines.push(" ".repeat(indent) + word);
    else lines[lines.length - 1] = isEmpty ? last + word : `${last} ${word}`;
  }
  return lines;
}

/**
 * Prints scenarios as stories in plain English.
 *
 * @param names files, or names of the package's scenarios; none means all of these.
 * @throws ScenarioError, UnknownScenarioError.
 */
export async function explainCommand(names: readonly string[]): Promise<void> {
  const wanted = names.length > 0 ? names : await scenarioNames();
  const scenarios = (await Promise.all(wanted.map(loadScenarios))).flat();
  for (const [index, scenario] of scenarios.entries()) {
    if (index > 0) console.log("");
    console.log(explainScenario(scenario).flatMap(wrap).join("\n"));
  }
}
