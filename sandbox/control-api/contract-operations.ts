import { z } from "zod";
import type { Advice } from "../contract/advice.js";
import type { RuleVerdict } from "../contract/rule.js";
import { invented } from "../evidence/evidence.js";
import { type BoundOperation, none, operation } from "../wire/operation.js";
import { chosenPartners } from "./clock-operations.js";
import type { ControlRooms } from "./rooms.js";

const ours = invented("the sandbox's own control API");

const ruleView = ({ rule, result, occasions, findings }: RuleVerdict) => ({
  id: rule.id,
  title: rule.title,
  why: rule.why,
  looks_for: rule.looksFor,
  mend: rule.mend,
  evidence: rule.evidence,
  result,
  occasions,
  findings,
});

const adviceView = ({ mend, ...advice }: Advice) => ({ ...advice, mend: mend ?? null });

// Loaded when somebody asks: a start should not wait for three dozen rules.
const contract = () => import("../contract/diagnoses.js");

async function contractView({ journal, clock }: ControlRooms, partner: string) {
  const { diagnosePartner } = await contract();
  const { verdicts, advice } = await diagnosePartner(journal, clock.wall, partner);
  return { partner, rules: verdicts.map(ruleView), advice: advice.map(adviceView) };
}

/** What the rules of the contract make of an integration so far. */
export function contractOperations(rooms: ControlRooms): BoundOperation[] {
  return [
    operation({
      id: "readContract",
      method: "get",
      path: "/contract",
      summary: "Verdict of every rule so far, and what is wrong in plain words",
      evidence: ours,
      query: z.strictObject({
        partner: z.string().optional().describe("Left out, the answer is `partners`: one verdict for each."),
      }),
      body: none,
      handle: async ({ query: { partner } }) => {
        const views = await Promise.all(
          chosenPartners(rooms.hub, partner).map((id) => contractView(rooms, id)),
        );
        const [only] = views;
        return partner !== undefined && only ? only : { partners: views };
      },
    }),
  ];
}
