import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { packageRoot } from "../scenario/library.js";

/** The scenario could not be written; the message says why. */
export class InitError extends Error {}

const schemaFile = join(packageRoot, "scenarios", "scenario.schema.json");

/** The schema as the editor finds it from a folder; in a project, that is below `node_modules`. */
function schemaFrom(folder: string): string {
  const path = relative(folder, schemaFile).replaceAll("\\", "/");
  return path.startsWith(".") ? path : `./${path}`;
}

const firstScenario = (schema: string) => `# yaml-language-server: $schema=${schema}
# A scenario is a story that your app has to survive. Change it, and keep one page: one file, one story.
title: The first number, a day late
story: >
  What happens here in real life, in a sentence or two. A bakery's owner connects her shop, and Meta takes a day.
tags: [first]

# Who pays: partner (numbers are shared with you by default), or direct (the client pays, and must grant the permission).
billing: partner

# Who takes part, by alias, with the numbers that can be added. created, ready, running, live: a duration, or never.
clients:
  bakery:
    name: Nordlicht Bakery
    email: owner@nordlicht.example
    numbers:
      shop: { phone: "+4915100000042", running: 1d, live: 1d }

# What happens, one after the other. The steps are listed in scenarios/README.md of the package.
steps:
  - client_opens: bakery # clicks Connect in your app
  - client_signs_up: bakery
  - client_adds: shop
  - client_confirms: bakery
  - client_returns: bakery # the redirect reaches your app
  - wait: 23h # on the hub's clock: nothing sleeps
  - expect:
      - { call: create_api_key, never: true } # too early
  - wait: 2h

# What must be so at the end, held against the record of what your app really sent.
expect:
  - { event: channel_running, number: shop, times: 1 }
  - { call: create_api_key, number: shop, status: 201, times: 1, after: { event: channel_running, number: shop } }
  - { state: { number: shop, has_key: true, webhook_set: true } }
`;

/**
 * Writes a first scenario, with comments, and says what to do with it.
 *
 * @param name of the file, with or without its ending.
 * @throws InitError when there is such a file already.
 */
export async function initCommand(name: string): Promise<void> {
  const file = /\.ya?ml$/.test(name) ? name : `${name}.yaml`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, firstScenario(schemaFrom(dirname(file))), { flag: "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      throw new InitError(
        `${file} is there already, and stays as it is. Give another name: hub-sandbox init NAME.`,
      );
    }
    throw error;
  }
  console.log(
    [
      `Wrote ${file}. What to do next:`,
      "",
      `  hub-sandbox explain ${file}    read it as a story`,
      `  hub-sandbox run ${file}        play it against the reference client`,
      `  hub-sandbox verify ${file} …   play it against your app (hub-sandbox verify --help)`,
      "",
      "The language and the library: scenarios/README.md of the package; hub-sandbox explain tells them all.",
    ].join("\n"),
  );
}
