import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";

const here = dirname(fileURLToPath(import.meta.url));

/** The folder of package.json, whether this file runs from source or from dist/. */
function packageRoot(from: string): string {
  if (existsSync(join(from, "package.json")) || dirname(from) === from) return from;
  return packageRoot(dirname(from));
}

// Browser modules exist compiled only, the style sheet lies beside this file in source and in dist/.
const scripts = join(packageRoot(here), "dist", "reference-client", "browser");
const scriptNames = new Set([
  "home.js",
  "connect.js",
  "embedding.js",
  "live-channels.js",
  "redirect-page.js",
]);

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#0f5c63"/><path fill="#fff" d="M13 12h6l1.6 12h-9.2zM13 7.5h6V11h-6z"/><path fill="#f4c568" d="M20.5 8.2 28 5.5v7.4l-7.5-2.6zM11.5 8.2 4 5.5v7.4l7.5-2.6z"/></svg>`;

/** The style sheet, the icon and the browser modules, by name and nothing else. */
export function assets(): Hono {
  const app = new Hono();
  const cached = { "cache-control": "no-cache" };
  app.get("/assets/desk.css", (c) =>
    c.body(readFileSync(join(here, "desk.css"), "utf8"), 200, {
      "content-type": "text/css; charset=utf-8",
      ...cached,
    }),
  );
  app.get("/assets/mark.svg", (c) => c.body(icon, 200, { "content-type": "image/svg+xml", ...cached }));
  app.get("/assets/:script", (c) => {
    const name = c.req.param("script");
    const file = join(scripts, name);
    if (!scriptNames.has(name) || !existsSync(file)) {
      return c.text(`No ${name} here. Browser code is compiled: run npm run build.`, 404);
    }
    return c.body(readFileSync(file, "utf8"), 200, {
      "content-type": "text/javascript; charset=utf-8",
      ...cached,
    });
  });
  return app;
}
