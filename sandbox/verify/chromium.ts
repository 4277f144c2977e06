import { existsSync, readFileSync, statSync } from "node:fs";
import type { LaunchOptions } from "playwright";

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
function playwrightsOwn(executablePath: () => string): string | undefined {
  try {
    const path = executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds a Chromium: the one that `CHROMIUM_PATH` names, Playwright's own, or the system's.
 *
 * @param executablePath of Playwright's `chromium`.
 * @returns the path of its executable, or undefined when there is none.
 * @throws Error when `CHROMIUM_PATH` names a file that does not exist.
 */
export function findChromium(executablePath: () => string): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is "${named}", and there is no such file. Correct it, or unset it.`);
  }
  return playwrightsOwn(executablePath) ?? systemPaths.find(isUsable);
}

/**
 * How Playwright launches that Chromium.
 *
 * @param executablePath of Playwright's `chromium`.
 * @returns undefined when there is none.
 */
export function launchOptionsFor(executablePath: () => string): LaunchOptions | undefined {
  const path = findChromium(executablePath);
  if (path === undefined) return undefined;
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
  return path === playwrightsOwn(executablePath)
    ? { channel: "chromium", args }
    : { executablePath: path, args };
}
