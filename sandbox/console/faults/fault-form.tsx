import { eventNames } from "../../hub/event-catalogue.js";
import { messageEventNames } from "../../hub/messages.js";
import { CallForm } from "../call-form.js";
import { newestChannels } from "../channels.js";
import { type ConsoleQuery, partnerHref } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import type { FaultField, FaultKind } from "./fault-fields.js";

interface FaultFormProps {
  rooms: ConsoleRooms;
  query: ConsoleQuery;
  kind: FaultKind;
}

/** What a text field offers besides typing. */
function offersOf({ rooms, query }: FaultFormProps, name: string): readonly string[] {
  if (name === "event") return [...eventNames, ...messageEventNames];
  if (name === "channel") return newestChannels(rooms.hub, query.partner).map(({ id }) => id);
  return name === "path" ? ["/api/v2/token", "/api/v2/partners/*/channels/*/api_keys", "/v1/messages"] : [];
}

function Input({ field, id, offers }: { field: FaultField; id: string; offers: readonly string[] }) {
  const { name, kind, choices, required, min, max, isWhole, preset, hint, sample } = field;
  const known = {
    id,
    name: `fault.${name}`,
    required,
    "aria-describedby": hint === undefined ? undefined : `${id}-hint`,
    "data-testid": `fault-${name}`,
  };
  if (kind === "choice") {
    return (
      <select {...known}>
        {!required && <option value="">any</option>}
        {choices.map((choice) => (
          <option value={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  if (kind === "number") {
    return (
      <input
        {...known}
        type="number"
        min={min}
        max={max}
        step={isWhole ? 1 : "any"}
        placeholder={preset}
        inputmode={isWhole ? "numeric" : "decimal"}
      />
    );
  }
  if (kind === "json") {
    return <textarea {...known} rows={2} spellcheck={false} data-json placeholder={sample}></textarea>;
  }
  const list = offers.length > 0 ? `${id}-offers` : undefined;
  return (
    <>
      <input {...known} type="text" placeholder={preset} list={list} autocomplete="off" spellcheck={false} />
      {list !== undefined && (
        <datalist id={list}>
          {offers.map((offer) => (
            <option value={offer}></option>
          ))}
        </datalist>
      )}
    </>
  );
}

function Field({ field, offers }: { field: FaultField; offers: readonly string[] }) {
  const id = `field-${field.name}`;
  return (
    <div class="field">
      <label for={id}>
        {field.title}
        {!field.required && <span class="quiet"> (optional)</span>}
      </label>
      {field.hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      <Input field={field} id={id} offers={offers} />
    </div>
  );
}

function Whose({ rooms, query }: Pick<FaultFormProps, "rooms" | "query">) {
  return (
    <div class="field">
      <label for="fault-partner">Partner</label>
      <select id="fault-partner" name="partner" data-testid="fault-partner">
        {rooms.hub.partners.list().map(({ id, brandName }) => (
          <option value={id} selected={id === query.partner}>
            {id} · {brandName}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Switches one fault on; its fields are those of the schema. */
export function FaultForm(props: FaultFormProps) {
  const { rooms, query, kind } = props;
  return (
    <article class="entry-detail">
      <header class="detail-head">
        <h2>
          <code>{kind.do}</code> <span class="quiet">on {kind.on === "api" ? "calls" : "webhooks"}</span>
        </h2>
        <a
          class="close small-button"
          href={partnerHref("/_sandbox/faults", query)}
          data-close
          aria-label="Close"
        >
          ✕
        </a>
      </header>
      <p>{kind.says}</p>
      <CallForm
        call="POST /faults"
        body={{ fault: { on: kind.on, do: kind.do } }}
        done={`${kind.do} is on.`}
        class="fields"
        clears
        testId="fault-form"
      >
        <Whose rooms={rooms} query={query} />
        {kind.fields.map((field) => (
          <Field field={field} offers={offersOf(props, field.name)} />
        ))}
        <button type="submit" class="primary-button" data-testid="fault-on">
          Switch on
        </button>
      </CallForm>
    </article>
  );
}
