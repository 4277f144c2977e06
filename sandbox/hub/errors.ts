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

/** The hub did not do what it was asked. The message names the value it met and the remedy; `field` names the input. */
export class HubError extends Error {
  readonly code: HubErrorCode;
  readonly field: string | undefined;
  /** The HTTP status a partner's setting asks for, where the real one is unknown. */
  readonly status: number | undefined;

  constructor(code: HubErrorCode, message: string, options: { field?: string; status?: number } = {}) {
    super(message);
    this.code = code;
    this.field = options.field;
    this.status = options.status;
  }
}

export const notFound = (what: string, id: string, remedy: string): HubError =>
  new HubError("not_found", `There is no ${what} "${id}". ${remedy}`);

export const invalid = (message: string, field?: string): HubError =>
  new HubError("invalid", message, field === undefined ? {} : { field });
