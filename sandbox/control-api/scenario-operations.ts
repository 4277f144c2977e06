import { Hono } from "hono";
import { z } from "zod";
import { notFound } from "../hub/errors.js";
import { answerJson, type WireVariables } from "../wire/json.js";
import { parse, parseJson } from "../wire/parse.js";
import type { ControlRooms } from "./rooms.js";
import type { Play } from "./scenario-desk.js";

const startSchema = z.strictObject({
  partner: z.string(),
  checks: z
    .boolean()
    .default(false)
    .describe("Looks at the scenario's expectations too; GET /scenarios/plays tells what became of them."),
  reset: z.boolean().default(false).describe("Forgets the partner's data first."),
});

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

const playView = ({ startedAt, endedAt, ...play }: Play) => ({
  ...play,
  startedAt: iso(startedAt),
  endedAt: iso(endedAt),
});

/**
 * `/scenarios` of the control API, to be mounted at its root; errors go to the parent's handler. A start plays the
 * client's part on a partner of the running sandbox and answers at once: the app is not clicked in, and redirects are not
 * followed.
 */
export function createScenarioApi({ scenarios }: ControlRooms): Hono<{ Variables: WireVariables }> {
  const app = new Hono<{ Variables: WireVariables }>();

  app.get("/scenarios", async (c) => {
    const views = (await scenarios.list()).map(({ name, title, story, tags, billing, hubs }) => ({
      name,
      title,
      story,
      tags,
      billing,
      hubs,
    }));
    return answerJson(c, 200, { scenarios: views });
  });

  app.get("/scenarios/plays", (c) =>
    answerJson(c, 200, { plays: scenarios.plays(c.req.query("partner")).map(playView) }),
  );

  app.get("/scenarios/:name", async (c) => {
    const name = c.req.param("name");
    const card = (await scenarios.list()).find((one) => one.name === name);
    if (!card) throw notFound("scenario", name, "GET /_sandbox/api/scenarios lists them.");
    return answerJson(c, 200, { ...card, explained: await scenarios.explain(name) });
  });

  app.post("/scenarios/:name/start", async (c) => {
    const options = parse(startSchema, parseJson(await c.req.text(), "body"), "body");
    const play = await scenarios.start(c.req.param("name"), options);
    const card = (await scenarios.list()).find(({ name }) => name === play.scenario);
    const { scenario, partner, id } = play;
    return answerJson(c, 202, { started: scenario, partner, settings: card?.settings ?? {}, play: id });
  });

  return app;
}
