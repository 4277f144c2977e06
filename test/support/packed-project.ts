import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { requireBuiltCommandLine } from "./command-line.ts";

const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
});

/** A project of somebody who has installed the package; nothing of this repository is near. */
export interface PackedProject {
  folder: string;
  /** Runs a tool of the project, such as `vitest`, or a script. */
  run(
    tool: string,
    args: string[],
    env?: Record<string, string>,
  ): Promise<{ code: number | null; out: string }>;
  remove(): void;
}

/** What a project with these tests installs besides the package and what that brings. */
const ownDependencies = ["typescript", "@types/node"];

const entryOf: Record<string, string> = {
  tsc: "typescript/bin/tsc",
  vitest: "vitest/vitest.mjs",
  playwright: "playwright/cli.js",
};

function requireSuccess(command: string, args: string[], cwd: string): void {
  // On Windows npm is a script.
  const shell = process.platform === "win32";
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", shell });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${stderr}${stdout}`);
}

/** Packs the package as it is published, and unpacks it where npm would. */
function install(folder: string): void {
  const modules = join(folder, "node_modules");
  const place = join(modules, "partner-hub-sandbox");
  mkdirSync(place, { recursive: true });
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  requireSuccess("npm", args, process.cwd());
  const archive = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  requireSuccess("tar", ["-xzf", join(folder, archive), "--strip-components=1", "-C", place], folder);
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(place, "package.json"), "utf8")));
  const names = [
    ...Object.keys(manifest.dependencies),
    ...Object.keys(manifest.peerDependencies),
    ...ownDependencies,
  ];
  for (const name of names) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(resolve("node_modules", name), join(modules, name), "junction");
  }
}

/** Makes a project from a folder, with the package installed in it from its archive. */
export function packedProject(source: string): PackedProject {
  requireBuiltCommandLine();
  const folder = mkdtempSync(join(tmpdir(), "hub-sandbox-consumer-"));
  cpSync(source, folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "name": "shop-desk", "private": true, "type": "module" }\n');
  install(folder);
  return {
    folder,
    async run(tool, args, env = {}) {
      const entry = entryOf[tool];
      const script = entry === undefined ? tool : join(folder, "node_modules", entry);
      const plain = { NO_COLOR: "1", FORCE_COLOR: "0", VITEST: "", CI: "1" };
      const child = spawn(process.execPath, [script, ...args], {
        cwd: folder,
        env: { ...process.env, ...plain, ...env },
      });
      let out = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
          out += text;
        });
      }
      const [code] = await once(child, "close");
      return { code, out };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
