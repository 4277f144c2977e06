import { Hono } from "hono";
import { z } from "zod";
import { invented } from "../evidence/evidence.js";
import { resetParts } from "../hub/resets.js";
import { partnerApiOperations } from "../partner-api/operations.js";
import { answerJson, type WireVariables } from "../wire/json.js";
import { answerError, mountOperations } from "../wire/mount.js";
import { openApiDocument } from "../wire/openapi.js";
import { type BoundOperation, none, operation } from "../wire/operation.js";
import { parse, parseJson } from "../wire/parse.js";
import {
  advanceClocks,
  advanceSchema,
  chosenPartners,
  clockSchema,
  clockSetting,
  clockView,
  setClocks,
  setSchema,
  stepClocks,
  stepSchema,
} from "./clock-operations.js";
import { deliveryOperations } from "./delivery-operations.js";
import { hubOperations } from "./hub-operations.js";
import { entryView, journalQuerySchema, readJournalQuery, streamJournal } from "./journal-operations.js";
import { partnerOperations } from "./partners.js";
import type { ControlRooms } from "./rooms.js";
import { createScenarioApi } from "./scenario-operations.js";

const ours = invented("the sandbox's own control API");

/** Errors of the control API: one sentence, and each wrong field. */
export const controlError = (_status: number, message: string, details?: string[]) => ({
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
      id: "readJournal",
      method: "get",
      path: "/journal",
      summary: "Entries of the journal",
      evidence: ours,
      query: journalQuerySchema,
      body: none,
      handle: ({ query }) => ({
        entries: journal.read(readJournalQuery(query)).map(entryView),
        last: journal.last(),
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
});

function changingOperations(rooms: ControlRooms): BoundOperation[] {
  const { hub, clock, newPartnerDefaults } = rooms;
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
      body: resetSchema,
      handle: ({ body }) => {
        const partners = chosenPartners(hub, body.partner);
        for (const id of partners) hub.resets.reset(id, body.what, newPartnerDefaults());
        return { reset: body.what, partners };
      },
    }),
  ];
}

/** The control API, to be mounted at `/_sandbox/api`: everything that scripts, kits and the console can do. */
export function createControlApi(rooms: ControlRooms): Hono<{ Variables: WireVariables }> {
  const { hub, journal } = rooms;
  const operations = [
    ...readingOperations(rooms),
    ...changingOperations(rooms),
    ...partnerOperations(rooms),
    ...hubOperations(rooms),
    ...deliveryOperations(rooms),
  ];
  const app = new Hono<{ Variables: WireVariables }>();
  app.onError((error, c) => answerError(c, error, controlError));
  app.post("/clock/advance", async (c) => {
    const body = parse(advanceSchema, parseJson(await c.req.text(), "body"), "body");
    return answerJson(c, 200, await advanceClocks(rooms, body));
  });
  app.post("/clock/set", async (c) => {
    const body = parse(setSchema, parseJson(await c.req.text(), "body"), "body");
    return answerJson(c, 200, await setClocks(rooms, body));
  });
  app.post("/clock/step", async (c) => {
    const body = parse(stepSchema, parseJson(await c.req.text(), "body") ?? {}, "body");
    return answerJson(c, 200, await stepClocks(rooms, body));
  });
  app.get("/journal/stream", (c) =>
    streamJournal(c, journal, readJournalQuery(parse(journalQuerySchema, c.req.query(), "query"))),
  );
  app.get("/openapi.json", (c) =>
    answerJson(
      c,
      200,
      openApiDocument(rooms.origin(), [
        { title: "Partner API", at: "/api/v2", operations: partnerApiOperations(hub) },
        { title: "Control API", at: "/_sandbox/api", operations },
      ]),
    ),
  );
  app.route("/", createScenarioApi(rooms));
  app.route("/", mountOperations(operations, controlError));
  for (const planned of ["/contract", "/snapshot"]) {
    app.all(planned, (c) =>
      answerJson(c, 501, controlError(501, `${planned} is planned, and not built yet.`)),
    );
  }
  app.notFound((c) =>
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
