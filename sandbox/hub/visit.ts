import type { VisitAutopilot } from "./autopilot.js";
import { invalid } from "./errors.js";
import type { MetaSignup } from "./meta-signup.js";
import type { Billing } from "./partner.js";

/** The query of the permissions page that the hub understands. Absent and empty are the same, but for `state`. */
export interface VisitParams {
  redirect_url?: string | undefined;
  /** The partner's own; empty when the link says `state=`. */
  state?: string | undefined;
  email?: string | undefined;
  name?: string | undefined;
  /** `login` opens the log-in form first. */
  next?: string | undefined;
  /** Proof that the partner's own server made the link: see `io-signature.ts`. */
  io_signature?: string | undefined;
  /** UNIX seconds at which it was signed. */
  io_timestamp?: string | undefined;
  /** Asks for the permission of this one number. */
  number?: string | undefined;
  plan_selection?: string | undefined;
  lang?: string | undefined;
  /** Kept as the client's `partner_payload`. */
  partner?: string | undefined;
  /** `true`, with a `client_id`: adds a login to a client that the partner has made itself. */
  connect_client_user?: string | undefined;
  client_id?: string | undefined;
  flow?: string | undefined;
  preverified_phone_number_id?: string | undefined;
  hosting_type?: string | undefined;
  /** What else the link carries, as it came: unknown keys, and known ones without a value. */
  others?: Record<string, string> | undefined;
}

/** What the client sees next. `ended`: the visit is over, and its browser belongs back at the partner's. */
export type Screen = "sign-up" | "log-in" | "payment" | "numbers" | "permission" | "ended";

/** How a visit ended: with a redirect to the partner, or by the client closing the window. */
export type Ending = "returned" | "cancelled";

/** One call of the permissions page, from opening to redirect. */
export interface Visit {
  id: string;
  partnerId: string;
  billing: Billing;
  clientId: string | null;
  /** Whether the account was made in this visit. */
  isNewClient: boolean;
  params: VisitParams;
  redirectUrl: string;
  /** Ids of the channels that were added in this visit. */
  added: string[];
  screen: Screen;
  ended: Ending | null;
  /** The full redirect address, once the visit has returned. */
  result: string | null;
  /** What Meta's embedded signup was told in this visit; `null` before its first page. */
  metaSignup: MetaSignup | null;
  /** Who plays the client in its browser; `null` when it is a person. */
  autopilot: VisitAutopilot | null;
}

/** The client that a link wants to make a login for; `undefined` for every other link. */
export const clientToConnect = ({ connect_client_user, client_id }: VisitParams): string | undefined =>
  connect_client_user === "true" ? client_id : undefined;

/** @returns the id of the client. @throws HubError `invalid` when nobody is logged in. */
export function requireClient({ clientId }: Visit): string {
  if (clientId === null) throw invalid("Nobody is logged in yet. Sign up or log in first.");
  return clientId;
}

/**
 * Documented: with Direct Payment, price and payment come before the embedded signup.
 *
 * @returns the id of the client.
 * @throws HubError `invalid` when nobody is logged in, or when the client has not paid.
 */
export function requirePaid(visit: Visit): string {
  const clientId = requireClient(visit);
  if (visit.screen === "payment")
    throw invalid(
      "No plan is chosen yet. Choose one and pay; numbers come after that.",
      undefined,
      "plan_open",
    );
  return clientId;
}

export interface VisitRow {
  id: string;
  partner_id: string;
  client_id: string | null;
  is_new_client: number;
  wants_log_in: number;
  numbers_done: number;
  added: string;
  params: string;
  redirect_url: string;
  result: string | null;
  ended: Ending | null;
  billing: Billing;
  plan: string | null;
  meta_signup: string | null;
  autopilot: string | null;
  autopilot_stopped: string | null;
}

function screenOf(row: VisitRow): Screen {
  if (row.ended !== null) return "ended";
  if (row.client_id === null) return row.wants_log_in === 1 ? "log-in" : "sign-up";
  if (row.billing === "direct" && row.plan === null) return "payment";
  if (row.numbers_done === 0 || row.billing === "partner") return "numbers";
  return "permission";
}

export const toVisit = (row: VisitRow): Visit => ({
  id: row.id,
  partnerId: row.partner_id,
  billing: row.billing,
  clientId: row.client_id,
  isNewClient: row.is_new_client === 1,
  params: JSON.parse(row.params),
  redirectUrl: row.redirect_url,
  added: JSON.parse(row.added),
  screen: screenOf(row),
  ended: row.ended,
  result: row.result,
  metaSignup: row.meta_signup === null ? null : JSON.parse(row.meta_signup),
  autopilot:
    row.autopilot === null ? null : { plan: JSON.parse(row.autopilot), stopped: row.autopilot_stopped },
});
