import { type Mutant, neverLooksAgain } from "../mutant.ts";

/** What comes back with a client's browser. */
export const redirectMutants: readonly Mutant[] = [
  {
    name: "knows-no-state",
    story: "takes every redirect for one that it asked for",
    patches: [
      {
        file: "pages/routes.js",
        find: "const redirect = session && state ? deps.sessions.acceptRedirect(session, state, claims) : undefined;",
        replace:
          'const [{ partnerId }] = deps.config.hubs;\n    const redirect = { id: 0, sessionId: session ?? "somebody", partnerId, ...claims };',
      },
      {
        file: "pages/routes.js",
        find: "if (session === undefined || state === undefined || redirect === undefined) {",
        replace: "if (redirect === undefined) {",
      },
      {
        file: "pages/routes.js",
        find: 'deps.sessions.redirectOutcome(session, state) ?? "pending"',
        replace: '"linked"',
      },
    ],
    scenarios: ["forged-redirect-wrong-state"],
    caughtBy: "ignores-forged-redirects",
  },
  {
    name: "believes-the-query",
    story: "does not ask the hub whose channels a redirect names",
    patches: [
      {
        file: "onboarding/redirect-confirmation.js",
        find: "if (channel === undefined || clientOf(channel) !== redirect.clientId) {",
        replace: "if (channel === undefined) {",
      },
    ],
    scenarios: ["forged-redirect-foreign-channel"],
    caughtBy: "ignores-forged-redirects",
  },
  {
    name: "reads-channels-only",
    story: "does not read what a redirect says in `revoked`",
    patches: [
      {
        file: "onboarding/redirect-query.js",
        find: "return { clientId: client, channels, revoked };",
        replace: "return { clientId: client, channels, revoked: revoked.slice(0, 0) };",
      },
    ],
    scenarios: ["revoked-on-return"],
    config: neverLooksAgain,
    caughtBy: "heeds-revoked",
  },
];
