import { Command } from "commander";
import { readBaseUrl, readClock, readCount, readField, readPort, readSeed } from "./options.js";
import { addPlayCommands } from "./play-commands.js";

const defaultUrl = "http://localhost:8082";

function withStartOptions(command: Command): Command {
  return command
    .option("--port <port>", "where to listen; 0 picks a free port", readPort, 8082)
    .option("--host <host>", "address to bind", "127.0.0.1")
    .option("--base-url <url>", "origin that others use to reach the sandbox", readBaseUrl)
    .option("--db <file>", "keep everything in a file", ":memory:")
    .option("--clock <clock>", "real, manual, or a factor such as x60", readClock, readClock("real"))
    .option("--seed <number>", "the same seed gives the same ids", readSeed)
    .option("--seed-file <file>", "a YAML file of partners, clients and channels to begin with")
    .option("--keep-entries <number>", "how many entries the journal keeps; 0 keeps all (200000)", readCount)
    .option("--keep-days <number>", "how many days the journal keeps; 0 keeps all (30)", readCount)
    .option("--allow-remote", "let webhooks leave this machine and private networks")
    .option("--scenario <name>", "play a scenario's client once an app has set its redirect URL")
    .option("--json", "print one line of JSON when ready");
}

function addStart(program: Command): void {
  withStartOptions(program.command("start"))
    .description("start the sandbox")
    .action(async (options) => (await import("./start.js")).startCommand(options));
  withStartOptions(program.command("demo"))
    .description("start the sandbox and the reference client")
    .option("--client-port <port>", "where the reference client listens", readPort, 3000)
    .option("--open", "open the demo, a narrated tour on one screen, in your browser")
    .action(async (options) => (await import("./demo.js")).demoCommand(options));
}

function addRemote(program: Command): void {
  program
    .command("trigger")
    .argument("<event>", "such as channel_running")
    .description("make an event happen in a running sandbox")
    .requiredOption("--channel <id>", "the channel it is about")
    .requiredOption("--partner <id>", "the channel's partner")
    .option(
      "--set <path=value>",
      "send it with another value, such as data.status=error; may be repeated",
      readField,
    )
    .option("--url <url>", "the sandbox", readBaseUrl, defaultUrl)
    .action(async (event, options) => (await import("./remote.js")).triggerCommand(event, options));
  program
    .command("advance")
    .argument("<duration>", "such as 2d or 1h30m")
    .description("move the clocks of a running sandbox on")
    .option("--partner <id>", "one partner's clock only")
    .option("--url <url>", "the sandbox", readBaseUrl, defaultUrl)
    .action(async (by, options) => (await import("./remote.js")).advanceCommand(by, options));
  program
    .command("journal")
    .description("print the journal of a running sandbox as JSON lines")
    .option("--partner <id>", "one partner's entries only")
    .option("--kind <kinds>", "kinds of entries, with commas between")
    .option("--follow", "go on with entries as they come")
    .option("--url <url>", "the sandbox", readBaseUrl, defaultUrl)
    .action(async (options) => (await import("./remote.js")).journalCommand(options));
}

function addScenarioCommands(program: Command): void {
  program
    .command("init")
    .argument("[name]", "of the file to write", "first-scenario")
    .description("write a first scenario with comments")
    .action(async (name) => (await import("./init.js")).initCommand(name));
  program
    .command("explain")
    .argument("[scenario...]", "names or files; all scenarios when left out")
    .description("tell scenarios as stories in plain English")
    .action(async (names) => (await import("./explain.js")).explainCommand(names));
}

/** Errors that a sentence explains; everything else is a bug, and shows where it happened. */
const explained = new Set([
  "StartError",
  "StoreError",
  "RemoteError",
  "HubError",
  "InitError",
  "ReferenceClientError",
  "ScenarioError",
  "SeedError",
  "UnknownScenarioError",
]);

/** Reads the command line and runs its command. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const program = new Command("hub-sandbox")
    .description("A local sandbox of the 360dialog Partner Hub")
    .showHelpAfterError();
  addStart(program);
  addPlayCommands(program);
  addScenarioCommands(program);
  addRemote(program);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    const isExplained = error instanceof Error && explained.has(error.constructor.name);
    console.error(isExplained ? error.message : error);
    process.exitCode = 1;
  }
}
