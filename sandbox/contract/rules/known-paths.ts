import { observed } from "../../evidence/evidence.js";
import { fieldsOf, jsonFields, text } from "../data.js";
import { judgeEach, type Rule } from "../rule.js";

/** What the hub said was meant. */
const hintIn = (answerBody: string): string =>
  /Did you mean this: (.+)\?/.exec(text(fieldsOf(jsonFields(answerBody).meta).developer_message))?.[1] ?? "";

export const knownPaths: Rule = {
  id: "known-paths",
  title: "Spells the hub's paths as the hub does",
  why: "A wrong path is a 404 in production only: /api-keys with a hyphen, a missing partner id, a cancellation without its client (and billing goes on).",
  evidence: observed("/api-keys and missing partner ids are in four published integrations"),
  looksFor: "Calls of the Partner API; broken by a 404 for a path that the hub does not have.",
  mend: "Compare the path with GET /_sandbox/api/openapi.json; the answer's developer_message says what was probably meant.",
  judge: ({ calls }) =>
    judgeEach(
      calls.filter(({ surface }) => surface === "partner-api"),
      (call) => {
        if (call.status !== 404 || !call.isUnknownPath) return undefined;
        const hint = hintIn(call.answerBody);
        return {
          says: `The hub has no ${call.method} ${call.path}${hint === "" ? "." : `: ${hint}.`}`,
          entries: [call.seq],
          subject: call.subject,
        };
      },
    ),
};
