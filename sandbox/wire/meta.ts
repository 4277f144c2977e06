import type { MetaError, MetaSuccess } from "../hub/objects/envelopes.js";

/** The `meta` envelope of the Partner API, keys in alphabetical order (facts of the Partner API, section 3.8). */
export function metaError(status: number, message: string, details?: string[]): MetaError {
  return {
    meta: {
      ...(details === undefined ? {} : { details }),
      developer_message: message,
      http_code: status,
      success: false,
    },
  };
}

/** A success that has nothing else to say. */
export const metaSuccess = (message: string): MetaSuccess => ({
  meta: { developer_message: message, http_code: 200, success: true },
});
