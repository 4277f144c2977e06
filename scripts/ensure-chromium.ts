/**
 * Makes sure that the browser tests have a Chromium, and installs one when there is none. `npm test` runs it; the tests
 * themselves import what it knows. Importing it installs nothing.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { chromium, type LaunchOptions } from "playwright";

const systemPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

const isRoot = process.getuid?.() === 0;
const largestScript = 64 * 1024;

// Ubuntu's chromium-browser is a script that asks for a snap, and a snap may not read the profile that Playwright makes.
function isSnapStub(path: string): boolean {
  return statSync(path).size < largestScript && readFileSync(path, "latin1").includes("/snap/");
}

const isUsable = (path: string): boolean => existsSync(path) && !isSnapStub(path);

/** Where Playwright keeps the browser it downloads; nowhere on a system that it has none for. */
function playwrightsOwn(): string | undefined {
  try {
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds a Chromium: the one that `CHROMIUM_PATH` names, Playwright's own, or the system's.
 *
 * @returns the path of its executable, or undefined when there is none.
 * @throws Error when `CHROMIUM_PATH` names a file that does not exist.
 */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is "${named}", and there is no such file. Correct it, or unset it.`);
  }
  return playwrightsOwn() ?? systemPaths.find(isUsable);
}

/**
 * How the tests launch Chromium.
 *
 * @throws Error when there is none, with the remedy.
 */
export function launchOptions(): LaunchOptions {
  const path = findChromium();
  if (path === undefined) throw new Error("There is no Chromium. Run node scripts/ensure-chromium.ts first.");
  const args = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  // Chromium's own sandbox does not work for root, as in most containers.
  if (isRoot) args.unshift("--no-sandbox");
  // By itself Playwright would look for its headless shell, which need not be there when its Chromium is.
  return path === playwrightsOwn() ? { channel: "chromium", args } : { executablePath: path, args };
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
  let trouble = findChromium() === undefined ? "none was found" : await tryOut();
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
