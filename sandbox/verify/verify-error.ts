/** The run could not begin; the message says why, and what to do. */
export class VerifyError extends Error {}
