import type { PropsWithChildren } from "hono/jsx";
import type { Channel } from "../../hub/channel.js";
import { displayPhoneNumber } from "../../hub/phone.js";
import { ErrorText } from "../../pages/field.js";
import type { NumberStatus } from "../messages/messages.js";
import type { Outcome } from "../outcome.js";
import { displayDate, endDate, hubPath, placeOf, statusOf } from "../view.js";
import type { NumbersView } from "./numbers.js";

interface NumberProps {
  view: NumbersView;
  channel: Channel;
}

const statusTone: Record<NumberStatus, string> = {
  beingSetUp: "tag",
  ready: "tag",
  running: "tag good",
  live: "tag good",
  ending: "tag warn",
  ended: "tag",
};

interface ActionProps extends NumberProps {
  /** The last part of the form's address. */
  does: string;
  testId: string;
  disabled?: boolean;
  describedBy?: string | undefined;
}

/** One button, which is one form. */
function Action({ view, channel, does, testId, children, ...rest }: PropsWithChildren<ActionProps>) {
  const { disabled, describedBy } = rest;
  return (
    <form method="post" action={`${hubPath(view.partner)}/channels/${channel.id}/${does}${view.query}`}>
      <button
        class="secondary"
        type="submit"
        disabled={disabled}
        aria-describedby={describedBy}
        data-testid={`${testId}-${channel.id}`}
      >
        {children}
        <span class="unseen"> {displayPhoneNumber(channel.phoneNumber)}</span>
      </button>
    </form>
  );
}

/** One thing about a number: what it is called, how it stands, and what can be done. */
function Matter({ name, children }: PropsWithChildren<{ name: string }>) {
  return (
    <section class="matter">
      <h3>{name}</h3>
      {children}
    </section>
  );
}

function Permission({ view, channel }: NumberProps) {
  const { t, partner, mayRevoke } = view;
  const { id, permitted } = channel;
  const brand = partner.brandName;
  const words = permitted ? t.permission.shared : t.permission.notShared;
  return (
    <Matter name={t.permission.name}>
      <p data-testid={`permission-${id}`} data-permitted={String(permitted)}>
        {words(brand)}
      </p>
      {!permitted && (
        <Action view={view} channel={channel} does="grant" testId="grant">
          {t.permission.grant}
        </Action>
      )}
      {permitted && (
        <Action
          view={view}
          channel={channel}
          does="revoke"
          testId="revoke"
          disabled={!mayRevoke}
          describedBy={mayRevoke ? undefined : `ask-${id}`}
        >
          {t.permission.revoke}
        </Action>
      )}
      {permitted && !mayRevoke && (
        <p class="hint whole" id={`ask-${id}`}>
          {t.permission.askPartner(brand)}
        </p>
      )}
    </Matter>
  );
}

/** Documented: greyed out, with this notice, while the number is shared. */
function OwnKey({ view, channel }: NumberProps) {
  const { t, partner } = view;
  const isRunning = channel.integrationState === "running";
  const notRunning = isRunning ? t.apiKey.endsOlder : t.apiKey.notRunning;
  const hint = channel.permitted ? t.apiKey.sharedNotice(partner.brandName) : notRunning;
  return (
    <Matter name={t.apiKey.name}>
      <p class="hint" id={`key-hint-${channel.id}`}>
        {hint}
      </p>
      <Action
        view={view}
        channel={channel}
        does="api-key"
        testId="create-own-key"
        disabled={channel.permitted || !isRunning}
        describedBy={`key-hint-${channel.id}`}
      >
        {t.apiKey.create}
      </Action>
    </Matter>
  );
}

function Cancellation({ view, channel }: NumberProps) {
  const { t, language, now } = view;
  const { id, cancelledAt, terminatedAt } = channel;
  if (terminatedAt !== null) {
    return (
      <Matter name={t.cancellation.name}>
        <p data-testid={`cancellation-${id}`}>
          {t.cancellation.endedOn(displayDate(language, terminatedAt))}
        </p>
      </Matter>
    );
  }
  if (cancelledAt !== null) {
    return (
      <Matter name={t.cancellation.name}>
        <p data-testid={`cancellation-${id}`}>{t.cancellation.endsOn(endDate(language, cancelledAt))}</p>
        <Action view={view} channel={channel} does="withdraw-cancellation" testId="withdraw-cancellation">
          {t.cancellation.withdraw}
        </Action>
      </Matter>
    );
  }
  return (
    <Matter name={t.cancellation.name}>
      <p data-testid={`cancellation-${id}`}>{t.cancellation.none}</p>
      <details>
        <summary data-testid={`cancel-${id}`}>{t.cancellation.open}</summary>
        <p class="hint">{t.cancellation.explanation(endDate(language, now))}</p>
        <Action view={view} channel={channel} does="request-cancellation" testId="request-cancellation">
          {t.cancellation.request}
        </Action>
      </details>
    </Matter>
  );
}

function sayOutcome(
  { t, partner, language, now }: NumbersView,
  channel: Channel,
  did: Outcome["did"],
): string {
  switch (did) {
    case "granted":
      return t.permission.granted(partner.brandName);
    case "revoked":
      return t.permission.revoked(partner.brandName);
    case "requested":
      return t.cancellation.requested(endDate(language, channel.cancelledAt ?? now));
    case "withdrawn":
      return t.cancellation.withdrawn;
    case "created":
      return t.apiKey.created;
  }
}

function Said({ view, channel, outcome }: NumberProps & { outcome: Outcome }) {
  const { apiKey, address, did } = outcome;
  return (
    <div class="note" role="status" data-testid="notice">
      <p>{sayOutcome(view, channel, did)}</p>
      {apiKey !== undefined && (
        <p class="own-key">
          <code data-testid="own-key">{apiKey}</code>
          <span class="hint">
            {view.t.apiKey.address}: <code data-testid="own-key-address">{address}</code>
          </span>
        </p>
      )}
    </div>
  );
}

/** One number of the client. */
export function NumberCard({ view, channel }: NumberProps) {
  const { t, outcome, refused } = view;
  const { id } = channel;
  const status = statusOf(channel);
  return (
    <li class="number" id={placeOf(id)} data-testid={`client-hub-number-${id}`}>
      <div class="number-head">
        <div class="choice-text">
          <h2 class="digits">{displayPhoneNumber(channel.phoneNumber)}</h2>
          <span class="hint">
            {channel.phoneName} · {id}
          </span>
        </div>
        <span class={statusTone[status]} data-testid={`status-${id}`}>
          {t.status[status]}
        </span>
      </div>
      {outcome?.channel === id && <Said view={view} channel={channel} outcome={outcome} />}
      {refused?.channel === id && <ErrorText message={refused.message} />}
      <Permission view={view} channel={channel} />
      {channel.terminatedAt === null && <OwnKey view={view} channel={channel} />}
      <Cancellation view={view} channel={channel} />
    </li>
  );
}
