/** Compiles the sandbox, the reference client and their browser code to `dist/`, and puts the style sheets beside them. */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, globSync, rmSync } from "node:fs";
import { join } from "node:path";

rmSync("dist", { recursive: true, force: true });

for (const project of ["tsconfig.json", "tsconfig.browser.json"]) {
  const { status } = spawnSync("tsc", ["-p", project], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}

for (const asset of globSync(["sandbox/**/*.css", "reference-client/**/*.css"])) {
  cpSync(asset, join("dist", asset));
}

chmodSync("dist/sandbox/cli/main.js", 0o755);
