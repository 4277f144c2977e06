import type { PropsWithChildren } from "hono/jsx";
import type { Channel } from "../../hub/channel.js";
import type { Moment } from "../../hub/channel-history.js";
import type { Webhook } from "../../hub/channels.js";
import type { HubError } from "../../hub/errors.js";
import type { ApiKeyObject } from "../../hub/objects/api-key-object.js";
import { channelObject } from "../../hub/objects/channel-object.js";
import { maskHeaders, maskUrl } from "../../journal/mask.js";
import { ErrorText } from "../../pages/field.js";
import type { Refusal } from "../../pages/forms.js";
import { HubPage, Panel } from "../frame.js";
import { Code, Copyable, NewSecret } from "../parts.js";
import { hubPath, readableTime, type View } from "../view.js";
import { titleOf } from "./channel-list.js";
import { PermissionTag, StateTag } from "./channel-tags.js";

export interface ChannelScreenProps {
  view: View;
  channel: Channel;
  keys: readonly ApiKeyObject[];
  /** Why no key can be had now. */
  keyRefusal: HubError | undefined;
  past: readonly Moment[];
  coming: readonly Moment[];
  wabaWebhook: Webhook | undefined;
  refusal?: Refusal | undefined;
}

function Fact({ label, children }: PropsWithChildren<{ label: string }>) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const cancellationOf = ({ cancelledAt, terminatedAt }: Channel): string => {
  if (terminatedAt !== null) return `Terminated ${readableTime(terminatedAt)}`;
  return cancelledAt === null
    ? "None"
    : `Requested ${readableTime(cancelledAt)}; takes effect at the end of the month`;
};

function Facts({ channel }: { channel: Channel }) {
  const { client, waba, status, accountMode, currentLimit, currentQualityRating } = channel;
  return (
    <dl class="facts">
      <Fact label="Channel id">
        <Copyable id="channel-id" text={channel.id} what="the channel id" />
      </Fact>
      <Fact label="Client">
        {client.name} <span class="hint">{client.email}</span>
        <Copyable id="client-id" text={client.id} what="the client id" />
      </Fact>
      <Fact label="WhatsApp Business Account">
        {waba.name} <span class="hint">{waba.id}</span>
      </Fact>
      <Fact label="Status">{status}</Fact>
      <Fact label="Integration">
        <StateTag channel={channel} />
      </Fact>
      <Fact label="Partner API Key Permission">
        <span data-testid="permission">
          <PermissionTag permitted={channel.permitted} />
        </span>
      </Fact>
      <Fact label="Account mode">{accountMode}</Fact>
      <Fact label="Quality and limit">
        {currentQualityRating ?? "unknown"}, {currentLimit ?? "no limit yet"}
      </Fact>
      <Fact label="Cancellation">
        <span data-testid="cancellation">{cancellationOf(channel)}</span>
      </Fact>
    </dl>
  );
}

function Keys({ view, channel, keys, keyRefusal, refusal }: ChannelScreenProps) {
  const { secret, partner } = view;
  return (
    <Panel title="API key" id="api-key">
      {secret?.of === "channel-key" && (
        <NewSecret secret={secret} title="The new API key">
          It goes into the header <code>D360-API-KEY</code> of the messaging API at {view.origin}.
        </NewSecret>
      )}
      {refusal && <ErrorText message={refusal.message} />}
      {keys.length === 0 ? (
        <p data-testid="no-key">This number has no API key.</p>
      ) : (
        <ul class="plain">
          {keys.map(({ id, api_key }) => (
            <li key={id} class="row" data-testid={`key-${id}`}>
              <code>{api_key}</code>
              <span class="hint">id {id}</span>
            </li>
          ))}
        </ul>
      )}
      <form method="post" action={hubPath(partner.id, `channels/${channel.id}/api-keys`)}>
        <button
          class="primary"
          type="submit"
          data-testid="generate-key"
          disabled={keyRefusal !== undefined}
          aria-describedby="generate-key-note"
        >
          Generate API key
        </button>
        <p class="hint" id="generate-key-note" data-testid="generate-key-note">
          {keyRefusal ? keyRefusal.message : <KeyWarning view={view} channel={channel} keys={keys} />}
        </p>
      </form>
    </Panel>
  );
}

