import type { Delivery } from "../../webhooks/delivery.js";
import { CallButton } from "../call-form.js";
import { type ConsoleQuery, partnerHref } from "../console-query.js";
import { dayOf, exactTimeOf, fromNow } from "../moments.js";
import type { ConsoleRooms } from "../rooms.js";
import { Shell } from "../shell.js";
import { DeliveryDetail } from "./delivery-detail.js";
import { stateWords } from "./delivery-words.js";
import { SendEvent } from "./send-event.js";

interface DeliveriesProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
}

const shownDeliveries = 200;

function DeliveryRow({ rooms, query, delivery }: DeliveriesProps & { delivery: Delivery }) {
  const { id, event, subject, partnerId, attempts, createdAt, nextAt, lastStatus, lastError } = delivery;
  const { says, tone } = stateWords(delivery);
  return (
    <tr>
      <td class="when">
        <span class="day">{dayOf(createdAt)}</span> {exactTimeOf(createdAt)}
      </td>
      <td>
        <a href={partnerHref(`/_sandbox/deliveries/${id}`, query)} data-detail={deliveryPart(query, id)}>
          <code>{event}</code>
        </a>
      </td>
      <td class="about">
        {query.partner === undefined && <span class="of-partner">{partnerId}</span>} {subject}
      </td>
      <td>
        <span class={`result-of ${tone}`}>{says}</span>
        {nextAt !== null && <span class="quiet"> {fromNow(nextAt, rooms.clock.now(partnerId))}</span>}
      </td>
      <td class="number">{attempts}</td>
      <td class="last" title={lastError ?? undefined}>
        {lastStatus ?? lastError ?? "–"}
      </td>
    </tr>
  );
}

/** The newest deliveries as a table. */
export function DeliveryList({ rooms, query }: DeliveriesProps) {
  const deliveries = rooms.outbox.list(query.partner, shownDeliveries);
  const failed = deliveries.filter(({ state }) => state === "dead" || state === "unsent").length;
  const whose = query.partner === undefined ? {} : { partner: query.partner };
  if (deliveries.length === 0) {
    return (
      <div class="empty">
        <h2>No deliveries yet</h2>
        <p>
          As soon as the hub has something to tell your app, it stands here with each attempt and its answer.
        </p>
      </div>
    );
  }
  return (
    <>
      <div class="list-tools">
        <p class="quiet" data-testid="deliveries-count">
          {deliveries.length === shownDeliveries
            ? `The newest ${shownDeliveries}`
            : `${deliveries.length} in all`}
        </p>
        {failed > 0 && (
          <CallButton call="POST /deliveries/resend" body={whose} done="Sent again." testId="resend-failed">
            Send all again that failed ({failed})
          </CallButton>
        )}
      </div>
      <section class="table-scroll" tabindex={0} aria-label="Table of deliveries" id="deliveries-scroll">
        <table class="list-table" data-testid="deliveries">
          <thead>
            <tr>
              <th scope="col">Made, UTC</th>
              <th scope="col">Event</th>
              <th scope="col">About</th>
              <th scope="col">State</th>
              <th scope="col">Tries</th>
              <th scope="col">Last answer</th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map((delivery) => (
              <DeliveryRow rooms={rooms} query={query} delivery={delivery} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

const deliveryPart = (query: ConsoleQuery, id: string) =>
  partnerHref(`/_sandbox/parts/deliveries/${id}`, query);

/** Where a delivery would be that is not there. */
export const NoDelivery = ({ id }: { id: string }) => (
  <p class="error">There is no delivery {id}. A reset may have taken it away.</p>
);

interface DeliveriesPageProps extends DeliveriesProps {
  /** The delivery that is shown beside the list, or the id of one that is not there. */
  selected?: Delivery | string | undefined;
}

/** What went out to the app, what became of it, and sending more. */
export function DeliveriesPage({ rooms, query, selected }: DeliveriesPageProps) {
  return (
    <Shell
      rooms={rooms}
      query={query}
      page="/_sandbox/deliveries"
      styles={["console/lists.css"]}
      scripts={["console/browser/panes.js"]}
      keys={[
        { keys: ["j"], says: "Next delivery" },
        { keys: ["k"], says: "Delivery before" },
        { keys: ["Enter"], says: "Show the delivery" },
      ]}
    >
      <div class={selected === undefined ? "two-panes" : "two-panes has-detail"} id="deliveries">
        <div class="pane">
          <h1>Deliveries</h1>
          <div data-part={partnerHref("/_sandbox/parts/send-event", query)} data-part-pause="1000">
            <SendEvent rooms={rooms} query={query} />
          </div>
          <div class="live-list" data-part={partnerHref("/_sandbox/parts/deliveries", query)}>
            <DeliveryList rooms={rooms} query={query} />
          </div>
        </div>
        <aside class="detail" id="detail" aria-label="The selected delivery" data-testid="detail">
          {typeof selected === "string" && <NoDelivery id={selected} />}
          {typeof selected === "object" && <DeliveryDetail rooms={rooms} query={query} delivery={selected} />}
        </aside>
      </div>
    </Shell>
  );
}
