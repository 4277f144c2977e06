import { Hono } from "hono";
import { pageHeaders } from "../../pages/headers.js";
import { consoleHeaders } from "../console-headers.js";
import { readConsoleQuery } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { Resets } from "./resets.js";
import { SnapshotsPage } from "./snapshots-page.js";

/** Snapshots and resets. To be mounted at `/_sandbox/snapshots`. */
export function createSnapshotPages(rooms: ConsoleRooms): Hono {
  const app = new Hono();
  app.use(consoleHeaders, pageHeaders);
  app.get("/", (c) => c.html(<SnapshotsPage rooms={rooms} query={readConsoleQuery(c.req.url, rooms.hub)} />));
  app.get("/resets", (c) => c.html(<Resets rooms={rooms} query={readConsoleQuery(c.req.url, rooms.hub)} />));
  return app;
}
