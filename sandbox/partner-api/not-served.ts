/** Operations that the real hub has and the sandbox does not serve yet: they answer 501 and say so. */
const leftOut: [method: string, path: RegExp][] = [
  ["GET", /^\/partners\/[^/]+\/waba_accounts\/[^/]+$/],
  ["GET", /^\/partners\/[^/]+\/waba_accounts\/[^/]+\/(waba_templates|flows)$/],
  ["POST", /^\/partners\/[^/]+\/waba_accounts\/[^/]+\/(waba_templates|flows)(\/.*)?$/],
  ["DELETE", /^\/partners\/[^/]+\/waba_accounts\/[^/]+\/waba_templates\/[^/]+$/],
  ["POST", /^\/partners\/[^/]+\/clients\/[^/]+\/channels\/[^/]+\/(enable|disable)_ctwa$/],
  [
    "GET",
    /^\/partners\/[^/]+\/clients\/[^/]+\/channels\/[^/]+\/(whatsapp_commerce_settings|info\/(balance|usage))$/,
  ],
  ["GET", /^\/partners\/[^/]+\/(balance|clients\/[^/]+\/info\/balance)$/],
  ["POST", /^\/partners\/[^/]+\/account_sharing\/(clients|numbers)$/],
  ["PATCH", /^\/partners\/[^/]+\/settings\/partner_change_request$/],
];

const misspelled: [path: RegExp, meant: string][] = [
  [/\/api-keys$/, "the path ends in /api_keys, with an underscore"],
  [/^\/partners\/channels\//, "the partner id is missing: /partners/{partner_id}/channels/{channel_id}/…"],
  [/^\/channels\//, "the path begins with the partner: /partners/{partner_id}/channels/{channel_id}/…"],
  [
    /^\/partners\/[^/]+\/channels\/[^/]+\/control\//,
    "controls are below the client: /partners/{partner_id}/clients/{client_id}/channels/{channel_id}/control/…",
  ],
];

/** What a client probably meant by a path that real integrations are known to get wrong. */
export const misspelling = (path: string): string | undefined =>
  misspelled.find(([pattern]) => pattern.test(path))?.[1];

/** What to answer for a path below `/api/v2` that no operation serves. */
export function notServed(method: string, path: string): { status: number; message: string } {
  if (leftOut.some(([itsMethod, pattern]) => itsMethod === method && pattern.test(path))) {
    return {
      status: 501,
      message: `The real hub has ${method} /api/v2${path}, but the sandbox does not serve it yet.`,
    };
  }
  const meant = misspelling(path);
  const hint =
    meant === undefined
      ? "GET /_sandbox/api/openapi.json lists what is served."
      : `Did you mean this: ${meant}?`;
  return { status: 404, message: `There is no ${method} /api/v2${path}. ${hint}` };
}
