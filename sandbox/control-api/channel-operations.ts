import { z } from "zod";
import { invented } from "../evidence/evidence.js";
import type { Channel } from "../hub/channel.js";
import { type BoundOperation, none, operation, param } from "../wire/operation.js";
import type { ControlRooms } from "./rooms.js";

const ours = invented("the sandbox's own control API");

const ofPartner = z.strictObject({ partner: z.string() });

const stateView = ({ id, status, hubStatus, accountMode, integrationState }: Channel) => ({
  channel: id,
  status,
  hub_status: hubStatus,
  account_mode: accountMode,
  integration_state: integrationState,
});

/** What happens to one number by hand, where no event announces it. */
export function channelOperations({ hub }: ControlRooms): BoundOperation[] {
  return [
    operation({
      id: "requestDisplayName",
      method: "post",
      path: "/channels/:channel_id/display_name",
      summary: "Asks Meta for another display name of a number, as its client would",
      evidence: ours,
      query: none,
      body: ofPartner.extend({ name: z.string().min(1) }),
      handle: ({ params, body: { partner, name } }) =>
        hub.displayNames.request(partner, param(params, "channel_id"), name),
    }),
    operation({
      id: "decideDisplayName",
      method: "post",
      path: "/channels/:channel_id/display_name/decision",
      summary: "Ends Meta's review of a display name now",
      evidence: ours,
      query: none,
      body: ofPartner.extend({ decision: z.enum(["approved", "declined"]) }),
      handle: ({ params, body: { partner, decision } }) =>
        hub.displayNames.decide(partner, param(params, "channel_id"), decision),
    }),
    operation({
      id: "endApiKeys",
      method: "post",
      path: "/channels/:channel_id/end_keys",
      summary: "Ends the API keys of a number, so that its app is refused from now on",
      evidence: ours,
      query: none,
      body: ofPartner,
      handle: ({ params, body: { partner } }) => ({
        ended: hub.apiKeys.remove(partner, param(params, "channel_id")),
      }),
    }),
    operation({
      id: "reactivateByHand",
      method: "post",
      path: "/channels/:channel_id/reactivate",
      summary: "Undoes the cancellation of a number, also after it has been terminated",
      evidence: ours,
      query: none,
      body: ofPartner,
      handle: ({ params, body: { partner } }) =>
        stateView(hub.cancellations.reactivate(partner, param(params, "channel_id"))),
    }),
  ];
}
