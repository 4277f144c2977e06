import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";

const here = dirname(fileURLToPath(import.meta.url));

/** Where the hosted pages find their style sheet and scripts. */
export const assetPath = "/onboarding/assets";

function packageRoot(folder: string): string {
  if (existsSync(join(folder, "package.json")) || dirname(folder) === folder) return folder;
  return packageRoot(dirname(folder));
}

// Run from source, the compiled browser code still lies in dist/.
const script = (name: string) => join(packageRoot(here), "dist/sandbox/permissions-page/browser", name);

const assets: Record<string, { type: string; file: () => string }> = {
  "page.css": { type: "text/css; charset=utf-8", file: () => join(here, "page.css") },
  "select-all.js": { type: "text/javascript; charset=utf-8", file: () => script("select-all.js") },
  "close-window.js": { type: "text/javascript; charset=utf-8", file: () => script("close-window.js") },
};

/** Serves the style sheet and the browser code, each read once. */
export function createAssets(): Hono {
  const read = new Map<string, string>();

  function body(name: string, file: string): string | undefined {
    const known = read.get(name);
    if (known !== undefined) return known;
    if (!existsSync(file)) return undefined;
    const text = readFileSync(file, "utf8");
    read.set(name, text);
    return text;
  }

  return new Hono().get(`${assetPath}/:name`, (c) => {
    const name = c.req.param("name");
    const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
    const text = asset && body(name, asset.file());
    if (asset === undefined || text === undefined) {
      const remedy = asset ? "Build it with npm run build." : `There are ${Object.keys(assets).join(", ")}.`;
      return c.text(`No file "${name}" here. ${remedy}`, 404);
    }
    return c.body(text, 200, { "Content-Type": asset.type, "Cache-Control": "public, max-age=60" });
  });
}
