import { observed } from "../../evidence/evidence.js";
import type { Call } from "../call.js";
import { judgeEach, type Rule } from "../rule.js";

/** The journal keeps the beginning of a long body only, so it is not parsed. */
const namesProduct = /"messaging_product"\s*:\s*"whatsapp"/;

const isMessage = ({ name, path, method }: Call): boolean =>
  name === "send_message" || (method === "POST" && path === "/v1/messages");

export const speaksV2: Rule = {
  id: "speaks-v2",
  title: "Sends messages in the Cloud API's form",
  why: "The retired form (/v1/messages, or a body without messaging_product) is refused: templates show, and no message goes out.",
  evidence: observed("issues of an open-source inbox: v1 bodies on the v2 host"),
  looksFor:
    "Messages of the app; broken by the path /v1/messages, or by a refused body without messaging_product.",
  mend: 'Post to {address}/messages, with "messaging_product": "whatsapp" in the body.',
  judge: ({ calls }) =>
    judgeEach(calls.filter(isMessage), (call) => {
      const isOldPath = call.path === "/v1/messages";
      const isOldBody = call.status === 400 && !namesProduct.test(call.body);
      if (!isOldPath && !isOldBody) return undefined;
      const what = isOldPath ? "to /v1/messages" : "without messaging_product";
      return {
        says: `A message was sent ${what}, and answered ${call.status ?? "with nothing"}.`,
        entries: [call.seq],
        subject: call.subject,
      };
    }),
};
