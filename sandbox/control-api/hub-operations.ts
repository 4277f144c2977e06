import { z } from "zod";
import { invented } from "../evidence/evidence.js";
import { HubError } from "../hub/errors.js";
import type { Hub } from "../hub/hub.js";
import { type LifeStep, lifeSteps } from "../hub/life.js";
import { type BoundOperation, none, operation } from "../wire/operation.js";
import type { ControlRooms } from "./rooms.js";

const ours = invented("the sandbox's own control API");

const stepOfEvent: Record<string, LifeStep> = Object.fromEntries(
  lifeSteps.map((step) => [`channel_${step}`, step]),
);

const permissionOfEvent: Record<string, boolean> = {
  channel_permission_granted: true,
  channel_permission_revoked: false,
};

/** Every event that can be triggered by hand. */
export const triggerable = [...Object.keys(stepOfEvent), ...Object.keys(permissionOfEvent)];

const triggerSchema = z.strictObject({
  partner: z.string(),
  channel: z.string(),
  event: z
    .string()
    .refine((name) => triggerable.includes(name), { error: `expected one of ${triggerable.join(", ")}` }),
});

/** Makes happen what an event announces, so that hub and event never contradict each other. */
function trigger(hub: Hub, { partner, channel, event }: z.infer<typeof triggerSchema>): void {
  const { clientId, id } = hub.channels.get(partner, channel);
  const step = stepOfEvent[event];
  if (step !== undefined) hub.lives.become(partner, id, step);
  else if (permissionOfEvent[event]) hub.permissions.change(partner, clientId, { grant: [id] });
  else hub.permissions.change(partner, clientId, { revoke: [id] });
}

/** Lets the hub and the customers act: events, permissions, inbound messages, faults. */
export function hubOperations({ hub, faults, journal }: ControlRooms): BoundOperation[] {
  return [
    operation({
      id: "triggerEvent",
      method: "post",
      path: "/events",
      summary: "Makes an event happen on an existing channel, and announces it",
      evidence: ours,
      query: none,
      body: triggerSchema,
      handle: ({ body }) => {
        trigger(hub, body);
        return { triggered: body.event, channel: body.channel };
      },
    }),
    operation({
      id: "changePermissions",
      method: "post",
      path: "/permissions",
      summary: "The client grants or revokes permissions in its Client Hub (no redirect)",
      evidence: ours,
      query: none,
      body: z.strictObject({
        partner: z.string(),
        client: z.string(),
        grant: z.array(z.string()).default([]),
        revoke: z.array(z.string()).default([]),
      }),
      handle: ({ body: { partner, client, grant, revoke } }) =>
        hub.permissions.change(partner, client, { grant, revoke }),
    }),
    operation({
      id: "receiveMessage",
      method: "post",
      path: "/messages",
      summary: "A customer writes a text to a number",
      evidence: ours,
      query: none,
      body: z.strictObject({
        partner: z.string(),
        channel: z.string(),
        from: z.string().default("+4915100000099"),
        name: z.string().optional(),
        text: z.string().min(1),
      }),
      status: 201,
      handle: ({ body: { partner, channel, ...message } }) => ({
        id: hub.messages.receive(partner, channel, message),
      }),
    }),
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
      body: z.strictObject({ partner: z.string(), fault: z.enum(["receiver_down"]) }),
      status: 201,
      handle: ({ body }) => {
        const fault = faults.add(hub.partners.get(body.partner).id, body.fault);
        journal.record({
          partner: fault.partner,
          kind: "fault",
          summary: `fault on: ${fault.fault}`,
          data: { ...fault },
        });
        return fault;
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
        const fault = faults.list().find((one) => one.id === id);
        if (!fault)
          throw new HubError("not_found", `There is no fault "${params.fault_id}". GET /faults lists them.`);
        faults.remove(id);
        journal.record({
          partner: fault.partner,
          kind: "fault",
          summary: `fault off: ${fault.fault}`,
          data: { ...fault },
        });
        return { removed: id };
      },
    }),
  ];
}
