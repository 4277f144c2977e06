/**
 * Compiles the sandbox, the reference client and their browser code to `dist/`, and puts the style sheets beside them.
 * Files are written over and only then those without a source are taken away, so that a process that runs from `dist/`
 * does not lose its modules.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, globSync, rmSync } from "node:fs";
import { join, relative } from "node:path";

const kept = new Set<string>();
let failed = false;

for (const project of ["tsconfig.json", "tsconfig.browser.json"]) {
  const { status, stdout } = spawnSync("tsc", ["-p", project, "--listEmittedFiles"], {
    encoding: "utf8",
    stdio: ["inherit", "pipe", "inherit"],
    shell: process.platform === "win32",
  });
  for (const line of stdout.split(/\r?\n/)) {
    const emitted = /^TSFILE:\s+(.*)$/.exec(line)?.[1];
    if (emitted !== undefined) kept.add(relative(process.cwd(), emitted));
    else if (line !== "") console.error(line);
  }
  failed ||= status !== 0;
}

for (const asset of globSync(["sandbox/**/*.css", "reference-client/**/*.css"])) {
  const copy = join("dist", asset);
  cpSync(asset, copy);
  kept.add(copy);
}

for (const file of globSync("dist/**/*.*")) if (!kept.has(file)) rmSync(file, { force: true });

chmodSync("dist/sandbox/cli/main.js", 0o755);
if (failed) process.exit(1);
