import type { Hub } from "../config.js";
import type { RedirectOutcome } from "../store/sessions.js";
import { ChannelList } from "./channel-list.js";
import { Layout } from "./layout.js";
import type { ChannelView } from "./public-view.js";

interface ConnectControl {
  hub: Hub;
  href: string;
}

const billingInWords = {
  partner: "We settle the WhatsApp fees and put them on our invoice.",
  direct: "You pay the WhatsApp fees yourself and grant us permission for each number.",
} as const;

/** What became of a redirect, told to the person who came back. */
export const outcomeInWords: Record<RedirectOutcome, string> = {
  pending: "You are back. We are confirming your numbers with the hub; they appear below in a moment.",
  linked: "You are back. What you chose at the hub is confirmed; the progress of your numbers is below.",
  mismatch: "The answer named a number that does not belong to that account. Nothing was linked.",
  "unknown-client": "The hub does not know the account that the answer named. Nothing was linked.",
  refused: "The hub did not let us confirm your numbers. Nothing was linked; please try again later.",
};

function ConnectCard({ hub, href }: ConnectControl) {
  return (
    <li class="card connect-card">
      <h2>{hub.label}</h2>
      <p>{billingInWords[hub.billing]}</p>
      {/* A plain link: without JavaScript the same flow runs in this window. No rel="noopener": the redirect page needs its opener. */}
      <a
        class="button"
        href={href}
        data-connect
        data-partner-id={hub.partnerId}
        data-testid={`connect-${hub.partnerId}`}
      >
        Connect WhatsApp<span class="unseen">, {hub.label}</span>
      </a>
    </li>
  );
}

interface HomeProps {
  controls: ConnectControl[];
  channels: ChannelView[];
  /** How the redirect ended that the visitor comes back from, if any. */
  outcome: RedirectOutcome | undefined;
  embeddedIn: string | undefined;
}

export function HomePage({ controls, channels, outcome, embeddedIn }: HomeProps) {
  return (
    <Layout title="Harbour Desk" scripts={["home.js"]} embeddedIn={embeddedIn}>
      <section class="hero">
        <h1>Your customers write to one number. Your team answers here.</h1>
        <p class="lead">
          Connect your WhatsApp number once. A window opens, you choose the number and how it is paid, and you
          are back here.
        </p>
      </section>
      <p
        class={outcome ? `notice notice-${outcome}` : "notice"}
        role="status"
        data-testid="notice"
        id="notice"
      >
        {outcome && outcomeInWords[outcome]}
      </p>
      <ul class="connect-cards" data-part="connect">
        {controls.map((control) => (
          <ConnectCard {...control} />
        ))}
      </ul>
      <section aria-labelledby="numbers" data-part="numbers">
        <h2 id="numbers">Your numbers</h2>
        <div class="channels" id="channels">
          <ChannelList channels={channels} />
        </div>
        <p class="unseen" role="status" id="announcements" />
      </section>
    </Layout>
  );
}
