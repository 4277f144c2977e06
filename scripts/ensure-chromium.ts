/**
 * Makes sure that the browser tests have a Chromium, and installs one when there is none. `npm test` runs it; the tests
 * themselves import what it knows. Importing it installs nothing.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chromium, type LaunchOptions } from "playwright";
import { findChromium, launchOptionsFor } from "../sandbox/verify/chromium.ts";

const isRoot = process.getuid?.() === 0;
const executablePath = () => chromium.executablePath();

/**
 * How the tests launch Chromium.
 *
 * @throws Error when there is none, with the remedy.
 */
export function launchOptions(): LaunchOptions {
  const options = launchOptionsFor(executablePath);
  if (!options) throw new Error("There is no Chromium. Run node scripts/ensure-chromium.ts first.");
  return options;
}

/** Runs a command quietly; on failure its last words are what there is to tell. */
function run(command: string, args: string[]): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    shell: process.platform === "win32",
  });
  if (status === 0) return undefined;
  const lastWords = `${stdout ?? ""}\n${stderr ?? ""}`.trim().split("\n").slice(-3).join("\n    ");
  return `${[command, ...args].join(" ")}: ${error?.message ?? lastWords}`;
}

function isDebian(): boolean {
  if (process.platform !== "linux" || !existsSync("/etc/os-release")) return false;
  return /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"));
}

/** Opens a page, because an executable that lies there may still lack a library. Gives what went wrong. */
async function tryOut(): Promise<string | undefined> {
  try {
    const browser = await chromium.launch(launchOptions());
    await (await browser.newPage()).goto("data:text/html,<p>It works</p>");
    await browser.close();
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
}

type Install = () => string | undefined;

const installFromDebian: Install = () =>
  run("apt-get", ["update", "-qq"]) ??
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);

const installFromPlaywright: Install = () =>
  run("npx", [
    "--no-install",
    "playwright",
    "install",
    ...(isRoot && process.platform === "linux" ? ["--with-deps"] : []),
    "chromium",
  ]);

async function ensureChromium(): Promise<void> {
  let trouble = findChromium(executablePath) === undefined ? "none was found" : await tryOut();
  if (trouble === undefined) return;
  // One that was named is not replaced behind the back of whoever named it.
  if (process.env.CHROMIUM_PATH) throw new Error(`${process.env.CHROMIUM_PATH} cannot be used: ${trouble}`);
  const troubles = [trouble];
  const installs =
    isRoot && isDebian() ? [installFromDebian, installFromPlaywright] : [installFromPlaywright];
  for (const install of installs) {
    console.log("Installing a Chromium for the browser tests; this takes a minute.");
    trouble = install() ?? (await tryOut());
    if (trouble === undefined) return;
    troubles.push(trouble);
  }
  throw new Error(troubles.join("\n  "));
}

if (import.meta.main) {
  try {
    await ensureChromium();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(
      `The browser tests need a Chromium, and there is none that works:\n  ${reason}\nInstall Chromium or Google Chrome, or run npx playwright install chromium, or set CHROMIUM_PATH to one that you have.`,
    );
    process.exitCode = 1;
  }
}
