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
