/** Writes `docs/contract-rules.md` out of the catalogue: what the rules ask of an integration, and why. */
import { ruleGroups } from "../dist/sandbox/contract/rules.js";

type Rule = (typeof ruleGroups)[number]["rules"][number];

const count = ruleGroups.reduce((sum, { rules }) => sum + rules.length, 0);

const intro = `# What an integration owes the hub

Made by \`npm run generate\` from \`sandbox/contract/rules/\`; do not edit.

The ${count} rules are judged by the journal alone, whoever wrote the app and in whatever language: by \`hub-sandbox verify\`, in the
console, and by \`GET /_sandbox/api/contract?partner=…\`. A rule is **kept** or **broken** where there was an occasion for it;
without one it was **not tried**, which is not the same as kept. What a fault did on purpose is never held against the app.

A mark says how sure we are of the fact behind a rule: **documented** by 360dialog, **observed** in production or in
published clients, **inferred** from what is stated, **invented** by us where the facts are silent.`;

const section = ({ id, title, why, looksFor, mend, evidence }: Rule): string =>
  [
    `### ${title}`,
    "",
    `\`${id}\` · **${evidence.mark}**: ${evidence.source}`,
    "",
    why,
    "",
    `- *In the journal:* ${looksFor}`,
    `- *To mend it:* ${mend}`,
  ].join("\n");

const cell = (text: string) => text.replaceAll("|", "\\|");

const overview = [
  "| rule | what a good integration does | evidence |",
  "| --- | --- | --- |",
  ...ruleGroups.flatMap(({ rules }) =>
    rules.map(({ id, title, evidence }) => `| \`${id}\` | ${cell(title)} | ${evidence.mark} |`),
  ),
].join("\n");

/** The whole file. */
export const contractRulesMarkdown = (): string =>
  `${[
    intro,
    overview,
    ...ruleGroups.flatMap(({ title, rules }) => [`## ${title}`, ...rules.map(section)]),
  ].join("\n\n")}\n`;
