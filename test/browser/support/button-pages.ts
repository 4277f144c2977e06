import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

const require = createRequire(import.meta.url);
const react = dirname(require.resolve("react"));
const reactDom = dirname(require.resolve("react-dom"));
const button1 = dirname(require.resolve("360dialog-connect-button"));
const button08 = dirname(require.resolve("connect-button-0-8"));

// The files as npm delivers them. `package.json` of both buttons names an ESM build that is not in the package, so a
// bundler takes the CommonJS one too.
const files: Record<string, string> = {
  "/react.js": join(react, "umd/react.production.min.js"),
  "/react-dom.js": join(reactDom, "umd/react-dom.production.min.js"),
  "/button-1.umd.js": join(button1, "dialog-connect-button.umd.js"),
  "/button-1.cjs.js": join(button1, "dialog-connect-button.cjs.production.min.js"),
  "/button-0-8.cjs.js": join(button08, "dialog-connect-button.cjs.production.min.js"),
};

const frame = (body: string) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><link rel="icon" href="data:,"><title>A page with the button</title></head>
  <body>
    <output data-testid="callback"></output>
    <script>
      // Stays the same function: 1.0.2 calls back again whenever it changes.
      function callback(result) {
        document.querySelector("output").textContent = JSON.stringify(result);
      }
    </script>
    ${body}
  </body>
</html>`;

/** The web component. Its events reach `window`, not `document` as its README says. */
const webComponent = (pageUrl: string) =>
  frame(`
    <dialog-connect-button partner-id="DirectPA" env="local" redirect-url="${pageUrl}" state="from-here">
    </dialog-connect-button>
    <script>window.addEventListener("dialog-connect-callback", (event) => callback(event.detail));</script>
    <script src="/button-1.umd.js"></script>`);

/** A CommonJS build in a page without a bundler: `exports` and `require` are all that it asks for. */
const reactComponent = (build: string, props: Record<string, unknown>) =>
  frame(`
    <div id="app"></div>
    <script src="/react.js"></script>
    <script src="/react-dom.js"></script>
    <script>var exports = {}; function require(name) { if (name === "react") return React; throw new Error(name); }</script>
    <script src="${build}"></script>
    <script>
      const props = { partnerId: "DirectPA", env: "local", callback, ...${JSON.stringify(props)} };
      ReactDOM.createRoot(document.getElementById("app")).render(React.createElement(exports.ConnectButton, props));
    </script>`);

/** The pages of a partner's app, each with one build of the button. */
const pages: Record<string, (pageUrl: string) => string> = {
  "/web-component": webComponent,
  // A value that is not set goes out as `name=`.
  "/react-1": (redirect_url) =>
    reactComponent("/button-1.cjs.js", { queryParameters: { redirect_url, name: "" } }),
  "/react-1-one-number": (redirect_url) =>
    reactComponent("/button-1.cjs.js", {
      requestedNumber: "4915100000043",
      queryParameters: { redirect_url, next: "login" },
    }),
  // Names no redirect URL: it needs the one that the partner has set.
  "/react-0-8": () => reactComponent("/button-0-8.cjs.js", {}),
};

/** Serves pages with the unmodified official button. Each is its own redirect URL, as the docs ask; gives the origin. */
export async function serveButtonPages(): Promise<string> {
  let origin = "";
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", origin).pathname;
    const page = pages[path];
    const file = files[path];
    if (page !== undefined) {
      response.setHeader("content-type", "text/html; charset=utf-8").end(page(origin + path));
    } else if (file !== undefined) {
      response.setHeader("content-type", "text/javascript; charset=utf-8").end(readFileSync(file));
    } else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return origin;
}
