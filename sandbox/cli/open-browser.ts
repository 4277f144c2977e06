import { spawn } from "node:child_process";

/** What opens an address in the person's own browser, on each system. */
function opener(url: string): [command: string, ...args: string[]] {
  if (process.platform === "darwin") return ["open", url];
  // The empty text is the window's title: `start` takes the first quoted word for that.
  if (process.platform === "win32") return ["cmd", "/c", "start", '""', url];
  return ["xdg-open", url];
}

/** Opens an address in the person's browser. Says so on standard error when there is none; nothing else depends on it. */
export function openBrowser(url: string): void {
  const [command, ...args] = opener(url);
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.once("error", () =>
    console.error(`No browser could be opened with ${command}. Open ${url} yourself.`),
  );
  child.unref();
}