function KeyWarning({ view, channel, keys }: Pick<ChannelScreenProps, "view" | "channel" | "keys">) {
  const drops = view.partner.settings.new_key_drops_webhook && channel.webhookUrl !== null;
  return (
    <>
      {keys.length === 0 ? "It is shown once. " : "It is shown once, and the present key dies at once. "}
      {drops && "The number's webhook URL is dropped with it: set it again with the new key."}
    </>
  );
}

function Moments({ past, coming, channel }: Pick<ChannelScreenProps, "past" | "coming" | "channel">) {
  return (
    <Panel title="Life so far" lead="In the partner's own time (UTC).">
      <ol class="moments" data-testid="life">
        <li>
          <time>{readableTime(channel.createdAt)}</time>
          <span>the number is added</span>
        </li>
        {past.map(({ at, says }, index) => (
          <li key={index}>
            <time>{readableTime(at)}</time>
            <span>{says}</span>
          </li>
        ))}
        {coming.map(({ at, says }) => (
          <li key={says} class="is-coming">
            <time>{readableTime(at)}</time>
            <span>
              {says} <span class="tag">planned</span>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function ApiAnswer({ view: { partner, origin }, channel }: Pick<ChannelScreenProps, "view" | "channel">) {
  const path = `/api/v2/partners/${partner.id}/channels/${channel.id}`;
  const curl = `curl -H "X-API-Key: $PARTNER_API_KEY" ${origin}${path}`;
  return (
    <Panel title="What the Partner API says" lead="Exactly what your app is answered now.">
      <Code id="api-curl" label={`GET ${path}`} text={curl} testId="api-curl" />
      <Code
        id="api-answer"
        label="Answer"
        text={JSON.stringify(channelObject(channel), null, 2)}
        testId="api-answer"
      />
    </Panel>
  );
}

function MessagingWebhook({ channel, wabaWebhook }: Pick<ChannelScreenProps, "channel" | "wabaWebhook">) {
  const own = channel.webhookUrl !== null;
  const { webhookUrl = null, webhookHeaders = {} } = own ? channel : (wabaWebhook ?? {});
  return (
    <Panel title="Messaging webhook" id="messaging-webhook">
      {webhookUrl === null ? (
        <p data-testid="messaging-webhook">
          None: messages to this number go nowhere. Your app sets it with{" "}
          <code>POST /v1/configs/webhook</code> and the number's API key.
        </p>
      ) : (
        <>
          <p data-testid="messaging-webhook">
            <code>{maskUrl(webhookUrl)}</code>
          </p>
          <p class="hint">
            {own
              ? "The number's own."
              : "That of its WhatsApp Business Account: the number has none of its own."}
          </p>
          {Object.entries(maskHeaders(Object.entries(webhookHeaders))).map(([name, value]) => (
            <p key={name}>
              <code>
                {name}: {value}
              </code>
            </p>
          ))}
        </>
      )}
    </Panel>
  );
}

/** One number: how it came here, what it is now, and its API key. */
export function ChannelScreen(props: ChannelScreenProps) {
  const { view, channel } = props;
  return (
    <HubPage view={view} tab="channels" title={titleOf(channel)} styles={["partner-hub/details.css"]}>
      <div class="heading">
        <a class="back" href={hubPath(view.partner.id, "channels")}>
          Channels
        </a>
        <h1 class="digits">{titleOf(channel)}</h1>
        <p class="hint">{channel.phoneName}</p>
      </div>
      <div class="columns">
        <div class="stack">
          <Panel title="This number">
            <Facts channel={channel} />
          </Panel>
          <Moments {...props} />
        </div>
        <div class="stack">
          <Keys {...props} />
          <MessagingWebhook {...props} />
          <ApiAnswer {...props} />
        </div>
      </div>
    </HubPage>
  );
}
