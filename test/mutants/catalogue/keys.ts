import type { Mutant, Patch } from "../mutant.ts";
import { newKeyForEachEvent } from "./webhooks.ts";

/** Has the app take every channel for one that runs. */
const everythingRuns: Patch = {
  file: "worker/channel-truth.js",
  find: "running: isRunning(channel), gone: false",
  replace: "running: true, gone: false",
};

/** Has the app take every number for permitted. */
const everythingIsPermitted: Patch = {
  file: "worker/channel-truth.js",
  find: 'const permission = permitted ? "granted" : withdrawn(before.permission);',
  replace: 'const permission = "granted";',
};

/** Has the app look at the hub with this event too. */
const alsoNews = (event: string): Patch => ({
  file: "worker/inbox-worker.js",
  find: "const news = new Set([",
  replace: `const news = new Set([\n    "${event}",`,
});

/** When a key is asked for, and how often. */
export const keyMutants: readonly Mutant[] = [
  {
    name: "asks-without-permission",
    story: "takes every number that runs for permitted",
    patches: [everythingIsPermitted],
    scenarios: ["direct-payment-grant"],
    caughtBy: "no-key-before-permission",
  },
  {
    name: "asks-for-what-was-revoked",
    story: "makes a new key for every number that a redirect names, also in `revoked`",
    patches: [everythingIsPermitted],
    scenarios: ["revoked-on-return"],
    caughtBy: "no-key-before-permission",
  },
  {
    name: "asks-again-after-revocation",
    story: "makes a new key when a customer writes, although the permission was taken back",
    patches: [
      {
        file: "webhooks/messaging-webhook.js",
        find: " && deps.keys.active(channel) !== undefined;",
        replace: ";",
      },
      {
        file: "worker/next-step.js",
        find: 'if (now.permission !== "granted")',
        replace: 'if (now.permission !== "granted" && !(now.permission === "revoked" && now.messageQueued))',
      },
    ],
    scenarios: ["revoked-with-an-event"],
    caughtBy: "no-key-before-permission",
  },
  {
    name: "asks-on-the-redirect",
    story: "asks for the key as soon as its client is back, whether or not the number runs",
    patches: [everythingRuns],
    scenarios: ["first-grant"],
    caughtBy: "no-key-before-running",
  },
  {
    name: "asks-on-created",
    story: "takes channel_created for the beginning of everything",
    patches: [alsoNews("channel_created"), everythingRuns],
    scenarios: ["first-grant"],
    caughtBy: "no-key-on-early-events",
    alsoBreaks: ["no-key-before-running"],
  },
  {
    name: "takes-ready-for-running",
    story: "asks for the key with channel_ready",
    patches: [
      alsoNews("channel_ready"),
      {
        file: "hub/partner-api.js",
        find: '(channel.integration?.state === "running" || channel.status === "running")',
        replace: '["ready", "running"].includes(channel.status ?? "")',
      },
    ],
    scenarios: ["running-two-days-late"],
    caughtBy: "no-key-on-early-events",
    alsoBreaks: ["no-key-before-running"],
  },
  {
    name: "drops-strangers",
    story: "drops events of numbers that no redirect has named yet",
    patches: [
      {
        file: "worker/inbox-worker.js",
        find: "    deps.channels.claim(ref, { ...facts, stage });",
        replace:
          "    if (deps.channels.find(ref) === undefined)\n        return undefined;\n    deps.channels.claim(ref, { ...facts, stage });",
      },
      {
        file: "onboarding/redirect-worker.js",
        find: '            deps.channels.want(ref, "news");\n',
        replace: "",
      },
    ],
    scenarios: ["webhook-before-redirect", "running-before-redirect", "popup-closed"],
    caughtBy: "keeps-early-webhooks",
  },
  {
    name: "looks-at-redirects-only",
    story: "stores what webhooks say, and never acts on it",
    patches: [
      {
        file: "worker/inbox-worker.js",
        find: "    if (!news.has(event.event))\n        return undefined;\n    deps.channels.want",
        replace:
          '    if (event.event !== "cancellation_processed")\n        return undefined;\n    deps.channels.want',
      },
    ],
    scenarios: ["running-two-days-late"],
    caughtBy: "waits-for-late-webhooks",
  },
  {
    name: "knows-no-grants",
    story: "has never heard of channel_permission_granted",
    patches: [
      {
        file: "worker/inbox-worker.js",
        find: '    "channel_permission_granted",\n',
        replace: "",
      },
    ],
    scenarios: ["granted-days-later"],
    caughtBy: "takes-late-grants",
  },
  {
    name: "makes-a-key-for-each-event",
    story: "makes a key with channel_running and another with channel_live",
    patches: [newKeyForEachEvent],
    scenarios: ["first-grant"],
    caughtBy: "one-key-per-grant",
  },
  {
    name: "makes-a-key-for-each-redirect",
    story: "makes a new key for every number that a redirect names, whether or not it has one",
    patches: [
      {
        file: "onboarding/redirect-worker.js",
        find: '            deps.channels.want(ref, "news");',
        replace:
          '            deps.keys.retire(ref, "refused");\n            deps.channels.want(ref, "news");',
      },
    ],
    scenarios: ["revoked-on-return"],
    caughtBy: "one-key-per-grant",
  },
  {
    name: "has-two-workers",
    story: "asks for the same key in two places at once",
    patches: [
      {
        file: "worker/channel-steps.js",
        find: "const answer = await ask(() => api.createKey(ref.channelId));",
        replace:
          "const [, answer] = await Promise.all([1, 2].map(() => ask(() => api.createKey(ref.channelId))));",
      },
    ],
    scenarios: ["hub-takes-its-time"],
    caughtBy: "one-request-at-a-time",
    alsoBreaks: ["one-key-per-grant"],
  },
  {
    name: "gives-up",
    story: "takes an error for the end of the matter, and never asks for that key again",
    patches: [
      {
        file: "worker/channel-steps.js",
        find: "async function createKey(deps, api, ref, ask) {\n    const answer = await ask(() => api.createKey(ref.channelId));",
        replace: `const givenUp = new Set();
async function createKey(deps, api, ref) {
    if (givenUp.has(ref.channelId))
        throw new HubRefusal("This one failed before.", 0);
    const answer = await api.createKey(ref.channelId).catch((error) => {
        givenUp.add(ref.channelId);
        throw error;
    });`,
      },
    ],
    scenarios: ["key-done-but-500"],
    caughtBy: "recovers-from-failed-create",
  },
];
