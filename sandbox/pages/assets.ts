import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";

const rooms = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where all pages find their style sheets and browser code; the path below it is that of the file in `sandbox/`. */
export const assetPath = "/_sandbox/assets";

function packageRoot(folder: string): string {
  if (existsSync(join(folder, "package.json")) || dirname(folder) === folder) return folder;
  return packageRoot(dirname(folder));
}

const builtRooms = join(packageRoot(rooms), "dist/sandbox");

/** A style sheet lies beside its room's code; browser code, run from source, still lies in dist/. */
function fileOf(path: string): { file: string; type: string } | undefined {
  if (/^[a-z-]+\/[a-z-]+\.css$/.test(path)) return { file: join(rooms, path), type: "text/css" };
  if (/^[a-z-]+\/browser\/[a-z-]+\.js$/.test(path))
    return { file: join(builtRooms, path), type: "text/javascript" };
  return undefined;
}

/** Serves the style sheets (`{room}/{name}.css`) and the browser code (`{room}/browser/{name}.js`), each read once. */
export function createAssets(): Hono {
  const read = new Map<string, string>();

  function body(path: string, file: string): string | undefined {
    const known = read.get(path);
    if (known !== undefined) return known;
    if (!existsSync(file)) return undefined;
    const text = readFileSync(file, "utf8");
    read.set(path, text);
    return text;
  }

  return new Hono().get(`${assetPath}/*`, (c) => {
    const path = c.req.path.slice(assetPath.length + 1);
    const asset = fileOf(path);
    const text = asset && body(path, asset.file);
    if (asset === undefined || text === undefined) {
      const remedy = path.endsWith(".js") ? " Build it with npm run build." : "";
      return c.text(`No file "${path}" here.${remedy}\n`, 404);
    }
    return c.body(text, 200, {
      "Content-Type": `${asset.type}; charset=utf-8`,
      "Cache-Control": "public, max-age=60",
      "X-Content-Type-Options": "nosniff",
    });
  });
}
