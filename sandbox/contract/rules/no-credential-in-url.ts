import { inferred } from "../../evidence/evidence.js";
import { mask } from "../../journal/mask.js";
import type { Call } from "../call.js";
import type { PartnerRecord } from "../record.js";
import { judgeEach, type Rule } from "../rule.js";

/** Masks of everything that was used as a credential. */
const knownMasks = ({ calls, channels }: PartnerRecord): Set<string> =>
  new Set([
    ...calls.flatMap(({ credentials }) => credentials.map((one) => one.mask)),
    ...[...channels.values()].flatMap(({ keys }) => keys.map((key) => key.mask)),
  ]);

/** The name of a query value that is a credential: a known one under any name, or any that is named so. */
function credentialIn({ query, surface }: Call, known: ReadonlySet<string>): string | undefined {
  for (const [name, value] of query) {
    const isMasked = value.startsWith("masked:");
    if (known.has(isMasked ? value : mask(value)) || (isMasked && surface !== "page")) return name;
  }
  return undefined;
}

export const noCredentialInUrl: Rule = {
  id: "no-credential-in-url",
  title: "Puts no credential into a URL",
  why: "URLs end up in logs, histories and Referer headers, on both sides and in between. The hub reads credentials from headers only.",
  evidence: inferred("every documented scheme is a header"),
  looksFor: "All requests to the hub, its pages included; broken by a query value that is a credential.",
  mend: "Send the key in X-API-Key, Authorization or D360-API-KEY. Replace keys that were in a URL.",
  judge(record) {
    const known = knownMasks(record);
    return judgeEach([...record.calls, ...record.pages], (call) => {
      const name = credentialIn(call, known);
      if (name === undefined) return undefined;
      return {
        says: `${call.method} ${call.path} carried a credential in its query (${name}).`,
        entries: [call.seq],
        subject: call.subject,
      };
    });
  },
};
