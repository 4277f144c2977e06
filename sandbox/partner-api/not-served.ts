const misspelled: [path: RegExp, meant: string][] = [
  [/\/api-keys$/, "the path ends in /api_keys, with an underscore"],
  [/^\/partners\/channels\//, "the partner id is missing: /partners/{partner_id}/channels/{channel_id}/…"],
  [
    /\/channels\/[^/]+\/webhook$/,
    "a number's webhook is set with its own key on the messaging API: POST /v1/configs/webhook",
  ],
  [/^\/channels\//, "the path begins with the partner: /partners/{partner_id}/channels/{channel_id}/…"],
  [
    /^\/partners\/[^/]+\/channels\/[^/]+\/(control\/|info\/|enable_ctwa$|disable_ctwa$|display_name$|whatsapp_commerce_settings$)/,
    "this is below the client: /partners/{partner_id}/clients/{client_id}/channels/{channel_id}/…",
  ],
];

/** What a client probably meant by a path that real integrations are known to get wrong. */
export const misspelling = (path: string): string | undefined =>
  misspelled.find(([pattern]) => pattern.test(path))?.[1];

/** What to answer for a path below `/api/v2` that no operation serves, not even as left out. */
export function notServed(method: string, path: string): { status: number; message: string } {
  const meant = misspelling(path);
  const hint =
    meant === undefined
      ? "GET /_sandbox/api/openapi.json lists what is served."
      : `Did you mean this: ${meant}?`;
  return { status: 404, message: `There is no ${method} /api/v2${path}. ${hint}` };
}
