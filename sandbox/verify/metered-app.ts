import type { Wall } from "../clock/wall.js";
import type { PartnerApp } from "../scenario/app/partner-app.js";

/** An app, and how long it has been waited for. */
export interface MeteredApp {
  app: PartnerApp;
  /** Real milliseconds so far. */
  waitedMs(): number;
}

/** Measures what an app takes of a play. */
export function meterApp(app: PartnerApp, wall: Wall): MeteredApp {
  let waited = 0;
  async function measured<Result>(work: () => Promise<Result>): Promise<Result> {
    const began = wall.elapsed();
    try {
      return await work();
    } finally {
      waited += wall.elapsed() - began;
    }
  }
  const { closeWindow } = app;
  return {
    app: {
      clickConnect: (client) => measured(() => app.clickConnect(client)),
      follow: (client, url) => measured(() => app.follow(client, url)),
      idle: () => measured(() => app.idle()),
      ...(closeWindow && { closeWindow: (client: string) => measured(() => closeWindow(client)) }),
    },
    waitedMs: () => waited,
  };
}
