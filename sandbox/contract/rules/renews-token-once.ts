import { observed } from "../../evidence/evidence.js";
import { type Call, isTaken } from "../call.js";
import type { PartnerRecord } from "../record.js";
import { type Finding, judgeEach, type Rule } from "../rule.js";

const tokenOf = ({ credentials }: Call): string | undefined =>
  credentials.find(({ header }) => header === "authorization")?.mask;

/** A token was refused; what the app did until a call with a token was taken again. */
interface Episode {
  refused: Call;
  calls: Call[];
  renewals: number;
}

function episodes({ calls, tokens }: PartnerRecord): Episode[] {
  const found: Episode[] = [];
  let open: Episode | undefined;
  for (const call of calls) {
    if (tokenOf(call) === undefined || call.surface !== "partner-api" || call.fault !== null) continue;
    if (call.status === 401) {
      open ??= { refused: call, calls: [], renewals: 0 };
      if (open.calls.length === 0) found.push(open);
      open.calls.push(call);
    } else if (isTaken(call)) open = undefined;
  }
  return found.map((episode) => {
    const from = episode.refused.seq;
    const until = episode.calls.at(-1)?.seq ?? from;
    return { ...episode, renewals: tokens.filter(({ seq }) => seq > from && seq < until).length };
  });
}

/** Workers that were under way with the same token may each renew it once. */
const renewalsAtMost = 2;
const oldTokenAtMost = 2;

function judge({ refused, calls, renewals }: Episode): Finding | undefined {
  const entries = calls.map(({ seq }) => seq);
  if (renewals > renewalsAtMost) {
    const says = `The token was renewed ${renewals} times in a row, and each was answered 401.`;
    return { says, entries, subject: null };
  }
  const answered = refused.answered?.seq ?? refused.seq;
  const again = calls.filter((call) => tokenOf(call) === tokenOf(refused) && call.seq > answered);
  if (again.length <= oldTokenAtMost) return undefined;
  const says = `A token that had been refused was used for ${again.length} more calls.`;
  return { says, entries: [refused.seq, ...again.map(({ seq }) => seq)], subject: null };
}

export const renewsTokenOnce: Rule = {
  id: "renews-token-once",
  title: "Renews an expired token once, and goes on",
  why: "A token lives for a day, or less when the hub ends it. An app that does not renew it stops at night; one that renews in a loop is locked out.",
  evidence: observed("tokens expire after 86400 s; a .NET client renews at each 401 without a limit"),
  looksFor:
    "Access tokens that were answered 401; broken by three more calls with the same token, or by more than two renewals that are refused again.",
  mend: "On a 401 fetch one token with POST /api/v2/token for all workers, repeat the call once, and report a second 401 instead of going round.",
  judge: (record) => judgeEach(episodes(record), judge),
};
