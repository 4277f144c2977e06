import { Hono } from "hono";
import { z } from "zod";
import { HubError, invalid } from "../hub/errors.js";
import type { Scenario } from "../scenario/scenario.js";
import { answerJson, type WireVariables } from "../wire/json.js";
import { parse, parseJson } from "../wire/parse.js";
import type { ControlRooms } from "./rooms.js";

// Most starts of a sandbox never play a scenario: what that needs is loaded when somebody asks.
const library = () => import("../scenario/library.js");
const player = () => import("../scenario/play/play-scenario.js");

const startSchema = z.strictObject({ partner: z.string() });

async function findScenario(name: string): Promise<Scenario> {
  const { loadScenario, scenarioNames } = await library();
  const names = await scenarioNames();
  // A name only: the control API reads no other files of the machine.
  if (!names.includes(name)) {
    throw new HubError("not_found", `There is no scenario "${name}". There are ${names.join(", ")}.`);
  }
  return loadScenario(name);
}

/** Refuses a partner that the scenario cannot be played on, while there is somebody to tell. */
function requireStage({ hub }: ControlRooms, scenario: Scenario, partnerId: string): void {
  const partner = hub.partners.get(partnerId);
  if (scenario.hubs.size > 1) {
    throw invalid(
      `${scenario.name} needs ${scenario.hubs.size} partners at once, which a start cannot give it. Play it with hub-sandbox run or verify.`,
      "partner",
    );
  }
  if (partner.billing !== scenario.billing) {
    throw invalid(
      `${scenario.name} needs a partner with billing "${scenario.billing}", and ${partnerId} has "${partner.billing}".`,
      "partner",
    );
  }
  if (partner.redirectUrl === null && partner.settings.redirect_unset === "error") {
    throw invalid(
      `${partnerId} has set no redirect URL, so the permissions page would not open. Start your app, or set partner_redirect_url.`,
      "partner",
    );
  }
  const taken = new Set(hub.clients.list(partnerId, { limit: 1000 }).rows.map(({ email }) => email));
  const again = [...scenario.clients.values()].find(({ email }) => taken.has(email.toLowerCase()));
  if (again) {
    throw new HubError(
      "conflict",
      `${again.email} has an account at ${partnerId} already. Reset it first: POST /_sandbox/api/reset {"partner": "${partnerId}", "what": "data"}.`,
    );
  }
}

/** Plays on; what goes wrong is written to the journal, since nobody waits for it. */
async function playInBackground(rooms: ControlRooms, scenario: Scenario, partnerId: string): Promise<void> {
  const { playScenario } = await player();
  const { failure } = await playScenario(scenario, rooms, { partnerId, checks: false });
  if (!failure) return;
  const { verb, message, position } = failure;
  rooms.journal.record({
    partner: partnerId,
    kind: "note",
    summary: `the scenario ${scenario.name} ended at the step ${verb}: ${message}`,
    data: { scenario: scenario.name, verb, line: position?.line ?? null },
  });
}

/**
 * `GET /scenarios` and `POST /scenarios/{name}/start` of the control API, to be mounted at its root; errors go to the
 * parent's handler. A start plays the client's part on a partner of the running sandbox and answers at once: the app is
 * not clicked in, redirects are not followed, and expectations are left out.
 */
export function createScenarioApi(rooms: ControlRooms): Hono<{ Variables: WireVariables }> {
  const { hub } = rooms;
  const app = new Hono<{ Variables: WireVariables }>();

  app.get("/scenarios", async (c) => {
    const { loadScenario, scenarioNames } = await library();
    const scenarios = await Promise.all((await scenarioNames()).map(loadScenario));
    const views = scenarios.map(({ name, title, story, tags, billing, hubs }) => {
      const billings = [...hubs.values()].map((hub) => hub.billing);
      return { name, title, story, tags, billing, hubs: billings };
    });
    return answerJson(c, 200, { scenarios: views });
  });

  app.post("/scenarios/:name/start", async (c) => {
    const { partner } = parse(startSchema, parseJson(await c.req.text(), "body"), "body");
    const scenario = await findScenario(c.req.param("name"));
    requireStage(rooms, scenario, partner);
    if (Object.keys(scenario.settings).length > 0)
      hub.partners.change(partner, { settings: scenario.settings });
    // The sandbox may be stopped while it plays; there is nobody left to tell then.
    playInBackground(rooms, scenario, partner).catch(() => {});
    return answerJson(c, 202, { started: scenario.name, partner, settings: scenario.settings });
  });

  return app;
}
