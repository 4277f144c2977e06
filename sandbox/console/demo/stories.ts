import type { AwaitedEntry, Step, Story } from "./story.js";

const keyCreated: AwaitedEntry = { kind: "answer", says: "^POST .*/api_keys → 201$" };
const messageTaken: AwaitedEntry = { kind: "answer", says: "^POST /messages → 20\\d$" };
const returned: AwaitedEntry = { kind: "redirect", says: "^the client returns" };
const clientCreated: AwaitedEntry = { kind: "state", says: "^client \\w+ created" };

const soon = { ready: "2s", running: "5s", live: "8s" };

const judged = (title: string, says: string): Step => ({
  title,
  says,
  look: "timeline",
  acts: [{ do: "judge" }],
});

const firstGrant: Story = {
  title: "First grant",
  billing: "partner",
  life: soon,
  steps: [
    {
      title: "A bakery wants WhatsApp in the partner's app",
      says: "This is the partner's app, and beside it everything that the hub sees and does. The bakery's owner has clicked nothing yet.",
      look: "app",
    },
    {
      title: "She clicks Connect",
      says: "The app opens 360dialog's permissions page in a popup. She makes her account there, and the app never sees her password.",
      look: "popup",
      acts: [
        {
          do: "connect",
          plan: {
            account: {
              name: "Nordlicht Bakery",
              user_name: "Mara Lind",
              email: "mara@nordlicht-bakery.example",
            },
            numbers: [{ phone_number: "+4915100000042" }],
          },
        },
      ],
      until: [clientCreated],
    },
    {
      title: "She adds her number",
      says: "Meta's signup asks for her business and sends a code. Then the popup hands her back to the app, and closes.",
      look: "popup",
      until: [returned],
      popupCloses: true,
    },
    {
      title: "Back in the app, too early for a key",
      says: "The redirect names the client and her channel, and the app asks the hub whether that is true. The number is shared, but it does not run yet.",
      look: "app",
      acts: [{ do: "show", part: "numbers" }],
    },
    {
      title: "The number runs",
      says: "A webhook says so. Only now may the app create the API key, and it creates exactly one, which never leaves its server.",
      look: "timeline",
      later: "Five seconds later",
      acts: [{ do: "until-running" }],
      until: [keyCreated, messageTaken],
    },
    {
      title: "The first message is read",
      says: "With the key the app sets the number's webhook and sends. Sent, delivered, read: each of them comes back as a webhook.",
      look: "app",
      later: "Ten seconds later",
      acts: [
        { do: "advance", by: "10s" },
        { do: "show", part: "numbers" },
      ],
      until: [{ kind: "state", says: "^channel \\w+ is live$" }],
    },
    {
      title: "A customer writes, and is answered",
      says: "Her message reaches the app through the number's own webhook. The whole way works, and nobody needed a phone.",
      look: "app",
      acts: [
        { do: "show", part: "conversation" },
        { do: "customer-writes", text: "Do you have poppy seed rolls today?" },
        { do: "advance", by: "5s" },
      ],
      until: [messageTaken],
    },
    judged(
      "The sandbox has watched",
      "It holds the journal against what a good integration does: no key before the number runs, every webhook answered, every signature checked.",
    ),
  ],
};

