import { documented } from "../../evidence/evidence.js";
import { number } from "../data.js";
import type { PartnerRecord } from "../record.js";
import { type Finding, judgeEach, type Rule } from "../rule.js";

interface Forgery {
  says: string;
  status: number;
  entry: number;
  subject: string | null;
}

function forgeries({ attempts, probes }: PartnerRecord): Forgery[] {
  const sent = attempts.flatMap(({ isForged, route, status, event, subject, seq }) =>
    isForged && route === "partner" && status !== null
      ? [{ says: `${event} with a wrong signature`, status, entry: seq, subject }]
      : [],
  );
  const noted = probes.flatMap(({ name, data, seq }) => {
    const status = number(data.status);
    return name === "forged-webhook" && status !== null
      ? [{ says: "A forged webhook", status, entry: seq, subject: null }]
      : [];
  });
  return [...sent, ...noted];
}

const judge = ({ says, status, entry, subject }: Forgery): Finding | undefined =>
  status >= 300 ? undefined : { says: `${says} was answered ${status}.`, entries: [entry], subject };

export const refusesBadSignatures: Rule = {
  id: "refuses-bad-signatures",
  title: "Refuses webhooks with a wrong signature",
  why: "The webhook URL is public. Whoever finds it can otherwise tell the app that any number runs, or is permitted.",
  evidence: documented("signature validation: x-360dialog-signature; checking it is optional, and advised"),
  looksFor:
    "Webhooks that were forged on purpose (the fault wrong_signature, or a probe); broken by an answer of 2xx.",
  mend: "Compare the HMAC-SHA256 of the raw body with x-360dialog-signature in constant time, and answer 401 when they differ.",
  judge: (record) => judgeEach(forgeries(record), judge),
};
