import { type Mutant, neverLooksAgain, type Patch } from "../mutant.ts";

/** Has `applyEvent` make a new key for each event that it is told of. */
export const newKeyForEachEvent: Patch = {
  file: "worker/inbox-worker.js",
  find: '    deps.channels.want(ref, "news");',
  replace: '    deps.keys.retire(ref, "refused");\n    deps.channels.want(ref, "news");',
};

/** How webhooks are answered and believed. */
export const webhookMutants: readonly Mutant[] = [
  {
    name: "refuses-what-it-has-heard",
    story: "answers 409 to an event that comes a second time",
    patches: [
      {
        file: "webhooks/partner-webhook.js",
        find: "return c.json({ received: true, duplicate: !isNew });",
        replace: "return c.json({ received: true, duplicate: !isNew }, isNew ? 200 : 409);",
      },
    ],
    scenarios: ["webhooks-duplicated"],
    caughtBy: "answers-partner-webhooks",
  },
  {
    name: "fails-on-clients",
    story: "looks for a channel in every event, and answers 500 when it is about a client",
    patches: [
      {
        file: "webhooks/partner-webhook.js",
        find: "        const { id, event, data } = body.data;",
        replace:
          '        const { id, event, data } = body.data;\n        if (!data.id.endsWith("CH"))\n            return c.text("Cannot read properties of undefined", 500);',
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "answers-partner-webhooks",
  },
  {
    name: "accepts-later",
    story: "answers 202 to messages, because they only go into a queue",
    patches: [
      {
        file: "webhooks/messaging-webhook.js",
        find: "return c.json({ received: true });",
        replace: "return c.json({ received: true }, 202);",
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "answers-messaging-webhooks",
  },
  {
    name: "works-inside-the-handler",
    story: "does its work before it answers, and is still at it when the hub has hung up",
    patches: [
      {
        file: "webhooks/partner-webhook.js",
        find: "        const isNew = inbox.add(hub.partnerId, id, event, data);",
        replace:
          '        const isNew = inbox.add(hub.partnerId, id, event, data);\n        if (isNew && event === "channel_ready")\n            await new Promise((done) => setTimeout(done, 5_200));',
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "answers-in-time",
  },
  {
    name: "knows-its-events",
    story: "has a list of events, and answers 400 to any other",
    patches: [
      {
        file: "webhooks/partner-webhook.js",
        find: "event: z.string().min(1),",
        replace:
          'event: z.enum(["client_created", "channel_created", "channel_ready", "channel_running", "channel_live"]),',
      },
    ],
    scenarios: ["quality-drops"],
    caughtBy: "takes-unknown-events",
    alsoBreaks: ["answers-partner-webhooks"],
  },
  {
    name: "expects-a-prefix",
    story: "compares the signature with `sha256=…`, as other platforms write it",
    patches: [
      {
        file: "webhooks/signature.js",
        find: "sameSecret(header, signatureOf(rawBody, platformSecret))",
        replace: `sameSecret(header, \`sha256=\${signatureOf(rawBody, platformSecret)}\`)`,
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "accepts-good-signatures",
    alsoBreaks: ["answers-partner-webhooks"],
  },
  {
    name: "checks-no-signature",
    story: "believes every webhook",
    patches: [
      {
        file: "webhooks/signature.js",
        find: "return header !== undefined && sameSecret(header, signatureOf(rawBody, platformSecret));",
        replace: "return true;",
      },
    ],
    scenarios: ["forged-webhook"],
    caughtBy: "refuses-bad-signatures",
  },
  {
    name: "checks-a-signature-if-there-is-one",
    story: "believes a webhook without a signature",
    patches: [
      {
        file: "webhooks/signature.js",
        find: "return header !== undefined && sameSecret",
        replace: "return header === undefined || sameSecret",
      },
    ],
    scenarios: ["forged-webhook"],
    caughtBy: "refuses-bad-signatures",
  },
  {
    name: "forgets-its-header",
    story: "sets its messaging webhook without the header that it wants to see there",
    patches: [
      {
        file: "hub/messaging-api.js",
        find: "{ url, headers: { Authorization: authorization } }",
        replace: "{ url }",
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "opens-messaging-webhook",
    alsoBreaks: ["answers-messaging-webhooks"],
  },
  {
    name: "takes-each-copy-for-news",
    story: "keeps no ids of events, and makes a key for each copy",
    patches: [
      {
        file: "store/inbox.js",
        find: "insert.run(partnerId, eventId, event,",
        replace: `insert.run(partnerId, \`\${eventId} \${Math.random()}\`, event,`,
      },
      newKeyForEachEvent,
    ],
    scenarios: ["webhooks-duplicated"],
    caughtBy: "duplicates-change-nothing",
    alsoBreaks: ["one-key-per-grant"],
  },
  {
    name: "answers-each-copy",
    story: "keeps no ids of messages, and answers its customer for each copy",
    patches: [
      {
        file: "webhooks/messaging-webhook.js",
        find: `addInbound(channel, from, text?.body ?? \`(\${type})\`, id)`,
        replace: `addInbound(channel, from, text?.body ?? \`(\${type})\`, \`\${id} \${Math.random()}\`)`,
      },
      {
        file: "webhooks/messaging-webhook.js",
        find: '"Thank you, we got your message and will answer soon.", id);',
        replace: `"Thank you, we got your message and will answer soon.", \`\${id} \${Math.random()}\`);`,
      },
    ],
    scenarios: ["message-comes-twice"],
    config: neverLooksAgain,
    caughtBy: "duplicates-change-nothing",
  },
];
