import { type Mutant, neverLooksAgain } from "../mutant.ts";

/** What is done with a key. */
export const messageMutants: readonly Mutant[] = [
  {
    name: "sets-its-webhook-once",
    story: "sets the messaging webhook with a number's first key only",
    patches: [
      {
        file: "worker/channel-steps.js",
        find: "async function setWebhook(deps, channel, key, ask) {",
        replace: "const done = new Set();\nasync function setWebhook(deps, channel, key, ask) {",
      },
      {
        file: "worker/channel-steps.js",
        find: "        await ask(() => messaging.setWebhook(url,",
        replace:
          "        if (done.size < done.add(channel.channelId).size)\n            await ask(() => messaging.setWebhook(url,",
      },
    ],
    scenarios: ["revoked-and-granted-again"],
    caughtBy: "webhook-after-new-key",
  },
  {
    name: "has-a-fixed-address",
    story: "sends to an address from its configuration instead of the key's own",
    patches: [
      {
        file: "hub/messaging-api.js",
        find: `url: \`\${key.address}\${path}\`,`,
        replace: `url: \`http://127.0.0.1:\${new URL(key.address).port}\${path}\`,`,
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "uses-key-address",
  },
  {
    name: "keeps-keys-in-memory",
    story: "goes on with the key that it once read, after there is a newer one",
    patches: [
      {
        file: "store/api-keys.js",
        find: "        active: (ref) => active.get(ref.partnerId, ref.channelId),",
        replace: `        active(ref) {
            const key = active.get(ref.partnerId, ref.channelId);
            if (key === undefined)
                return undefined;
            const name = \`\${ref.partnerId} \${ref.channelId}\`;
            remembered.set(name, remembered.get(name) ?? key.apiKey);
            return { ...key, apiKey: remembered.get(name) };
        },`,
      },
      {
        file: "store/api-keys.js",
        find: "export function apiKeyStore(db) {",
        replace: "const remembered = new Map();\nexport function apiKeyStore(db) {",
      },
    ],
    scenarios: ["revoked-and-granted-again"],
    caughtBy: "newest-key-only",
    alsoBreaks: ["one-key-per-grant", "webhook-after-new-key"],
  },
  {
    name: "leaves-out-the-product",
    story: "sends messages without messaging_product",
    patches: [
      {
        file: "hub/messaging-api.js",
        find: '                messaging_product: "whatsapp",\n',
        replace: "",
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "speaks-v2",
  },
  {
    name: "sends-to-the-old-path",
    story: "sends messages to /v1/messages",
    patches: [
      {
        file: "hub/messaging-api.js",
        find: 'await post("/messages", {',
        replace: 'await post("/v1/messages", {',
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "speaks-v2",
  },
  {
    name: "answers-after-revocation",
    story: "does not know channel_permission_revoked, and goes on answering customers",
    patches: [
      {
        file: "worker/inbox-worker.js",
        find: '    "channel_permission_revoked",\n',
        replace: "",
      },
    ],
    scenarios: ["revoked-with-an-event"],
    config: neverLooksAgain,
    caughtBy: "stops-after-revocation",
  },
  {
    name: "says-good-bye",
    story: "writes to its customers once more when a number has ended",
    patches: [
      {
        file: "worker/inbox-worker.js",
        find: '    deps.channels.want(ref, "news");',
        replace: `    if (event.event === "cancellation_processed") {
        const end = deps.activity.begin("good-bye", ref.partnerId);
        setTimeout(() => {
            deps.messages.queueReply(ref, "4915100000099", "Good-bye.", event.eventId);
            deps.wake(ref);
            end();
        }, 400);
        return undefined;
    }
    deps.channels.want(ref, "news");`,
      },
    ],
    scenarios: ["cancelled-and-terminated"],
    config: neverLooksAgain,
    caughtBy: "stops-after-termination",
  },
  {
    name: "revives-the-dead",
    story: "makes a new key for a number that has ended",
    patches: [
      {
        file: "worker/channel-truth.js",
        find: "running: isRunning(channel), gone: false",
        replace: "running: isRunning(channel) || before.progress >= 3, gone: false",
      },
    ],
    scenarios: ["cancelled-and-terminated"],
    caughtBy: "stops-after-termination",
  },
];
