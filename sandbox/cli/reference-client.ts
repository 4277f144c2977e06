import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Wall } from "../clock/wall.js";
import type { PartnerView } from "../control-api/partners.js";
import { packageRoot } from "../scenario/library.js";

/** The reference client as a process of its own. */
export interface ReferenceClientProcess {
  url: string;
  /** Asks it to stop, and insists after a moment. Resolves when it is gone. */
  stop(): Promise<void>;
}

/** It did not start; the message has what it said. */
export class ReferenceClientError extends Error {}

export interface ReferenceClientSettings {
  hubUrl: string;
  /** Left out, it serves the two stock partners. */
  partners?: readonly PartnerView[];
  /** Ids of the partners for which it logs in with user and password instead of showing an API key. */
  logIns?: ReadonlySet<string>;
  /** Further keys of its config. */
  config?: Record<string, unknown>;
  port?: number;
  wall: Wall;
}

const startPatienceMs = 15_000;
const stopPatienceMs = 5_000;

/** A partner as the reference client's config has it. */
export function hubConfig(partner: PartnerView, logsIn = false) {
  const { id, brandName, billing, apiKey, platformSecret, settings, username, password } = partner;
  return {
    partnerId: id,
    label: brandName,
    billing,
    ioSignature: settings.io_signature,
    ...(apiKey === null ? {} : { apiKey }),
    ...(platformSecret === null ? {} : { platformSecret }),
    ...(logsIn ? { login: { username, password } } : {}),
  };
}

/** Its config goes through a file, so that no credential shows in the list of processes. */
function writeConfig({ hubUrl, partners, logIns, config }: ReferenceClientSettings): {
  path: string;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), "hub-sandbox-"));
  const path = join(folder, "reference-client.json");
  const hubs =
    partners === undefined ? {} : { hubs: partners.map((one) => hubConfig(one, logIns?.has(one.id))) };
  writeFileSync(path, JSON.stringify({ hubUrl, ...hubs, ...config }), { mode: 0o600 });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function urlIn(line: string): string | undefined {
  try {
    const { url } = JSON.parse(line);
    return typeof url === "string" ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Waits for the one line of JSON that says where it listens. */
function ready(child: ChildProcess, wall: Wall): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (what: string) =>
      reject(
        new ReferenceClientError(
          `The reference client ${what}.${said === "" ? "" : ` It said:\n${said.trimEnd()}`}`,
        ),
      );
    const callOff = wall.after(startPatienceMs, () =>
      fail(`did not start within ${startPatienceMs / 1000} s`),
    );
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4000);
    });
    child.once("error", (error) => fail(`could not be started: ${error.message}`));
    child.once("close", (code, signal) => {
      callOff();
      fail(`ended before it was ready (${signal ?? `exit code ${code}`})`);
    });
    if (!child.stdout) return fail("has no output to read");
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = urlIn(line);
      if (url === undefined) return;
      callOff();
      resolve(url);
    });
  });
}

function stopChild(child: ChildProcess, wall: Wall): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
    return Promise.resolve();
  return new Promise((resolve) => {
    const callOff = wall.after(stopPatienceMs, () => child.kill("SIGKILL"));
    child.once("close", () => {
      callOff();
      resolve();
    });
    child.kill("SIGTERM");
  });
}

/**
 * Starts the built reference client against a sandbox, and waits until it has told every hub where its webhooks go.
 *
 * @throws ReferenceClientError with what it said, when it does not start.
 */
export async function startReferenceClient(
  settings: ReferenceClientSettings,
): Promise<ReferenceClientProcess> {
  const { wall, port = 0 } = settings;
  const config = writeConfig(settings);
  const args = ["dist/reference-client/main.js", "--port", String(port), "--json", "--config", config.path];
  const child = spawn(process.execPath, args, { cwd: packageRoot, stdio: ["ignore", "pipe", "pipe"] });
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);
  const stop = async () => {
    await stopChild(child, wall);
    process.off("exit", killWithUs);
    config.remove();
  };
  try {
    const url = await ready(child, wall);
    await fetch(`${url}/idle?timeout=5000`, { signal: wall.deadline(10_000) });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
