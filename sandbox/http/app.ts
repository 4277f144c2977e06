import { Hono } from "hono";
import type { Wall } from "../clock/wall.js";
import type { ControlRooms } from "../control-api/rooms.js";
import { createControlApi } from "../control-api/routes.js";
import type { Hub } from "../hub/hub.js";
import type { Journal } from "../journal/journal.js";
import { createAssets } from "../pages/assets.js";
import { createAbout, type FindAbout } from "./about.js";
import { breakCalls, type ExchangeEnv } from "./call-faults.js";
import { journalExchanges } from "./exchanges.js";
import { guardHosts, refuseOtherOrigins } from "./guard.js";
import { type LazySurface, lazySurfaces } from "./surfaces.js";

export interface HttpRooms {
  hub: Hub;
  journal: Journal;
  wall: Wall;
  control: ControlRooms;
  /** Host names besides the loopback ones. */
  allowedHosts: readonly string[];
}

type Mount = (app: Hono<ExchangeEnv>) => void;

/** The one origin: the surfaces behind the guard, each exchange in the journal. */
function mountAll(
  { hub, journal, wall, control, allowedHosts }: HttpRooms,
  findAbout: FindAbout,
  mounts: readonly Mount[],
): Hono<ExchangeEnv> {
  const app = new Hono<ExchangeEnv>();
  app.use(guardHosts(allowedHosts));
  app.use(journalExchanges(hub, journal, wall, findAbout));
  app.use(breakCalls(control.faults, wall));
  // With the slash and without it, which Hono's pattern covers too.
  app.use("/_sandbox/*", refuseOtherOrigins());
  app.route("/_sandbox/api", createControlApi(control));
  app.route("/", createAssets());
  for (const mount of mounts) mount(app);
  app.get("/", (c) => c.redirect("/_sandbox"));
  app.notFound((c) =>
    c.text(
      `The sandbox serves nothing at ${c.req.path}. GET /_sandbox/api/openapi.json lists what there is.\n`,
      404,
    ),
  );
  return app;
}

/** What the server calls for each request. */
export type Fetch = (request: Request, bindings: object) => Response | Promise<Response>;

/** Serves the origin. A surface is loaded with the first request for it; the app is then built anew around it. */
export function createFetch(rooms: HttpRooms): Fetch {
  const loaded = new Map<LazySurface, Mount>();
  const loading = new Map<LazySurface, Promise<void>>();
  // It remembers who was spoken of last, and outlives the app that is built anew.
  const findAbout = createAbout(rooms.hub);
  const build = () =>
    mountAll(
      rooms,
      findAbout,
      lazySurfaces.flatMap((surface) => loaded.get(surface) ?? []),
    );
  let app = build();

  async function load(surface: LazySurface): Promise<void> {
    loaded.set(surface, await surface.load(rooms.hub, rooms.control));
    app = build();
  }

  return function fetch(request, bindings) {
    if (loaded.size === lazySurfaces.length) return app.fetch(request, bindings);
    const { pathname } = new URL(request.url);
    const missing = lazySurfaces.find((surface) => !loaded.has(surface) && surface.owns(pathname));
    if (!missing) return app.fetch(request, bindings);
    const ready = loading.get(missing) ?? load(missing);
    loading.set(missing, ready);
    return ready.then(() => app.fetch(request, bindings));
  };
}
