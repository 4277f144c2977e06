import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { startReferenceClient } from "../../reference-client/app.ts";
import type { Patch } from "./mutant.ts";

const compiled = "dist/reference-client";

/** Makes copies of the compiled reference client, and removes them all in the end. */
export interface Copies {
  /** @throws Error when a patch has lost its place. */
  make(name: string, patches: readonly Patch[]): Promise<typeof startReferenceClient>;
  remove(): void;
}

function apply(folder: string, name: string, { file, find, replace }: Patch): void {
  const path = join(folder, compiled, file);
  const source = readFileSync(path, "utf8");
  const places = source.split(find).length - 1;
  if (places !== 1) {
    throw new Error(
      `The mutant ${name} patches ${compiled}/${file} where it says ${JSON.stringify(find)}, and that is there ${places} times. Adapt the patch to the reference client as it is now.`,
    );
  }
  writeFileSync(
    path,
    source.replace(find, () => replace),
  );
}

/** The copies lie below `node_modules`: Node finds their packages from there, and vitest leaves them as they are. */
export function startCopies(): Copies {
  if (!existsSync(join(compiled, "app.js"))) {
    throw new Error(`${compiled} is missing: run \`npm run build\` first, or \`npm test\`, which does.`);
  }
  mkdirSync("node_modules/.cache", { recursive: true });
  const root = mkdtempSync(resolve("node_modules/.cache/mutants-"));
  // All copies are of the same moment, also when somebody builds meanwhile.
  const whole = join(root, "as-it-is");
  cpSync(compiled, join(whole, compiled), { recursive: true, filter: (path) => !path.endsWith(".d.ts") });
  writeFileSync(join(whole, "package.json"), JSON.stringify({ type: "module" }));
  return {
    async make(name, patches) {
      const folder = join(root, name);
      cpSync(whole, folder, { recursive: true });
      for (const patch of patches) apply(folder, name, patch);
      const app: { startReferenceClient: typeof startReferenceClient } = await import(
        pathToFileURL(join(folder, compiled, "app.js")).href
      );
      return app.startReferenceClient;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
