import type { Child } from "hono/jsx";
import type { ChannelView, MessageView, TrackStop } from "./public-view.js";

const stateInWords = { done: "done", next: "next", open: "to come", stopped: "withdrawn" } as const;

/** `end`: what stands under the last stop. */
function Track({ label, stops, end }: { label: string; stops: TrackStop[]; end?: Child }) {
  return (
    <div class="track">
      <p class="track-label">{label}</p>
      <ol class="track-stops">
        {stops.map((stop, index) => (
          <li class={`stop stop-${stop.state}`}>
            <span class="stop-name">{stop.name}</span>
            <span class="unseen"> ({stateInWords[stop.state]})</span>
            {index === stops.length - 1 && end}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Bubble({ message }: { message: MessageView }) {
  return (
    <li class={message.inbound ? "bubble bubble-in" : "bubble bubble-out"}>
      <p class="bubble-text">{message.text}</p>
      <p class="bubble-meta">
        {message.inbound ? `from ${message.contact}` : `to ${message.contact} · ${message.status}`}
      </p>
    </li>
  );
}

function ChannelCard({ channel }: { channel: ChannelView }) {
  const headingId = `heading-${channel.channelId}`;
  return (
    <article
      class={`card channel channel-${channel.mood}`}
      data-testid={`channel-${channel.channelId}`}
      data-channel-id={channel.channelId}
      aria-labelledby={headingId}
    >
      <header class="channel-head">
        <div>
          <h3 id={headingId}>{channel.name}</h3>
          <p class="channel-number">
            {channel.phoneNumber} <span class="quiet">{channel.channelId}</span>
          </p>
        </div>
        <span class="tag">{channel.hubLabel}</span>
      </header>
      <p class="channel-status" data-testid={`channel-status-${channel.channelId}`} data-status>
        {channel.status}
      </p>
      <div class="tracks">
        <Track label="Number" stops={channel.life} />
        <Track
          label="Connection"
          stops={channel.connection}
          end={
            <strong class="stop-detail" data-testid={`message-status-${channel.channelId}`}>
              {channel.firstMessageStatus}
            </strong>
          }
        />
      </div>
      {channel.messages.length > 0 && (
        <ol class="conversation" data-part="conversation" aria-label={`Messages of ${channel.name}`}>
          {channel.messages.map((message) => (
            <Bubble message={message} />
          ))}
        </ol>
      )}
    </article>
  );
}

/** The account's channels: part of the home page, and what the live updates send again when something changed. */
export function ChannelList({ channels }: { channels: ChannelView[] }) {
  if (channels.length === 0) {
    return (
      <div class="empty" data-empty>
        <p class="empty-title">No numbers yet</p>
        <p>Connect one above. It appears here at once, and you can watch it come alive.</p>
      </div>
    );
  }
  return (
    <>
      {channels.map((channel) => (
        <ChannelCard channel={channel} />
      ))}
    </>
  );
}
