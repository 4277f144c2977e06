import type { AutopilotPlan, Autopilots } from "./autopilot.js";
import type { Channel } from "./channel.js";
import type { Channels, NewChannel } from "./channels.js";
import type { Client, Clients } from "./clients.js";
import type { HubContext } from "./context.js";
import type { HubError } from "./errors.js";
import type { IoSignatures } from "./io-signature.js";
import type { Lives } from "./life.js";
import type { Partners } from "./partners.js";
import type { Permissions } from "./permissions.js";
import type { Life } from "./settings.js";
import type { Visit, VisitParams } from "./visit.js";
import { accountSteps } from "./visit-account-steps.js";
import { numberSteps } from "./visit-number-steps.js";
import { permissionSteps } from "./visit-permission-steps.js";
import { createVisitReturn, type VisitReturn } from "./visit-return.js";
import { createVisitRows, type VisitRows } from "./visit-rows.js";

export type AddedNumber = Omit<NewChannel, "permitted"> & { life?: Partial<Life> | undefined };

/** The hosted onboarding, step by step. Every command gives the visit as it is afterwards; an ended visit stays as it is. */
export interface Visits {
  /**
   * The client's browser opens the permissions page.
   *
   * @param client who is logged in in this browser already.
   * @param autopilot plays the client; left out, the one that is armed for the partner does.
   * @throws HubError `not_found` for an unknown partner, `invalid` without a usable redirect URL; both with the field
   *   `client_id` when the link wants to make a login for a client that it does not name, or that does not exist;
   *   IoSignatureError for a link that the partner's signature does not let in.
   */
  open(partnerId: string, params: VisitParams, client?: Client, autopilot?: AutopilotPlan): Visit;
  /** The autopilot cannot go on: a form was refused, or the plan does not fit. The client's browser is a person's now. */
  stopAutopilot(visit: Visit, reason: string): Visit;
  get(partnerId: string, visitId: string): Visit;
  showLogIn(visit: Visit, logIn: boolean): Visit;
  /** Makes the account; with `connect_client_user` a login for the client that the link names. */
  signUp(visit: Visit, account: NewAccount): Visit;
  logIn(visit: Visit, account: { email: string; password: string }): Visit;
  /** Leaves the account that this browser was logged in with. */
  logOut(visit: Visit): Visit;
  /** @param payment `card` is the id of a test card; left out, there is one that the bank takes. */
  pay(visit: Visit, payment: { plan: string; acceptsTerms: boolean; card?: string | undefined }): Visit;
  addNumber(visit: Visit, number: AddedNumber): Visit;
  /** Back from the permission screen to the numbers. */
  addAnother(visit: Visit): Visit;
  /** The client has all its numbers: on to the permission screen, or back to the partner. */
  finishNumbers(visit: Visit): Visit;
  /** The client confirms the permission screen: exactly these of the listed channels are permitted. */
  decide(visit: Visit, permitted: readonly string[]): Visit;
  cancel(visit: Visit): Visit;
  mayReturn: VisitReturn["mayReturn"];
  /** The client's numbers that the permission screen lists: the one that the partner asked for first, or alone. */
  numbers(visit: Visit): Channel[];
  /** What keeps the client from adding one number more. */
  numberRefusal(visit: Visit): HubError | undefined;
}

/** What the sign-up form asks for. */
export interface NewAccount {
  name: string;
  /** The person; left out, nobody's name is known. */
  userName?: string | undefined;
  email: string;
  password: string;
}

export interface VisitRooms {
  partners: Partners;
  clients: Clients;
  channels: Channels;
  lives: Lives;
  permissions: Permissions;
  signatures: IoSignatures;
  autopilots: Autopilots;
}

/** What the steps of a visit work with. */
export interface Steps extends VisitRooms {
  store: HubContext["store"];
  rows: VisitRows;
  back: VisitReturn;
}

export function createVisits(context: HubContext, rooms: VisitRooms): Visits {
  const rows = createVisitRows(context);
  const back = createVisitReturn(context, rooms, rows);
  const steps: Steps = { ...rooms, store: context.store, rows, back };
  return {
    get: rows.get,
    mayReturn: back.mayReturn,
    ...accountSteps(steps),
    ...numberSteps(steps),
    ...permissionSteps(steps),
  };
}
