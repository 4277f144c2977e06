/**
 * Writes the files that are made from the code: `npm run generate`, which builds first.
 * With `--check` nothing is written, and the exit code says whether one of them is stale.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { startSandbox } from "../dist/sandbox/sandbox.js";
import { scenarioJsonSchema } from "../dist/sandbox/scenario/language/schema.js";
import { seedJsonSchema } from "../dist/sandbox/seed/schema.js";
import { biomeConfig } from "./biome-config.ts";
import { contractRulesMarkdown } from "./contract-rules.ts";
import { scenarioGuide } from "./scenario-table.ts";
import { supportMarkdown } from "./support.ts";

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

async function support(): Promise<string> {
  const sandbox = await startSandbox({ port: 0 });
  try {
    const answer = await fetch(`${sandbox.url}/_sandbox/api/openapi.json`);
    return supportMarkdown(await answer.json());
  } finally {
    await sandbox.stop();
  }
}

const files: Record<string, () => string | Promise<string>> = {
  "biome.json": () => json(biomeConfig),
  "scenarios/README.md": scenarioGuide,
  "scenarios/scenario.schema.json": () => json(scenarioJsonSchema()),
  "scenarios/seed.schema.json": () => json(seedJsonSchema()),
  "SUPPORT.md": support,
  "docs/contract-rules.md": contractRulesMarkdown,
};

const check = process.argv.includes("--check");
let stale = 0;

for (const [path, make] of Object.entries(files)) {
  const now = existsSync(path) ? readFileSync(path, "utf8") : "";
  const wanted = await make();
  if (now === wanted) continue;
  if (check) {
    console.error(`${path} is stale: run \`npm run generate\` and commit the result.`);
    stale += 1;
  } else {
    writeFileSync(path, wanted);
    console.log(`wrote ${path}`);
  }
}

process.exitCode = stale > 0 ? 1 : 0;
