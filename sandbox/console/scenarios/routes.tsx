import { type Context, Hono } from "hono";
import { pageHeaders } from "../../pages/headers.js";
import { consoleHeaders } from "../console-headers.js";
import { readConsoleQuery } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { Plays } from "./plays.js";
import { ScenarioDetail, Stage } from "./scenario-detail.js";
import { readScenarioQuery } from "./scenario-query.js";
import { NoScenario, ScenariosPage } from "./scenarios-page.js";

/** The library of scenarios. To be mounted at `/_sandbox/scenarios`. */
export function createScenarioPages(rooms: ConsoleRooms): Hono {
  const app = new Hono();
  const queryOf = (c: Context) => readConsoleQuery(c.req.url, rooms.hub);
  app.use(consoleHeaders, pageHeaders);

  async function chosen(c: Context) {
    const shown = readScenarioQuery(c.req.url);
    const cards = await rooms.scenarios.list();
    const card = cards.find(({ name }) => name === shown.scenario);
    return { shown, cards, card, told: card && (await rooms.scenarios.explain(card.name)) };
  }

  app.get("/", async (c) => {
    const { shown, cards, told } = await chosen(c);
    return c.html(<ScenariosPage rooms={rooms} query={queryOf(c)} shown={shown} cards={cards} told={told} />);
  });
  app.get("/plays", (c) => c.html(<Plays rooms={rooms} query={queryOf(c)} />));
  app.get("/detail", async (c) => {
    const { shown, card, told } = await chosen(c);
    if (!card || !told) return c.html(<NoScenario name={shown.scenario} />, 404);
    return c.html(<ScenarioDetail rooms={rooms} query={queryOf(c)} shown={shown} card={card} told={told} />);
  });
  app.get("/stage", async (c) => {
    const { shown, card } = await chosen(c);
    if (!card) return c.html(<NoScenario name={shown.scenario} />, 404);
    return c.html(<Stage rooms={rooms} query={queryOf(c)} card={card} />);
  });
  return app;
}
