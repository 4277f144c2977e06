import { Hono } from "hono";
import { z } from "zod";
import { invented } from "../evidence/evidence.js";
import { idsAfterReset } from "../hub/partners.js";
import { resetParts } from "../hub/resets.js";
import { pageHeaders } from "../pages/headers.js";
import { answerJson, type WireVariables } from "../wire/json.js";
import { answerError, mountOperations } from "../wire/mount.js";
import { type BoundOperation, none, operation } from "../wire/operation.js";
import { parse } from "../wire/parse.js";
import { autopilotOperations } from "./autopilot-operations.js";
import {
  advanceClocks,
  advanceSchema,
  advanceUntil,
  chosenPartners,
  clockSchema,
  clockSetting,
  clockView,
  setClocks,
  setSchema,
  stepClocks,
  stepSchema,
  untilSchema,
} from "./clock-operations.js";
import { contractOperations } from "./contract-operations.js";
import { deliveryOperations } from "./delivery-operations.js";
import { faultOperations } from "./fault-operations.js";
import { hubOperations } from "./hub-operations.js";
import {
  journalOperations,
  journalQuerySchema,
  readJournalQuery,
  streamJournal,
} from "./journal-operations.js";
import { partnerOperations } from "./partners.js";
import type { ControlRooms } from "./rooms.js";
import { createScenarioApi } from "./scenario-operations.js";
import { snapshotOperations } from "./snapshot-operations.js";

const ours = invented("the sandbox's own control API");

/** Errors of the control API: one sentence, and each wrong field. */
const controlError = (_status: number, message: string, details?: string[]) => ({
  error: message,
  ...(details === undefined ? {} : { details }),
});

function readingOperations(rooms: ControlRooms): BoundOperation[] {
  const { hub, clock, journal } = rooms;
  return [
    operation({
      id: "health",
      method: "get",
      path: "/health",
      summary: "Whether the sandbox is up",
      evidence: ours,
      query: none,
      body: none,
      handle: () => ({
        ok: true,
        partners: hub.partners.list().map(({ id }) => id),
        journal: journal.last(),
      }),
    }),
    operation({
      id: "readClocks",
      method: "get",
      path: "/clock",
      summary: "Virtual time of one or all partners",
      evidence: ours,
      query: z.strictObject({ partner: z.string().optional() }),
      body: none,
      handle: ({ query }) => clockView(hub, clock, query.partner),
    }),
  ];
}

const resetSchema = z.strictObject({
  partner: z.string().optional(),
  what: z.enum(resetParts).default("all"),
  ids: z
    .enum(idsAfterReset)
    .default("again")
    .describe(
      "`again`: the same ids as before are drawn once more. `new`: an app that goes on running meets no id twice.",
    ),
});

function changingOperations(rooms: ControlRooms): BoundOperation[] {
  const { hub, clock } = rooms;
  return [
    operation({
      id: "setClocks",
      method: "post",
      path: "/clock",
      summary: "Lets time run, scale or stand still",
      evidence: ours,
      query: none,
      body: clockSchema,
      handle: ({ body }) => {
        for (const id of chosenPartners(hub, body.partner)) clock.change(id, clockSetting(body));
        return clockView(hub, clock, body.partner);
      },
    }),
    operation({
      id: "reset",
      method: "post",
      path: "/reset",
      summary: "Forgets data, log, faults, clock or all, of one or all partners",
      evidence: ours,
      query: none,
      body: resetSchema.prefault({}),
      handle: ({ body }) => {
        const partners = chosenPartners(hub, body.partner);
        for (const id of partners) rooms.reset(id, body.what, body.ids);
        return { reset: body.what, partners };
      },
    }),
  ];
}

/** Time that is moved on by hand: each answers when the last thing that it caused has been answered. */
const clockOperations = (rooms: ControlRooms): BoundOperation[] => [
  operation({
    id: "advanceClocks",
    method: "post",
    path: "/clock/advance",
    summary: "Moves virtual time on",
    evidence: ours,
    query: none,
    body: advanceSchema,
    handle: ({ body }) => advanceClocks(rooms, body),
  }),
  operation({
    id: "setClockTo",
    method: "post",
    path: "/clock/set",
    summary: "Moves virtual time on to a moment",
    evidence: ours,
    query: none,
    body: setSchema,
    handle: ({ body }) => setClocks(rooms, body),
  }),
  operation({
    id: "stepClocks",
    method: "post",
    path: "/clock/step",
    summary: "Moves virtual time on to the next timer",
    evidence: ours,
    query: none,
    body: stepSchema.prefault({}),
    handle: ({ body }) => stepClocks(rooms, body),
  }),
  operation({
    id: "advanceUntil",
    method: "post",
    path: "/clock/until",
    summary: "Moves virtual time on to the moment at which a number runs, or gets to another step",
    evidence: ours,
    query: none,
    body: untilSchema.prefault({}),
    handle: ({ body }) => advanceUntil(rooms, body),
  }),
];

/** The control API, to be mounted at `/_sandbox/api`: everything that scripts, kits and the console can do. */
export function createControlApi(rooms: ControlRooms): Hono<{ Variables: WireVariables }> {
  const { journal } = rooms;
  const operations = [
    ...readingOperations(rooms),
    ...journalOperations(rooms),
    ...changingOperations(rooms),
    ...clockOperations(rooms),
    ...partnerOperations(rooms),
    ...hubOperations(rooms),
    ...autopilotOperations(rooms),
    ...faultOperations(rooms),
    ...deliveryOperations(rooms),
    ...contractOperations(rooms),
    ...snapshotOperations(rooms),
  ];
  const app = new Hono<{ Variables: WireVariables }>();
  app.onError((error, c) => answerError(c, error, controlError));
  app.get("/journal/stream", (c) =>
    streamJournal(c, journal, readJournalQuery(parse(journalQuerySchema, c.req.query(), "query"))),
  );
  // Loaded when somebody reads it: the document needs every surface, and a start should not wait for that.
  const document = () => import("./api-document.js");
  app.get("/openapi.json", async (c) =>
    answerJson(c, 200, (await document()).describeApi(rooms, operations)),
  );
  app.get("/docs", pageHeaders, async (c) => {
    const { apiPage, describeApi } = await document();
    return c.html(apiPage(describeApi(rooms, operations)));
  });
  app.route("/", createScenarioApi(rooms));
  app.route("/", mountOperations(operations, controlError));
  // Not app.notFound: Hono asks only the outermost app for it.
  app.all("*", (c) =>
    answerJson(
      c,
      404,
      controlError(
        404,
        `There is no ${c.req.method} ${c.req.path}. GET /_sandbox/api/openapi.json lists what there is.`,
      ),
    ),
  );
  return app;
}
