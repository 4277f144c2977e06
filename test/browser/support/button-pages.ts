import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";

const require = createRequire(import.meta.url);
const react = dirname(require.resolve("react"));
const reactDom = dirname(require.resolve("react-dom"));
const button07 = dirname(require.resolve("connect-button-0-7"));
const button08 = dirname(require.resolve("connect-button-0-8"));
const button10 = dirname(require.resolve("360dialog-connect-button"));
const commonJs = "dialog-connect-button.cjs.production.min.js";

// The files as npm delivers them. `package.json` of all three buttons names an ESM build that is not in the package, so
// a bundler takes the CommonJS one too.
const files: Record<string, string> = {
  "/react.js": join(react, "umd/react.production.min.js"),
  "/react-dom.js": join(reactDom, "umd/react-dom.production.min.js"),
  "/0.7.1.js": join(button07, commonJs),
  "/0.8.2.js": join(button08, commonJs),
  "/1.0.2.js": join(button10, commonJs),
  "/1.0.2.umd.js": join(button10, "dialog-connect-button.umd.js"),
};

/** The published versions of the button's React component that the tests have. */
export type ReactBuild = "0.7.1" | "0.8.2" | "1.0.2";

/** A page of a partner's app: its HTML, and what its server says besides. */
export interface ButtonPage {
  html: string;
  headers?: Record<string, string>;
}

const frame = (body: string) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><link rel="icon" href="data:,"><title>A page with the button</title></head>
  <body>
    <script>
      const tell = (what) => navigator.sendBeacon("/told", JSON.stringify({ in: opener ? "popup" : "page", ...what }));
      // Stays the same function: 1.0.2 calls back again whenever it changes.
      function callback(result) {
        tell({ callback: result });
      }
      window.addEventListener("message", ({ origin, data }) => {
        tell({ message: typeof data === "string" ? data : "no text", from: origin });
      });
    </script>
    ${body}
  </body>
</html>`;

const attributesOf = (attributes: Record<string, string>) =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}="${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`)
    .join(" ");

/**
 * The web component of 1.0.2. Observed: its events reach `window` and the element; on `document`, where its README
 * listens, `dialog-connect-callback` never arrives.
 */
export const webComponent = (attributes: Record<string, string>): ButtonPage => ({
  html: frame(`
    <dialog-connect-button ${attributesOf({ "partner-id": "DirectPA", env: "local", ...attributes })}></dialog-connect-button>
    <script>
      window.addEventListener("dialog-connect-callback", (event) => callback(event.detail));
      document.addEventListener("dialog-connect-callback", () => tell({ onDocument: true }));
    </script>
    <script src="/1.0.2.umd.js"></script>`),
});

/** The React component. A CommonJS build in a page without a bundler: `exports` and `require` are all that it asks for. */
export const reactComponent = (build: ReactBuild, props: Record<string, unknown> = {}): ButtonPage => ({
  html: frame(`
    <div id="app"></div>
    <script src="/react.js"></script>
    <script src="/react-dom.js"></script>
    <script>var exports = {}; function require(name) { if (name === "react") return React; throw new Error(name); }</script>
    <script src="/${build}.js"></script>
    <script>
      const root = ReactDOM.createRoot(document.getElementById("app"));
      const render = (more) => root.render(React.createElement(exports.ConnectButton,
        { partnerId: "DirectPA", env: "local", callback, ...${JSON.stringify(props)}, ...more }));
      render();
    </script>`),
});

/** What a page told of itself: a call of the callback, a message that arrived, an event on `document`. */
const toldSchema = z.strictObject({
  in: z.enum(["popup", "page"]),
  callback: z
    .strictObject({
      client: z.string(),
      channels: z.array(z.string()),
      revokedChannels: z.array(z.string()).optional(),
    })
    .optional(),
  message: z.string().optional(),
  from: z.string().optional(),
  onDocument: z.literal(true).optional(),
});
export type Told = z.infer<typeof toldSchema>;

/** A partner's app with the button. */
export interface ButtonApp {
  origin: string;
  /** What its pages told, in the order in which it arrived. */
  told: Told[];
  /** In which windows the callback was called, and with what. */
  callbacks(): Pick<Told, "in" | "callback">[];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * Serves pages with the unmodified official button, on an origin of their own.
 *
 * @param pages by path; each gets the address of its own page, which the docs ask to be the redirect URL too.
 */
export async function serveButtons(
  pages: Record<string, (pageUrl: string) => ButtonPage>,
): Promise<ButtonApp> {
  const told: Told[] = [];
  const app: ButtonApp = {
    origin: "",
    told,
    callbacks: () => told.flatMap((one) => (one.callback ? [{ in: one.in, callback: one.callback }] : [])),
  };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", app.origin).pathname;
    const page = pages[path]?.(app.origin + path);
    const file = files[path];
    if (path === "/told") {
      told.push(toldSchema.parse(JSON.parse(await bodyOf(request))));
      response.writeHead(204).end();
    } else if (page !== undefined) {
      const headers = { "content-type": "text/html; charset=utf-8", ...page.headers };
      response.writeHead(200, headers).end(page.html);
    } else if (file !== undefined) {
      response.setHeader("content-type", "text/javascript; charset=utf-8").end(readFileSync(file));
    } else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  app.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return app;
}
