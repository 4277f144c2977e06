import { formatDuration } from "../../clock/duration.js";
import { documented } from "../../evidence/evidence.js";
import type { Attempt } from "../attempt.js";
import { judgeEach, type Rule } from "../rule.js";

const limitMs = 5000;

/** The hub gave up waiting: the sender's own words, so that a fault that closed the door does not count. */
const ranOut = ({ error }: Attempt): boolean => error.startsWith("No answer within");

export const answersInTime: Rule = {
  id: "answers-in-time",
  title: "Answers webhooks within 5 seconds",
  why: "After 5 seconds the delivery has failed and comes again, so slow work is done twice, and slower each time.",
  evidence: documented(
    "receiving messages via webhook: 5 s; unknown for partner webhooks, where we ask the same",
  ),
  looksFor: "Each webhook that reached the app; broken when the answer took longer than 5 s, or never came.",
  mend: "Put the event in a queue and answer at once. Half of the answers should take less than 250 ms.",
  judge: ({ attempts }) =>
    judgeEach(
      attempts.filter((attempt) => attempt.status !== null || ranOut(attempt)),
      (attempt) => {
        const { tookMs, event, subject, seq } = attempt;
        const isLate = ranOut(attempt);
        if (tookMs <= limitMs && !isLate) return undefined;
        const took = isLate
          ? `had no answer after ${formatDuration(tookMs)}`
          : `took ${formatDuration(tookMs)}`;
        return { says: `${event} for ${subject ?? "the partner"} ${took}.`, entries: [seq], subject };
      },
    ),
};
