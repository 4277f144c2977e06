import type { Mutant } from "../mutant.ts";

/** What is broken in the browser; seen with the app's page in Chromium. */
export const pageMutants: readonly Mutant[] = [
  {
    name: "leaves-its-popup-open",
    story: "tells its page that the client is back, and does not close the window",
    patches: [
      {
        file: "browser/redirect-page.js",
        find: "        window.close();\n",
        replace: "",
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "popup-closes",
  },
  {
    name: "asks-from-its-page",
    story: "has its partner API key in a page, which asks the hub itself",
    patches: [
      {
        file: "routes.js",
        find: `\`default-src 'self'; base-uri`,
        replace: `\`default-src 'self'; connect-src *; base-uri`,
      },
      {
        file: "browser/home.js",
        find: "followChannels();\n",
        replace: `followChannels();
const link = document.querySelector("a[data-connect]");
void fetch(\`\${new URL(link.href).origin}/api/v2/partners/\${link.dataset.partnerId}/channels\`, {
    headers: { "x-api-key": "sandbox-partner-key" },
}).catch(() => { });
`,
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "no-browser-calls",
  },
  {
    name: "has-its-key-in-the-link",
    story: "puts its partner API key into the Connect link",
    patches: [
      {
        file: "onboarding/connect-link.js",
        find: "        state,\n        ...signed(",
        replace: "        state,\n        api_key: hub.apiKey,\n        ...signed(",
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "no-credential-in-url",
  },
];
