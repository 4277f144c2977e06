import { type EventFact, eventCatalogue } from "../../hub/event-catalogue.js";
import { CallForm } from "../call-form.js";
import { newestChannels } from "../channels.js";
import type { ConsoleQuery } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";

interface SendEventProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
}

/** Makes any event of the catalogue happen, or sends it alone with other values. */
export function SendEvent({ rooms, query }: SendEventProps) {
  const channels = newestChannels(rooms.hub, query.partner);
  return (
    <details class="send-event" id="send-event">
      <summary data-testid="open-event">Send an event</summary>
      {channels.length === 0 ? (
        <p class="quiet">
          Events are about channels, and there is none yet. Open the permissions page and add a number, or
          play a scenario.
        </p>
      ) : (
        <CallForm call="POST /events" done="It happened." testId="event-form">
          <div class="field">
            <label for="event">Event</label>
            <select id="event" name="event" data-testid="event">
              {Object.entries<EventFact>(eventCatalogue).map(([event, { cause, evidence }]) => (
                <option value={event}>
                  {event} – {cause} ({evidence.mark})
                </option>
              ))}
            </select>
          </div>
          <div class="field">
            <label for="event-channel">Channel</label>
            <select id="event-channel" name="partner,channel" data-testid="event-channel">
              {channels.map(({ id, partnerId, phoneName }) => (
                <option value={`${partnerId},${id}`}>
                  {id} – {phoneName} ({partnerId})
                </option>
              ))}
            </select>
          </div>
          <div class="field">
            <label for="event-set">
              Other values{" "}
              <span class="hint">
                a JSON object with dotted paths; then nothing happens in the hub, and the event is sent alone
              </span>
            </label>
            <textarea
              id="event-set"
              name="set"
              rows={2}
              spellcheck={false}
              placeholder='{"data.status": "error"}'
              data-json
              data-testid="event-set"
            ></textarea>
          </div>
          <button type="submit" class="primary-button" data-testid="send-event">
            Send
          </button>
        </CallForm>
      )}
    </details>
  );
}
