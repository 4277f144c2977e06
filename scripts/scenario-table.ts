import { readFileSync } from "node:fs";
import { loadScenario, scenarioNames } from "../dist/sandbox/scenario/library.js";

const guide = "scenarios/README.md";
const begin = "<!-- The table is made by `npm run generate`. -->\n";
const end = "\n<!-- Here it ends. -->";

/** The guide to the scenarios, with the table of the library as it is now; the rest of it is written by hand. */
export async function scenarioGuide(): Promise<string> {
  const text = readFileSync(guide, "utf8");
  const [before, rest = ""] = text.split(begin);
  const [, after] = rest.split(end);
  if (before === undefined || after === undefined)
    throw new Error(`${guide} has lost the marks of its table.`);
  const scenarios = await Promise.all((await scenarioNames()).map(loadScenario));
  const rows = scenarios.map(
    ({ name, title, tags }) => `| [\`${name}\`](${name}.yaml) | ${title} | ${tags.join(", ")} |`,
  );
  const table = ["| scenario | what happens | tags |", "| --- | --- | --- |", ...rows].join("\n");
  return `${before}${begin}\n${table}\n${end}${after}`;
}
