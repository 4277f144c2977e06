import type { Channel } from "../../hub/channel.js";
import type { Client } from "../../hub/clients.js";
import type { Partner } from "../../hub/partner.js";
import type { Outcome } from "../outcome.js";
import { hubPath, type View } from "../view.js";
import { HubPage } from "./hub-page.js";
import { NumberCard } from "./number-card.js";

/** What the page of a client shows. */
export interface NumbersView extends View {
  partner: Partner;
  client: Client;
  channels: readonly Channel[];
  /** Whether the client may take a permission back by itself. */
  mayRevoke: boolean;
  /** What the last form did, or why it did nothing; it is said beside the number it is about. */
  outcome: Outcome | undefined;
  refused: { channel: string; message: string } | undefined;
  /** Now, on the partner's clock. */
  now: number;
}

function LogOut({ view: { t, partner, query } }: { view: NumbersView }) {
  return (
    <form method="post" action={`${hubPath(partner)}/log-out${query}`}>
      <button class="link" type="submit" data-testid="log-out">
        {t.logOut}
      </button>
    </form>
  );
}

/** All numbers of a client, with what it can do about each. Documented: the list with its permissions. */
export function NumbersPage({ view }: { view: NumbersView }) {
  const { t, partner, client, channels, mayRevoke, refused } = view;
  const brand = partner.brandName;
  const isElsewhere = refused && !channels.some(({ id }) => id === refused.channel);
  return (
    <HubPage view={view} title={t.numbers.title} partner={partner} foot={<LogOut view={view} />}>
      <h1>{t.numbers.title}</h1>
      <p class="lead" data-testid="client">
        {client.name} · {client.email}
      </p>
      {isElsewhere && (
        <p class="error" role="alert" data-testid="error">
          {refused.message}
        </p>
      )}
      {channels.length === 0 ? (
        <p class="note">{t.numbers.none(brand)}</p>
      ) : (
        <p class="small">
          {t.numbers.meaning(brand)} {!mayRevoke && t.numbers.partnerPays(brand)}
        </p>
      )}
      <ul class="plain numbers">
        {channels.map((channel) => (
          <NumberCard key={channel.id} view={view} channel={channel} />
        ))}
      </ul>
    </HubPage>
  );
}
