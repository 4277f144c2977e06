import type { PropsWithChildren } from "hono/jsx";
import type { EventName } from "../../hub/event-catalogue.js";
import { CallButton } from "../call-form.js";
import type { LifeStop } from "./life-stops.js";
import type { NumberProps } from "./number-state.js";

type Place = { partner: string; channel: string };

/** A row of buttons under a word. */
function ActionGroup({ title, children }: PropsWithChildren<{ title: string }>) {
  return (
    <fieldset class="action-group">
      <legend>{title}</legend>
      <div class="actions">{children}</div>
    </fieldset>
  );
}

interface EventButtonProps {
  place: Place;
  event: EventName;
  title?: string;
  pressed?: boolean;
  confirm?: string | undefined;
}

/** Makes happen what an event announces. */
function EventButton({
  place,
  event,
  title,
  pressed,
  confirm,
  children,
}: PropsWithChildren<EventButtonProps>) {
  return (
    <CallButton
      call="POST /events"
      body={{ ...place, event }}
      title={title}
      pressed={pressed}
      confirm={confirm}
      testId={`do-${event}`}
    >
      {children}
    </CallButton>
  );
}

const lifeEvents = {
  created: "channel_created",
  submitted: "channel_submitted",
  ready: "channel_ready",
  running: "channel_running",
  live: "channel_live",
} as const satisfies Record<LifeStop["step"], EventName>;

function LifeButtons({ place, stops }: { place: Place; stops: readonly LifeStop[] }) {
  return (
    <ActionGroup title="Make it">
      {stops.map(({ step, state }) => (
        <EventButton
          place={place}
          event={lifeEvents[step]}
          title={
            state === "done"
              ? `It is ${step} already: the event goes out again`
              : `Takes it to ${step} now, and announces it`
          }
        >
          {step}
          {state === "done" && " again"}
        </EventButton>
      ))}
    </ActionGroup>
  );
}

function ConsentButtons({ rooms, channel, place }: Omit<NumberProps, "query"> & { place: Place }) {
  const { partner } = place;
  const { id, clientId, permitted } = channel;
  const hasKey = rooms.hub.apiKeys.list(partner, id).length > 0;
  return (
    <ActionGroup title="Permission and key">
      <CallButton
        call="POST /permissions"
        body={{ partner, client: clientId, [permitted ? "revoke" : "grant"]: [id] }}
        title={`The client ${permitted ? "takes the permission back" : "permits the partner"} in its Client Hub`}
        testId={permitted ? "revoke" : "grant"}
      >
        {permitted ? "Revoke permission" : "Grant permission"}
      </CallButton>
      {hasKey && (
        <CallButton
          call={`POST /channels/${id}/end_keys`}
          body={{ partner }}
          title="Calls with its key are refused from now on"
          testId="end-keys"
        >
          End its key
        </CallButton>
      )}
    </ActionGroup>
  );
}

function NameButtons({ rooms, place }: Pick<NumberProps, "rooms"> & { place: Place }) {
  const { partner, channel } = place;
  const { newName, status } = rooms.hub.displayNames.review(partner, channel);
  if (newName === null || status !== "pending") return null;
  const decisions = [
    ["approved", "Approve"],
    ["declined", "Decline"],
  ] as const;
  return (
    <ActionGroup title={`Display name "${newName}"`}>
      {decisions.map(([decision, title]) => (
        <CallButton
          call={`POST /channels/${channel}/display_name/decision`}
          body={{ partner, decision }}
          testId={`name-${decision}`}
        >
          {title}
        </CallButton>
      ))}
    </ActionGroup>
  );
}

function EndButtons({ channel, place }: Pick<NumberProps, "channel"> & { place: Place }) {
  const { id, cancelledAt, terminatedAt, phoneName } = channel;
  if (terminatedAt !== null) {
    return (
      <ActionGroup title="End">
        <CallButton
          call={`POST /channels/${id}/reactivate`}
          body={{ partner: place.partner }}
          testId="reactivate"
        >
          Reactivate
        </CallButton>
      </ActionGroup>
    );
  }
  return (
    <ActionGroup title="End">
      {cancelledAt === null ? (
        <EventButton place={place} event="cancellation_request" title="It ends with the month">
          Cancel
        </EventButton>
      ) : (
        <EventButton place={place} event="cancellation_revoke">
          Withdraw the cancellation
        </EventButton>
      )}
      <EventButton
        place={place}
        event="cancellation_processed"
        confirm={`${phoneName} (${id}) is terminated now instead of at the end of the month, and its keys end.`}
      >
        Terminate now
      </EventButton>
    </ActionGroup>
  );
}

/** What can happen to a number with one press, as it stands now. */
export function NumberActions(props: NumberProps & { stops: readonly LifeStop[] }) {
  const { rooms, channel, stops } = props;
  const place = { partner: channel.partnerId, channel: channel.id };
  return (
    <>
      <LifeButtons place={place} stops={stops} />
      <ConsentButtons rooms={rooms} channel={channel} place={place} />
      <NameButtons rooms={rooms} place={place} />
      <ActionGroup title="Template messages">
        <EventButton place={place} event="template_messaging_disabled">
          Disable
        </EventButton>
        <EventButton place={place} event="template_messaging_enabled">
          Enable
        </EventButton>
      </ActionGroup>
      <EndButtons channel={channel} place={place} />
    </>
  );
}
