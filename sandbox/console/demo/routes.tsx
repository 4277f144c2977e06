import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { pageHeaders } from "../../pages/headers.js";
import { consoleHeaders } from "../console-headers.js";
import { readConsoleQuery } from "../console-query.js";
import type { ConsoleRooms } from "../rooms.js";
import { castTour } from "./cast.js";
import { DemoPage, NoDemoPage } from "./demo-page.js";
import { DemoTimeline } from "./demo-timeline.js";

interface DemoEnv {
  Variables: {
    /** The origin of the app that the page shows in a frame. */
    app?: string;
  };
}

/** The demo's frames show the sandbox's own pages and the partner's app. */
const mayFrame = createMiddleware<DemoEnv>(async (c, next) => {
  await next();
  const policy = c.res.headers.get("Content-Security-Policy");
  const app = c.get("app");
  if (app !== undefined) c.res.headers.set("Content-Security-Policy", `${policy}; frame-src 'self' ${app}`);
});

/**
 * 127.0.0.1 and localhost are two sites: the app's cookies would not reach it in a frame of the other one, and the app
 * lets itself be framed by one origin alone.
 */
function elsewhere(c: Context, origin: string): string | undefined {
  const { host, pathname, search } = new URL(c.req.url);
  return host === new URL(origin).host ? undefined : origin + pathname + search;
}

/** The demo: one screen, and a narrated tour. To be mounted at `/_sandbox/demo`. */
export function createDemo(rooms: ConsoleRooms): Hono<DemoEnv> {
  const app = new Hono<DemoEnv>();
  app.use("/", mayFrame, consoleHeaders, pageHeaders);
  app.use("/timeline", consoleHeaders, pageHeaders);

  app.get("/", async (c) => {
    const address = elsewhere(c, rooms.origin());
    if (address !== undefined) return c.redirect(address);
    const tour = castTour(rooms.hub);
    if ("missing" in tour) return c.html(<NoDemoPage missing={tour.missing} />, 409);
    c.set("app", tour.app);
    return c.html(<DemoPage tour={tour} />);
  });
  app.get("/timeline", (c) =>
    c.html(<DemoTimeline rooms={rooms} query={readConsoleQuery(c.req.url, rooms.hub)} />),
  );
  return app;
}
