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

/** A credential that the hub knows, in a header or on a host where it is no use. */
function misplaced({ surface, refused }: Call): { header: string; kind: string } | undefined {
  for (const [header, kind = ""] of Object.entries(refused)) {
    const belongs = kind === "channel API key" ? "messaging-api" : "partner-api";
    if (meant[kind] !== undefined && (surface !== belongs || meant[kind] !== header)) return { header, kind };
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
  looksFor: "Calls that carried a credential; broken by a 401 for one that the hub knows as another kind.",
  mend: "Partner API: the partner key in X-API-Key, or a token as Bearer. Messaging API: the channel's own key in D360-API-KEY.",
  judge: ({ calls }) =>
    judgeEach(
      calls.filter(({ credentials, answered }) => credentials.length > 0 && answered !== null),
      (call) => {
        const wrong = misplaced(call);
        if (!wrong) return undefined;
        const where = call.surface === "messaging-api" ? "the messaging API" : "the Partner API";
        return {
          says: `${call.method} ${call.path} on ${where} carried a ${wrong.kind} in ${places[wrong.header] ?? wrong.header}.`,
          entries: [call.seq],
          subject: call.subject,
        };
      },
    ),
};