const twoDaysLate: Story = {
  title: "Two days late",
  billing: "partner",
  life: { ready: "2s", running: "2d", live: "2d" },
  steps: [
    {
      title: "The same click, and a slower Meta",
      says: "A florist connects. His number will take two days to run, and nobody can know that beforehand.",
      look: "app",
    },
    {
      title: "He is done in a minute",
      says: "For him everything has worked: an account, a number, and back in the app.",
      look: "popup",
      acts: [
        {
          do: "connect",
          plan: {
            account: { name: "Blumen Kranz", user_name: "Jonas Kranz", email: "jonas@blumen-kranz.example" },
            numbers: [{ phone_number: "+4915100000061" }],
          },
        },
      ],
      until: [returned],
      popupCloses: true,
    },
    {
      title: "Ready is not running",
      says: "An app that asks for its key now is refused, and one that gives up now never gets it. This one waits for the webhook.",
      look: "app",
      later: "One hour later",
      acts: [
        { do: "advance", by: "1h" },
        { do: "show", part: "numbers" },
      ],
      until: [{ kind: "state", says: "^channel \\w+ is ready$" }],
    },
    {
      title: "Still nothing, and nothing to worry about",
      says: "What the app knows is in its database and not in a process that waits. It could be deployed ten times meanwhile.",
      look: "timeline",
      later: "One day later",
      acts: [{ do: "advance", by: "1d" }],
    },
    {
      title: "And then it runs",
      says: "The webhook comes, and the app goes on where it stopped: the key, the webhook, the first message.",
      look: "timeline",
      later: "Two days after the click",
      acts: [{ do: "until-running" }],
      until: [keyCreated, messageTaken],
    },
    judged(
      "Two days took two seconds",
      "Virtual time moves when you say so, and every timer and retry on the way happens in its order. A test can do the same.",
    ),
  ],
};

const clinic = { name: "Praxis Lindenhof", user_name: "Elif Demir", email: "elif@praxis-lindenhof.example" };

const revocation: Story = {
  title: "Revocation",
  billing: "direct",
  life: soon,
  steps: [
    {
      title: "A clinic that pays for itself",
      says: "With Direct Payment the clinic has its own invoice from 360dialog. The partner may do nothing with its number until it says so.",
      look: "app",
    },
    {
      title: "An account, a plan, a card",
      says: "The price list and the card are the hub's business. The app hears of neither.",
      look: "popup",
      acts: [
        {
          do: "connect",
          plan: { account: clinic, plan: "premium", numbers: [{ phone_number: "+4915100000071" }] },
        },
      ],
      until: [clientCreated, { kind: "state", says: "changed: plan$" }],
    },
    {
      title: "She grants the permission",
      says: "The last page lists her number with a tick box. Without that tick there is no key for the partner, whether the number runs or not.",
      look: "popup",
      until: [{ kind: "state", says: "^permission for \\w+ granted$" }, returned],
      popupCloses: true,
    },
    {
      title: "Connected",
      says: "Permitted and running: the app creates its key and sends the first message.",
      look: "app",
      later: "Five seconds later",
      acts: [{ do: "until-running" }, { do: "show", part: "numbers" }],
      until: [keyCreated, messageTaken],
    },
    {
      title: "A patient writes, and is answered",
      says: "As it should be. Remember this answer.",
      look: "app",
      later: "A minute later",
      acts: [
        { do: "show", part: "conversation" },
        { do: "advance", by: "1m" },
        { do: "customer-writes", text: "May I come at nine?" },
      ],
      until: [messageTaken],
    },
    {
      title: "She takes it back",
      says: "She clicks Connect again, is known to the hub, and unticks her number. There is no webhook for this; the redirect alone says revoked.",
      look: "popup",
      later: "Three weeks later",
      acts: [
        { do: "advance", by: "21d" },
        { do: "connect", plan: { account: clinic, numbers: 0, permit: "none" } },
      ],
      until: [returned],
      popupCloses: true,
    },
    {
      title: "The app lets go of its key",
      says: "It has asked the hub, and erased what it may no longer use. Its page says so.",
      look: "app",
      acts: [{ do: "show", part: "numbers" }],
    },
    {
      title: "Another patient writes, and nothing goes out",
      says: "The message arrives. The old key would still work at the hub, but nobody has asked its owner: this is the line that an audit looks for.",
      look: "timeline",
      acts: [
        { do: "show", part: "conversation" },
        { do: "customer-writes", text: "Or at ten?" },
        { do: "advance", by: "1h" },
      ],
      until: [{ kind: "attempt", says: "^message_received → 200$" }],
    },
    judged(
      "That was the tour",
      "Everything you saw is in the journal, and runs without this screen too: the same scenarios judge your own app in CI.",
    ),
  ],
};

/** The tour: three stories, each on a partner that begins anew. */
export const stories: readonly Story[] = [firstGrant, twoDaysLate, revocation];
