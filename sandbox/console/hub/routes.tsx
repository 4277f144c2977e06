import { type Context, Hono } from "hono";
import { pageHeaders } from "../../pages/headers.js";
import { consoleHeaders } from "../console-headers.js";
import { readConsoleQuery } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { HubList, HubPage } from "./hub-page.js";
import { readHubQuery } from "./hub-query.js";
import { NoNumber, NumberDetail } from "./number-detail.js";
import { NumberState } from "./number-state.js";
import { PartnerCards } from "./partner-cards.js";

/** What there is in the hub. To be mounted at `/_sandbox/hub`. */
export function createHubPages(rooms: ConsoleRooms): Hono {
  const app = new Hono();
  const propsOf = (c: Context) => ({
    rooms,
    query: readConsoleQuery(c.req.url, rooms.hub),
    shown: readHubQuery(c.req.url),
  });
  app.use(consoleHeaders, pageHeaders);

  app.get("/", (c) => c.html(<HubPage {...propsOf(c)} />));
  // A link with a signature is good for a moment only: it is made when somebody follows it.
  app.get("/visit/:partner", (c) => {
    const partner = rooms.hub.partners.find(c.req.param("partner"));
    return partner ? c.redirect(rooms.hub.onboardingLinks.link(partner.id, {})) : c.redirect("/_sandbox/hub");
  });
  app.get("/numbers/:partner/:id", (c) => {
    const { partner, id } = c.req.param();
    const channel = rooms.hub.channels.find(partner, id);
    return c.html(<HubPage {...propsOf(c)} selected={channel ?? id} />, channel ? 200 : 404);
  });
  app.get("/parts/list", (c) => c.html(<HubList {...propsOf(c)} />));
  app.get("/parts/partners", (c) => c.html(<PartnerCards {...propsOf(c)} />));
  app.get("/parts/numbers/:partner/:id", (c) => {
    const { partner, id } = c.req.param();
    const channel = rooms.hub.channels.find(partner, id);
    if (!channel) return c.html(<NoNumber id={id} />, 404);
    return c.html(<NumberDetail {...propsOf(c)} channel={channel} />);
  });
  app.get("/parts/numbers/:partner/:id/state", (c) => {
    const { partner, id } = c.req.param();
    const channel = rooms.hub.channels.find(partner, id);
    if (!channel) return c.html(<NoNumber id={id} />, 404);
    return c.html(<NumberState {...propsOf(c)} channel={channel} />);
  });
  return app;
}
