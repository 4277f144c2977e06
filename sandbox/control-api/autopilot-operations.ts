import { z } from "zod";
import { invented } from "../evidence/evidence.js";
import { type ArmedAutopilot, autopilotPlanSchema } from "../hub/autopilot.js";
import { type BoundOperation, none, operation } from "../wire/operation.js";
import type { ControlRooms } from "./rooms.js";

const ours = invented("the sandbox's own control API");

const armSchema = autopilotPlanSchema.extend({
  partner: z.string(),
  times: z
    .int()
    .min(1)
    .optional()
    .describe("For how many visits. Left out: for every visit until it is disarmed."),
});

const view = ({ partner, plan, times }: ArmedAutopilot) => ({ partner, ...plan, times });

/** Visits that play themselves, so that an app's tests need not touch the address that the app opens. */
export function autopilotOperations({ hub: { autopilots } }: ControlRooms): BoundOperation[] {
  return [
    operation({
      id: "armAutopilot",
      method: "post",
      path: "/autopilot",
      summary: "A partner's next visits play the client by themselves, in the browser that opens them",
      evidence: ours,
      query: none,
      body: armSchema,
      status: 201,
      handle: ({ body: { partner, times = null, ...plan } }) => view(autopilots.arm(partner, plan, times)),
    }),
    operation({
      id: "listAutopilots",
      method: "get",
      path: "/autopilot",
      summary: "The autopilots that are armed, of one or all partners",
      evidence: ours,
      query: z.strictObject({ partner: z.string().optional() }),
      body: none,
      handle: ({ query }) => ({ autopilots: autopilots.list(query.partner).map(view) }),
    }),
    operation({
      id: "disarmAutopilot",
      method: "delete",
      path: "/autopilot",
      summary: "A partner's visits are played by a person again; those under way go on as they are",
      evidence: ours,
      query: z.strictObject({ partner: z.string() }),
      body: none,
      handle: ({ query: { partner } }) => ({ partner, disarmed: autopilots.disarm(partner) }),
    }),
  ];
}
