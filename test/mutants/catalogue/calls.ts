import type { Mutant, Patch } from "../mutant.ts";

/** Has the app try so often, where it otherwise tries seven times. */
const attempts = (count: number): Patch => ({
  file: "worker/channel-worker.js",
  find: "const attemptsPerRequest = 7;",
  replace: `const attemptsPerRequest = ${count};`,
});

const withoutPauses: Patch = {
  file: "hub/retry.js",
  find: "return Math.max(backOff * (1 + random / 2), retryAfterMs);",
  replace: "return 0;",
};

/** Takes a 401 for something that passes. */
const refusalsPass: Patch = {
  file: "hub/request.js",
  find: "if (response.status === 429 || response.status >= 500) {",
  replace: "if ([401, 429].includes(response.status) || response.status >= 500) {",
};

/** How the hub's APIs are called. */
export const callMutants: readonly Mutant[] = [
  {
    name: "sends-with-the-partner-key",
    story: "shows its partner API key to the messaging API",
    patches: [
      {
        file: "worker/channel-steps.js",
        find: "    if (message === undefined)\n        return;\n    const messaging = messagingApi(key, deps.requests);",
        replace: `    if (message === undefined)
        return;
    const { apiKey } = deps.config.hubs.find((hub) => hub.partnerId === channel.partnerId);
    const messaging = messagingApi({ ...key, apiKey }, deps.requests);`,
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "right-kind-of-key",
    alsoBreaks: ["one-key-per-grant"],
  },
  {
    name: "has-one-key-for-all",
    story: "shows one partner's API key for all of its partners",
    patches: [
      {
        file: "app.js",
        find: "partnerApi(config.hubUrl, hub, requests)",
        replace: "partnerApi(config.hubUrl, { ...hub, apiKey: config.hubs[0].apiKey }, requests)",
      },
    ],
    scenarios: ["two-hubs-at-once"],
    caughtBy: "right-kind-of-key",
  },
  {
    name: "puts-its-key-into-urls",
    story: "puts its partner API key into the query as well",
    patches: [
      {
        file: "hub/partner-api.js",
        find: `url: \`\${base}\${path}\`,`,
        replace: `url: \`\${base}\${path}?api_key=\${hub.apiKey}\`,`,
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "no-credential-in-url",
  },
  {
    name: "spells-with-a-hyphen",
    story: "asks for keys at /api-keys",
    patches: [
      {
        file: "hub/partner-api.js",
        find: `\`/channels/\${id(channelId)}/api_keys\``,
        replace: `\`/channels/\${id(channelId)}/api-keys\``,
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "known-paths",
  },
  {
    name: "leaves-out-its-partner",
    story: "asks for keys at a path without its partner's id",
    patches: [
      {
        file: "hub/partner-api.js",
        find: `url: \`\${base}\${path}\`,`,
        replace: `url: path.endsWith("/api_keys") ? \`\${hubUrl}/api/v2\${path}\` : \`\${base}\${path}\`,`,
      },
    ],
    scenarios: ["first-grant"],
    caughtBy: "known-paths",
  },
  {
    name: "reads-one-page",
    story: "looks for its numbers on the first page of the list",
    patches: [
      {
        file: "hub/partner-api.js",
        find: `            const answer = await ask("GET", \`/channels/\${id(channelId)}\`);
            if (answer.status === 404)
                return undefined;
            return answer.status === 200 ? readAs(channelObject, answer) : refuse(answer);`,
        replace: `            const answer = await ask("GET", "/channels?limit=20");
            const rows = rowsOf(answer.body).map((row) => channelObject.parse(row));
            return rows.find((row) => row.id === channelId);`,
      },
    ],
    scenarios: ["test/mutants/thirty-numbers.yaml"],
    caughtBy: "reads-whole-lists",
    alsoBreaks: ["waits-for-late-webhooks"],
  },
  {
    name: "does-not-wait",
    story: "comes back when its own pause is over, whatever Retry-After says",
    patches: [
      {
        file: "hub/retry.js",
        find: "return Math.max(backOff * (1 + random / 2), retryAfterMs);",
        replace: "return backOff * (1 + random / 2);",
      },
    ],
    scenarios: ["rate-limited"],
    config: { retryBaseMs: 1 },
    caughtBy: "heeds-retry-after",
  },
  {
    name: "hammers-on-429",
    story: "asks again at once when it is told that it asks too much",
    patches: [withoutPauses],
    scenarios: ["rate-limited"],
    caughtBy: "heeds-retry-after",
  },
  {
    name: "hammers-on-errors",
    story: "asks again at once, many times, when the hub is in trouble",
    patches: [withoutPauses, attempts(40)],
    scenarios: ["hub-down-for-minutes"],
    caughtBy: "backs-off-on-errors",
  },
  {
    name: "loops-on-401",
    story: "sends with the same dead key again and again",
    patches: [refusalsPass],
    scenarios: ["second-key-ends-the-first"],
    caughtBy: "no-refused-repeats",
  },
  {
    name: "keeps-its-token",
    story: "goes on with an access token that was refused",
    patches: [refusalsPass],
    scenarios: ["token-expires-in-the-middle"],
    logsIn: true,
    caughtBy: "renews-token-once",
    alsoBreaks: ["no-refused-repeats"],
  },
  {
    name: "logs-in-for-nothing",
    story: "logs in at each 401, and goes on with its old token",
    patches: [
      {
        file: "hub/partner-login.js",
        find: "        return askWith(request, await current());",
        replace: `        for (let attempt = 1; attempt <= 4; attempt++) {
            token = undefined;
            await current();
            await askWith(request, await shown);
        }
        return answer;`,
      },
    ],
    scenarios: ["token-expires-in-the-middle"],
    logsIn: true,
    caughtBy: "renews-token-once",
  },
];
