import { documented } from "../../evidence/evidence.js";
import type { Call } from "../call.js";
import { judgeEach, type Rule } from "../rule.js";

const places: Readonly<{ [header: string]: string }> = {
  "x-api-key": "X-API-Key",
  authorization: "Authorization: Bearer",
  "d360-api-key": "D360-API-KEY",
};

const meant: Readonly<{ [kind: string]: string }> = {
  "partner API key": "x-api-key",
  "access token": "authorization",
  "channel API key": "d360-api-key",
};

/** Says which credential that the hub knows is no use where it was sent: in its header, on its host, or for its partner. */
function misplaced({ surface, refused }: Call): string | undefined {
  for (const [header, kind = ""] of Object.entries(refused)) {
    const belongs = kind === "channel API key" ? "messaging-api" : "partner-api";
    const isAtHome = surface === belongs && meant[kind] === header;
    if (meant[kind] !== undefined && !isAtHome) return `a ${kind} in ${places[header] ?? header}`;
    // A token may have expired and a channel key be replaced; a partner key that is known works for its own partner.
    if (kind === "partner API key") return "the API key of another partner";
  }
  return undefined;
}

export const rightKindOfKey: Rule = {
  id: "right-kind-of-key",
  title: "Uses each credential where it belongs",
  why: "Partner API key, access token and channel key look alike and are answered 401 in each other's place. That is among the commonest ways to lose an afternoon.",
  evidence: documented(
    "Partner API: X-API-Key or Bearer on the hub; the messaging host takes only D360-API-KEY",
  ),
  looksFor:
    "Calls that carried a credential; broken by a 401 for one that the hub knows as another kind, or as another partner's key.",
  mend: "Partner API: the partner key in X-API-Key, or a token as Bearer. Messaging API: the channel's own key in D360-API-KEY.",
  judge: ({ calls }) =>
    judgeEach(
      calls.filter(({ credentials, answered }) => credentials.length > 0 && answered !== null),
      (call) => {
        const wrong = misplaced(call);
        if (!wrong) return undefined;
        const where = call.surface === "messaging-api" ? "the messaging API" : "the Partner API";
        return {
          says: `${call.method} ${call.path} on ${where} carried ${wrong}.`,
          entries: [call.seq],
          subject: call.subject,
        };
      },
    ),
};
