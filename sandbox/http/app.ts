import { Hono } from "hono";
import type { Wall } from "../clock/wall.js";
import type { ControlRooms } from "../control-api/rooms.js";
import { createControlApi } from "../control-api/routes.js";
import type { Hub } from "../hub/hub.js";
import type { Journal } from "../journal/journal.js";
import { createMessagingApi } from "../messaging-api/routes.js";
import { createPartnerApi } from "../partner-api/routes.js";
import { createPartnerApiV1 } from "../partner-api/v1.js";
import { createPermissionsPage } from "../permissions-page/routes.js";
import { breakCalls, type ExchangeEnv } from "./call-faults.js";
import { journalExchanges } from "./exchanges.js";
import { guardHosts, refuseOtherOrigins } from "./guard.js";

export interface HttpRooms {
  hub: Hub;
  journal: Journal;
  wall: Wall;
  control: ControlRooms;
  /** Host names besides the loopback ones. */
  allowedHosts: readonly string[];
}

/** The one origin: all surfaces behind the guard, each exchange in the journal. */
export function createApp({ hub, journal, wall, control, allowedHosts }: HttpRooms): Hono<ExchangeEnv> {
  const { faults } = control;
  const app = new Hono<ExchangeEnv>();
  app.use(guardHosts(allowedHosts));
  app.use(journalExchanges(hub, journal, wall));
  app.use(breakCalls(faults, wall));
  app.use("/_sandbox/*", refuseOtherOrigins());
  app.route("/_sandbox/api", createControlApi(control));
  app.route("/api/v2", createPartnerApi(hub));
  app.route("/v1", createPartnerApiV1(hub));
  app.route("/", createPermissionsPage(hub));
  app.route("/", createMessagingApi(hub));
  app.get("/", (c) => c.redirect("/_sandbox/api/health"));
  app.notFound((c) =>
    c.text(
      `The sandbox serves nothing at ${c.req.path}. GET /_sandbox/api/openapi.json lists what there is.\n`,
      404,
    ),
  );
  return app;
}
