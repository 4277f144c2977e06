import { documented } from "../../evidence/evidence.js";
import { text } from "../data.js";
import { judgeEach, type Rule } from "../rule.js";

export const popupCloses: Rule = {
  id: "popup-closes",
  title: "Closes the popup when the client is back",
  why: "A window that stays open shows the partner's own page twice, and the client does not know whether it is done.",
  evidence: documented("custom integrated onboarding: the redirect page posts to its opener and closes"),
  looksFor:
    "Notes of a browser that followed the redirect (probe popup); broken when the popup was still open.",
  mend: "On the redirect page call window.opener.postMessage(…) and window.close(). Keep window.opener: no noopener on the link, no Cross-Origin-Opener-Policy on the page.",
  judge: ({ probes }) =>
    judgeEach(
      probes.filter(({ name, data }) => name === "popup" && typeof data.closed === "boolean"),
      ({ data, seq }) =>
        data.closed === true
          ? undefined
          : {
              says: "The popup was still open after its client had come back.",
              entries: [seq],
              subject: text(data.client) || null,
            },
    ),
};
