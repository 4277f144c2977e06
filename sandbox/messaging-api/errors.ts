/** Error of the number's own settings: the `meta` envelope that the hub uses everywhere. */
export const metaError = (status: number, message: string) => ({
  meta: { developer_message: message, http_code: status, success: false },
});

/** Error of a message: Meta's Graph shape, which clients read as `error.message` (facts of clients, section 2). */
export const graphError = (code: number, message: string, details: string) => ({
  error: {
    code,
    error_data: { details, messaging_product: "whatsapp" },
    fbtrace_id: "sandbox",
    message: `(#${code}) ${message}`,
    type: "OAuthException",
  },
});
