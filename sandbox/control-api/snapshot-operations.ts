import { z } from "zod";
import { invented } from "../evidence/evidence.js";
import { invalid } from "../hub/errors.js";
import { SnapshotError } from "../store/snapshot.js";
import { type BoundOperation, none, operation } from "../wire/operation.js";
import type { ControlRooms } from "./rooms.js";

const ours = invented("the sandbox's own control API");

const cell = z.union([z.string(), z.number(), z.null()]);

const snapshotSchema = z.strictObject({
  version: z.literal(1, { error: "this sandbox reads snapshots of version 1" }),
  taken_at: z.string(),
  partners: z.array(z.string()),
  store: z.strictObject({
    migrations: z.array(z.string()),
    tables: z.record(
      z.string(),
      z.strictObject({ columns: z.array(z.string()), rows: z.array(z.array(cell)) }),
    ),
  }),
});

/** The whole sandbox as one JSON document, and back. */
export const snapshotOperations = ({ hub }: ControlRooms): BoundOperation[] => [
  operation({
    id: "takeSnapshot",
    method: "get",
    path: "/snapshot",
    summary:
      "Everything in the sandbox at one moment: data, journal, deliveries, timers, faults and clocks of all partners. Its secrets are in full",
    evidence: ours,
    query: none,
    body: none,
    handle: () => hub.snapshots.take(),
  }),
  operation({
    id: "restoreSnapshot",
    method: "put",
    path: "/snapshot",
    summary: "Puts everything back to a snapshot that was taken with this version of the sandbox",
    evidence: ours,
    query: none,
    body: snapshotSchema,
    async handle({ body }) {
      try {
        await hub.snapshots.restore(body);
      } catch (error) {
        if (error instanceof SnapshotError) throw invalid(error.message);
        throw error;
      }
      return { restored: body.taken_at, partners: body.partners };
    },
  }),
];
