import type { RightWay } from "../mutant.ts";

/** Clients that do it otherwise than the reference client, and rightly so: no rule may accuse them. */
export const rightWays: readonly RightWay[] = [
  {
    name: "pages-to-the-end",
    story: "looks for its numbers in the list, page by page",
    patches: [
      {
        file: "hub/partner-api.js",
        find: `            const answer = await ask("GET", \`/channels/\${id(channelId)}\`);
            if (answer.status === 404)
                return undefined;
            return answer.status === 200 ? readAs(channelObject, answer) : refuse(answer);`,
        replace: `            const found = [];
            for (let total = 1; found.length < total;) {
                const { body } = await ask("GET", \`/channels?limit=20&offset=\${found.length}\`);
                found.push(...rowsOf(body).map((row) => channelObject.parse(row)));
                ({ total } = body);
            }
            return found.find((row) => row.id === channelId);`,
      },
    ],
    scenarios: ["test/mutants/thirty-numbers.yaml"],
    keeps: ["reads-whole-lists"],
  },
  {
    name: "answers-with-nothing",
    story: "answers 204 to partner webhooks, and 403 to forged ones",
    patches: [
      {
        file: "webhooks/partner-webhook.js",
        find: "return c.json({ received: true, duplicate: !isNew });",
        replace: "return c.body(null, 204);",
      },
      {
        file: "webhooks/partner-webhook.js",
        find: 'and the platform secret." }, 401);',
        replace: 'and the platform secret." }, 403);',
      },
    ],
    scenarios: ["first-grant", "webhooks-duplicated", "forged-webhook"],
    keeps: ["answers-partner-webhooks", "refuses-bad-signatures", "duplicates-change-nothing"],
  },
  {
    name: "answers-when-it-is-done",
    story: "does its work while the hub waits for the answer",
    patches: [
      {
        file: "webhooks/partner-webhook.js",
        find: "            drainSoon();",
        replace: "            await new Promise((done) => setTimeout(done, 150, drainSoon()));",
      },
    ],
    scenarios: [
      "first-grant",
      "running-and-live-together",
      "webhooks-duplicated",
      "webhooks-reordered",
      "revoked-with-an-event",
    ],
    keeps: ["one-key-per-grant", "duplicates-change-nothing", "no-key-on-early-events"],
  },
  {
    name: "works-by-the-clock",
    story: "looks into its inbox now and then",
    patches: [
      { file: "app.js", find: "        setImmediate(() => {", replace: "        setTimeout(() => {" },
      {
        file: "app.js",
        find: "drainInbox({ ...shared, wake });\n            end();\n        });",
        replace: "drainInbox({ ...shared, wake });\n            end();\n        }, 400);",
      },
    ],
    scenarios: ["first-grant", "webhooks-duplicated", "revoked-with-an-event"],
    keeps: ["one-key-per-grant", "duplicates-change-nothing", "stops-after-revocation"],
  },
  {
    name: "has-one-webhook-for-all",
    story: "sets the messaging webhook of the whole account",
    patches: [{ file: "hub/messaging-api.js", find: '"/v1/configs/webhook"', replace: '"/waba_webhook"' }],
    scenarios: ["first-grant", "granted-days-later", "revoked-and-granted-again", "message-comes-twice"],
    keeps: ["webhook-after-new-key", "opens-messaging-webhook"],
  },
  {
    name: "goes-by-live",
    story: "connects a number with channel_live, and has no use for channel_running",
    patches: [
      {
        file: "worker/inbox-worker.js",
        find: '    "channel_running",\n    "channel_live",\n',
        replace: '    "channel_live",\n',
      },
    ],
    scenarios: ["first-grant", "running-before-redirect", "popup-closed", "granted-days-later"],
    keeps: ["waits-for-late-webhooks", "keeps-early-webhooks", "takes-late-grants"],
  },
  {
    name: "goes-by-the-word",
    story: "takes the hub's word for it when an event says that a number runs",
    patches: [
      {
        file: "worker/channel-truth.js",
        find: "running: isRunning(channel), gone: false",
        replace: "running: isRunning(channel) || before.progress >= 3, gone: false",
      },
    ],
    scenarios: ["first-grant", "key-asked-too-early"],
    keeps: ["no-key-before-running", "no-key-on-early-events"],
  },
  {
    name: "has-its-secret-in-the-url",
    story: "proves its messaging webhook by a secret in its own URL",
    patches: [
      {
        file: "worker/channel-steps.js",
        find: `\`\${publicUrl}/messaging/\${ref.channelId}\``,
        replace: `\`\${publicUrl}/messaging/\${ref.channelId}?secret=\${ref.webhookSecret}\``,
      },
      {
        file: "hub/messaging-api.js",
        find: "{ url, headers: { Authorization: authorization } }",
        replace: "{ url }",
      },
      {
        file: "webhooks/messaging-webhook.js",
        find: 'c.req.header("authorization") ?? "";',
        replace: `\`Bearer \${c.req.query("secret")}\`;`,
      },
    ],
    scenarios: ["first-grant", "revoked-and-granted-again", "message-comes-twice"],
    keeps: ["opens-messaging-webhook", "no-credential-in-url", "webhook-after-new-key"],
  },
  {
    name: "polls",
    story: "looks at all of its numbers ten times a second",
    patches: [],
    scenarios: ["first-grant", "granted-days-later", "revoked-in-client-hub", "cancelled-and-terminated"],
    config: { reconcileEveryMs: 100 },
    keeps: ["takes-late-grants", "stops-after-termination", "one-key-per-grant"],
  },
  {
    name: "logs-in",
    story: "has a user and a password instead of an API key",
    patches: [],
    scenarios: ["token-expires-in-the-middle", "first-grant", "hub-stumbles"],
    logsIn: true,
    keeps: ["renews-token-once", "right-kind-of-key", "backs-off-on-errors"],
  },
];
