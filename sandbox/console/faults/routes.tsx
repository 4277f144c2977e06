import { Hono } from "hono";
import { pageHeaders } from "../../pages/headers.js";
import { consoleHeaders } from "../console-headers.js";
import { readConsoleQuery } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { faultKind } from "./fault-fields.js";
import { FaultForm } from "./fault-form.js";
import { FaultList, FaultsPage } from "./faults-page.js";

/** What is broken on purpose. To be mounted at `/_sandbox/faults`. */
export function createFaultPages(rooms: ConsoleRooms): Hono {
  const app = new Hono();
  app.use(consoleHeaders, pageHeaders);
  app.get("/", (c) => {
    const query = readConsoleQuery(c.req.url, rooms.hub);
    return c.html(<FaultsPage rooms={rooms} query={query} selected={faultKind(c.req.query("fault"))} />);
  });
  app.get("/list", (c) => c.html(<FaultList rooms={rooms} query={readConsoleQuery(c.req.url, rooms.hub)} />));
  app.get("/form", (c) => {
    const kind = faultKind(c.req.query("fault"));
    if (!kind) return c.html(<p class="error">There is no fault "{c.req.query("fault")}".</p>, 404);
    return c.html(<FaultForm rooms={rooms} query={readConsoleQuery(c.req.url, rooms.hub)} kind={kind} />);
  });
  return app;
}
