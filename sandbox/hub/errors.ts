/**
 * Why the hub refused: `invalid` (the input is wrong), `not_found`, `forbidden` (the permission is missing),
 * `not_running`, `conflict` (it exists already), `unauthorized`.
 */
export type HubErrorCode =
  | "invalid"
  | "not_found"
  | "forbidden"
  | "not_running"
  | "conflict"
  | "unauthorized";

/**
 * What a client typed wrongly or cannot have. The message of such an error is for developers and in English; the pages
 * for clients say each of these in the client's language, with the value that was met.
 */
export type ClientMistake =
  | "company_name_empty"
  | "person_name_empty"
  | "email_shape"
  | "email_free_mail"
  | "email_taken"
  | "email_of_partner"
  | "password_short"
  | "login_wrong"
  | "plan_unknown"
  | "plan_open"
  | "terms_open"
  | "card_unknown"
  | "card_declined"
  | "card_insufficient_funds"
  | "phone_shape"
  | "phone_taken"
  | "no_number_yet"
  | "display_name_empty"
  | "business_name_empty"
  | "waba_name_empty"
  | "waba_elsewhere"
  | "code_wrong"
  | "numbers_blocked"
  | "numbers_by_partner_only"
  | "numbers_at_most";

interface HubErrorOptions {
  field?: string | undefined;
  status?: number | undefined;
  mistake?: ClientMistake | undefined;
  /** What the mistake is about: the text that was typed, or the limit that was met. */
  value?: string | undefined;
}

/** The hub did not do what it was asked. The message names the value it met and the remedy; `field` names the input. */
export class HubError extends Error {
  readonly code: HubErrorCode;
  readonly field: string | undefined;
  /** The HTTP status a partner's setting asks for, where the real one is unknown. */
  readonly status: number | undefined;
  readonly mistake: ClientMistake | undefined;
  readonly value: string | undefined;

  constructor(code: HubErrorCode, message: string, options: HubErrorOptions = {}) {
    super(message);
    this.code = code;
    this.field = options.field;
    this.status = options.status;
    this.mistake = options.mistake;
    this.value = options.value;
  }
}

export const notFound = (what: string, id: string, remedy: string): HubError =>
  new HubError("not_found", `There is no ${what} "${id}". ${remedy}`);

export const invalid = (message: string, field?: string, mistake?: ClientMistake, value?: string): HubError =>
  new HubError("invalid", message, { field, mistake, value });
