import { observed } from "../../evidence/evidence.js";
import { judgeForgotten } from "../due-keys.js";
import type { Rule } from "../rule.js";

export const takesLateGrants: Rule = {
  id: "takes-late-grants",
  title: "Connects a number that is permitted later",
  why: "A client can permit a number days later in its Client Hub. There is no redirect then: channel_permission_granted is all that tells.",
  evidence: observed("two clients act on channel_permission_granted; the name is not in the readable docs"),
  looksFor:
    "Running numbers whose channel_permission_granted arrived last, without a redirect; broken when the app then never asked for a key.",
  mend: "Handle channel_permission_granted as you handle a redirect that lists the channel.",
  judge: (record) => judgeForgotten(record, "permission", "ran, and was permitted later"),
};
