import { documented } from "../../evidence/evidence.js";
import { grantedAgain, judgeBans } from "../after-the-end.js";
import type { Rule } from "../rule.js";

export const heedsRevoked: Rule = {
  id: "heeds-revoked",
  title: "Heeds the revoked numbers of a redirect",
  why: "The redirect brings back what was permitted and, in `revoked`, what was taken away. An app that reads only the first keeps sending for numbers it has lost.",
  evidence: documented("basic and custom integrated onboarding: the optional query value revoked"),
  looksFor:
    "Numbers that a redirect listed in revoked; broken by messages or webhook settings with their key afterwards.",
  mend: "Read `revoked` as well as `channels`, and put the keys of these numbers aside.",
  judge: (record) =>
    judgeBans(
      record,
      (story) =>
        story.redirects
          .flatMap(({ seq, revoked, heard }) =>
            heard !== null && revoked.includes(story.id) ? [{ ...heard, seq }] : [],
          )
          .map((from) => ({ story, from, until: grantedAgain(story, from) })),
      "after a redirect had listed it as revoked",
    ),
};
