import { parseDuration } from "../clock/duration.js";
import type { DeliveryFacts, Faults } from "../faults/faults.js";
import { hasField, type Json, setField } from "./json-path.js";

/** What becomes of a delivery that is put in the outbox. */
export interface Fate {
  body: string;
  isDropped: boolean;
  /** Virtual milliseconds that it is late; later ones of its lane pass it by. */
  lateBy: number | null;
  copies: number;
  /** Keeps it back until this many deliveries of the same fault are there. */
  reorder: { fault: number; batch: number } | null;
  /** Keeps it back until the client has been sent back, and this much longer. */
  afterRedirectBy: number | null;
}

const untouched = (body: string): Fate => ({
  body,
  isDropped: false,
  lateBy: null,
  copies: 0,
  reorder: null,
  afterRedirectBy: null,
});

function changedBody(partner: string, body: string, facts: DeliveryFacts, faults: Faults): string {
  const json: Json = JSON.parse(body);
  // An event that has no such field is not what the fault is about.
  const mutate = faults.fireOnWebhook(partner, ["mutate"], facts, ({ path }) => hasField(json, path));
  const mutated = mutate ? setField(json, mutate.fault.path, mutate.fault.value) : json;
  const wrapped = faults.fireOnWebhook(partner, ["array_body"], facts) ? [mutated] : mutated;
  return wrapped === json ? body : JSON.stringify(wrapped);
}

/**
 * Asks the faults what becomes of a delivery. They fire here, once, so that every attempt has the same bytes.
 *
 * @param beforeRedirect whether its client is still in the hosted pages.
 */
export function fateOf(
  partner: string,
  body: string,
  facts: DeliveryFacts,
  beforeRedirect: boolean,
  faults: Faults,
): Fate {
  if (!faults.any(partner)) return untouched(body);
  if (faults.fireOnWebhook(partner, ["drop"], facts)) return { ...untouched(body), isDropped: true };
  const late = faults.fireOnWebhook(partner, ["delay"], facts);
  const duplicate = faults.fireOnWebhook(partner, ["duplicate"], facts);
  const reorder = faults.fireOnWebhook(partner, ["reorder"], facts);
  const after = beforeRedirect ? faults.fireOnWebhook(partner, ["after_redirect"], facts) : undefined;
  return {
    body: changedBody(partner, body, facts, faults),
    isDropped: false,
    lateBy: late ? parseDuration(late.fault.by) : null,
    copies: duplicate?.fault.copies ?? 0,
    reorder: reorder ? { fault: reorder.id, batch: reorder.fault.batch } : null,
    afterRedirectBy: after ? parseDuration(after.fault.by) : null,
  };
}
