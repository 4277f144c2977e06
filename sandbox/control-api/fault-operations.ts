import { z } from "zod";
import { invented } from "../evidence/evidence.js";
import { type Fault, faultSchema } from "../faults/fault.js";
import { HubError, invalid } from "../hub/errors.js";
import { eventNames } from "../hub/event-catalogue.js";
import type { Hub } from "../hub/hub.js";
import { messageEventNames } from "../hub/messages.js";
import { type BoundOperation, none, operation } from "../wire/operation.js";
import type { ControlRooms } from "./rooms.js";

const ours = invented("the sandbox's own control API");

/** A fault that can meet nothing would have its author believe that the app survived it. */
function requireMeetsSomething(hub: Hub, partnerId: string, fault: Fault): void {
  if (fault.on !== "webhook") return;
  const { event, channel } = fault;
  const names: string[] = [...eventNames, ...messageEventNames];
  if (event !== undefined && !names.includes(event)) {
    throw invalid(`There is no event "${event}". There are ${names.join(", ")}.`, "fault.event");
  }
  if (channel === undefined || hub.clients.find(partnerId, channel)) return;
  hub.channels.get(partnerId, channel);
}

/** What is broken on purpose. */
export const faultOperations = ({ hub, faults }: ControlRooms): BoundOperation[] => [
  operation({
    id: "listFaults",
    method: "get",
    path: "/faults",
    summary: "What is broken on purpose",
    evidence: ours,
    query: z.strictObject({ partner: z.string().optional() }),
    body: none,
    handle: ({ query }) => ({ faults: faults.list(query.partner) }),
  }),
  operation({
    id: "addFault",
    method: "post",
    path: "/faults",
    summary: "Breaks something on purpose until it is removed",
    evidence: ours,
    query: none,
    body: z.strictObject({ partner: z.string(), fault: faultSchema }),
    status: 201,
    handle: ({ body: { partner, fault } }) => {
      const { id } = hub.partners.get(partner);
      requireMeetsSomething(hub, id, fault);
      return faults.add(id, fault);
    },
  }),
  operation({
    id: "removeFault",
    method: "delete",
    path: "/faults/:fault_id",
    summary: "Mends a fault",
    evidence: ours,
    query: none,
    body: none,
    handle: ({ params }) => {
      const id = Number(params.fault_id);
      if (!faults.remove(id)) {
        throw new HubError("not_found", `There is no fault "${params.fault_id}". GET /faults lists them.`);
      }
      return { removed: id };
    },
  }),
  operation({
    id: "removeFaults",
    method: "delete",
    path: "/faults",
    summary: "Mends all faults of one or all partners",
    evidence: ours,
    query: z.strictObject({ partner: z.string().optional() }),
    body: none,
    handle: ({ query }) => {
      const all = faults.list(query.partner).map(({ id }) => id);
      // One by one: what a fault held back goes on when it is removed.
      for (const id of all) faults.remove(id);
      return { removed: all };
    },
  }),
];
