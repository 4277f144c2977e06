import type { Journal } from "../../journal/journal.js";
import type { PartnerApp } from "./partner-app.js";

export interface RestRooms {
  journal: Journal;
  partnerId: string;
}

/** Notes too: somebody who forges a webhook leaves nothing else. */
const traffic = ["request", "attempt", "note"] as const;

/**
 * Asks an app whether it has come to rest only when it may have left it: after it was told something or made a call. A play
 * asks at every moment, and at most of them nothing has happened since.
 */
export function asksOnlyAfterTraffic(app: PartnerApp, { journal, partnerId }: RestRooms): PartnerApp {
  let restingSince: number | undefined;

  /** Pages of the app that a client opens are not in the journal. */
  function stirring<Result>(work: () => Promise<Result>): Promise<Result> {
    restingSince = undefined;
    return work();
  }

  const hadTraffic = (after: number): boolean =>
    journal.read({ partner: partnerId, after, kinds: traffic, limit: 1 }).length > 0;

  const { closeWindow } = app;
  return {
    clickConnect: (client) => stirring(() => app.clickConnect(client)),
    follow: (client, url) => stirring(() => app.follow(client, url)),
    ...(closeWindow && { closeWindow: (client: string) => stirring(() => closeWindow(client)) }),
    async idle() {
      if (restingSince !== undefined && !hadTraffic(restingSince)) return;
      await app.idle();
      restingSince = journal.last();
    },
  };
}
