import { type Command, InvalidArgumentError } from "commander";
import { readBaseUrl, readCount, readPort, readSeed } from "./options.js";

const addTo = (text: string, before: string[] = []): string[] => [...before, text];

function readUrl(text: string): string {
  // A place for the partner's id may stand where no URL could have braces.
  const url = text.replaceAll("{partner}", "partner");
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return text;
  throw new InvalidArgumentError(
    `"${text}" is no http(s) URL. Give an absolute one, such as http://localhost:3000/webhooks.`,
  );
}

function readHeader(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { ...before, [name]: value };
  throw new InvalidArgumentError(`"${text}" is no header. Write it as "Authorization: Basic …".`);
}

/** What `run` and `verify` share: which scenarios, and what becomes of the result. */
function withPlayOptions(command: Command): Command {
  return command
    .argument("[scenario...]", "names or files; all scenarios when left out")
    .option("--only <name>", "scenarios whose name fits, * standing for anything; may be repeated", addTo)
    .option("--tag <tag>", "scenarios with this tag; may be repeated", addTo)
    .option("--seed <number>", "the same seed gives the same ids (run: 1, verify: drawn anew)", readSeed)
    .option("--bail", "begin no further scenario after one that fails")
    .option("--quiet", "tell what went wrong, and the figures")
    .option("--json", "print one JSON document instead of a report")
    .option("--json-file <file>", "write the JSON document to a file")
    .option("--junit <file>", "write JUnit XML")
    .option("--html <file>", "write a report in one HTML file, with a sequence diagram of each scenario");
}

function addRun(program: Command): void {
  withPlayOptions(program.command("run"))
    .description("play scenarios headless against the reference client")
    .option("--jobs <number>", "how many scenarios are played at the same time (6)", readCount)
    .option("--explain", "tell the scenarios as stories instead of playing them")
    .action(async (names, { explain, ...options }) => {
      if (explain) return (await import("./explain.js")).explainCommand(names);
      process.exitCode = await (await import("./run.js")).runCommand(names, options);
    });
}

function addVerify(program: Command): void {
  withPlayOptions(program.command("verify"))
    .description("play scenarios against your app, and judge it")
    .option("--webhook-url <url>", "where your app takes partner webhooks; else it sets it itself", readUrl)
    .option(
      "--webhook-header <header>",
      'sent with every webhook, "Name: value"; may be repeated',
      readHeader,
    )
    .option("--redirect-url <url>", "where your app takes its clients back; else it sets it itself", readUrl)
    .option("--page-url <url>", "your page with the Connect control; {partner} stands for the id", readUrl)
    .option("--button <selector>", "clicks this in Chromium (needs Playwright); {partner} stands for the id")
    .option("--storage-state <file>", "Playwright's storage state, for a page that wants a log-in")
    .option("--state <text>", "without a page: the state that your app takes")
    .option("--signs-links", "your app signs its links when its partner asks for it (IO Signature)")
    .option("--idle-url <url>", "answers 200 once your app has come to rest", readUrl)
    .option("--settle <ms>", "without --idle-url: silence after which it has come to rest (250)", readCount)
    .option("--wait <seconds>", "how long your app may take to come up (10)", readCount)
    .option("--partner <id>", "a partner that takes part; may be repeated (all)", addTo)
    .option("--partners-file <file>", "JSON with partners of your own; each plays at the same time")
    .option("--baseline <file>", "JSON with known failures, which do not fail the run")
    .option("--update-baseline", "write all failures of this run to the baseline")
    .option("--port <port>", "where the sandbox listens; 0 picks a free port", readPort, 8082)
    .option("--host <host>", "address to bind", "127.0.0.1")
    .option("--base-url <url>", "origin that others use to reach the sandbox", readBaseUrl)
    .option("--allow-remote", "let webhooks leave this machine and private networks")
    .action(async (names, options) => {
      process.exitCode = await (await import("./verify.js")).verifyCommand(names, options);
    });
}

/** The commands that play scenarios. */
export function addPlayCommands(program: Command): void {
  addRun(program);
  addVerify(program);
}
