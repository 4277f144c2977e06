import { documented } from "../../evidence/evidence.js";
import type { Call } from "../call.js";
import { judgeEach, type Rule } from "../rule.js";

/** Node's own fetch sends Sec-Fetch-Mode too; only browsers send an origin, or say which site a call comes from. */
const isFromBrowser = ({ headers }: Call): boolean =>
  headers.origin !== undefined || headers["sec-fetch-site"] !== undefined;

const asksForCredential = ({ headers }: Call): boolean =>
  /x-api-key|d360-api-key|authorization/i.test(headers["access-control-request-headers"] ?? "");

const isOccasion = (call: Call): boolean =>
  call.credentials.length > 0 || (call.method === "OPTIONS" && asksForCredential(call));

export const noBrowserCalls: Rule = {
  id: "no-browser-calls",
  title: "Keeps the hub's credentials out of the browser",
  why: "A partner key in a page is everybody's: it reads all clients and makes keys for all their numbers.",
  evidence: documented(
    "Partner API: a dedicated system user is recommended; a key is displayed once, to its partner",
  ),
  looksFor:
    "Calls with a credential; broken when one comes from a browser (Origin, Sec-Fetch-Site), or asks to be allowed to.",
  mend: "Call the hub from your server only, and give your pages what they need from there. Make a new partner key for each that was in a page.",
  judge: ({ calls }) =>
    judgeEach(calls.filter(isOccasion), (call) =>
      isFromBrowser(call)
        ? {
            says: `A page of ${call.headers.origin ?? "another site"} called ${call.method} ${call.path} with a credential.`,
            entries: [call.seq],
            subject: call.subject,
          }
        : undefined,
    ),
};
