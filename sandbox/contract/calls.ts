const ofPartner = (rest: string) => new RegExp(`^/api/v2/partners/[^/]+${rest}$`);

/** The calls that rules and expectations speak of; the group in a path is the id that the call is about. */
const calls = {
  log_in: { method: "POST", path: /^\/api\/v2\/token$/ },
  create_api_key: { method: "POST", path: ofPartner("/channels/([^/]+)/api_keys") },
  list_api_keys: { method: "GET", path: ofPartner("/channels/([^/]+)/api_keys") },
  delete_api_keys: { method: "DELETE", path: ofPartner("/channels/([^/]+)/api_keys") },
  get_channel: { method: "GET", path: ofPartner("/channels/([^/]+)") },
  list_channels: { method: "GET", path: ofPartner("/channels") },
  list_clients: { method: "GET", path: ofPartner("/clients") },
  shared_client_numbers: { method: "GET", path: ofPartner("/clients/([^/]+)/shared_client_numbers") },
  request_cancellation: {
    method: "POST",
    path: ofPartner("/clients/[^/]+/channels/([^/]+)/control/cancellation_request"),
  },
  set_messaging_webhook: { method: "POST", path: /^\/v1\/configs\/webhook$/ },
  set_waba_webhook: { method: "POST", path: /^\/waba_webhook$/ },
  send_message: { method: "POST", path: /^\/messages$/ },
} as const;

/** A call of the Partner API or the messaging API, by the name that scenarios give it. */
export type CallName = keyof typeof calls;

const isCallName = (name: string): name is CallName => name in calls;

const byMethod = new Map<string, { name: CallName; path: RegExp }[]>();
for (const [name, { method, path }] of Object.entries(calls)) {
  const known = byMethod.get(method) ?? [];
  if (isCallName(name)) byMethod.set(method, [...known, { name, path }]);
}

/** Finds the name of a call, and the id in its path; `undefined` for calls that nothing speaks of. */
export function callAt(method: string, path: string): { name: CallName; id: string | null } | undefined {
  for (const { name, path: pattern } of byMethod.get(method) ?? []) {
    const found = pattern.exec(path);
    if (found) return { name, id: found[1] ?? null };
  }
  return undefined;
}

/** Which part of the origin a path belongs to. The messaging API has the root, and what is left. */
export type Surface = "partner-api" | "messaging-api" | "page";

export function surfaceOf(path: string): Surface {
  if (/^\/(api\/v2|v1\/partners)\//.test(path)) return "partner-api";
  return /^\/(dashboard|onboarding|client-hub|partner-hub|_sandbox)(\/|$)/.test(path) || path === "/"
    ? "page"
    : "messaging-api";
}
