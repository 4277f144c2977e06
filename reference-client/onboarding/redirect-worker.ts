import type { Activity } from "../activity.js";
import type { PartnerApi } from "../hub/partner-api.js";
import { HubRefusal, HubTrouble } from "../hub/request.js";
import { withRetries } from "../hub/retry.js";
import type { ChannelRef, ChannelStore } from "../store/channels.js";
import type { Database } from "../store/database.js";
import type { Redirect, SessionStore } from "../store/sessions.js";
import { type Confirmation, confirmRedirect } from "./redirect-confirmation.js";

const attemptsPerRedirect = 7;

export interface RedirectWorkerDeps {
  db: Database;
  apis: Map<string, PartnerApi>;
  sessions: SessionStore;
  channels: ChannelStore;
  activity: Activity;
  retryBaseMs: number;
  stopping: AbortSignal;
  wake: (ref: ChannelRef) => void;
  changed: () => void;
  log: (line: string) => void;
}

/** Confirms stored redirects with the hub, and links the client to the visitor's account when all is in order. */
export function redirectWorker(deps: RedirectWorkerDeps) {
  const underWay = new Map<number, Promise<void>>();

  const record = deps.db.transaction((redirect: Redirect, { outcome, channelIds }: Confirmation) => {
    deps.sessions.settleRedirect(redirect, outcome);
    if (outcome !== "linked") return;
    deps.sessions.linkClient(redirect);
    for (const channelId of channelIds) {
      const ref = { partnerId: redirect.partnerId, channelId };
      deps.channels.claim(ref, { clientId: redirect.clientId });
      deps.channels.want(ref, "news");
    }
  });

  const confirm = async (redirect: Redirect): Promise<void> => {
    const api = deps.apis.get(redirect.partnerId);
    if (api === undefined) {
      deps.sessions.settleRedirect(redirect, "refused");
      return;
    }
    const policy = {
      baseMs: deps.retryBaseMs,
      attempts: attemptsPerRedirect,
      signal: deps.stopping,
    };
    try {
      const confirmation = await withRetries(policy, () => confirmRedirect(api, redirect));
      record(redirect, confirmation);
      for (const channelId of confirmation.channelIds) {
        deps.wake({ partnerId: redirect.partnerId, channelId });
      }
    } catch (error) {
      if (deps.stopping.aborted) return;
      if (error instanceof HubRefusal) deps.sessions.settleRedirect(redirect, "refused");
      const known = error instanceof HubRefusal || error instanceof HubTrouble;
      deps.log(`redirect of client ${redirect.clientId}: ${known ? error.message : String(error)}`);
    }
  };

  return {
    /** Confirms a redirect; resolves when that has ended, well or not. A pending one is tried again later. */
    process(redirect: Redirect): Promise<void> {
      const running = underWay.get(redirect.id);
      if (running !== undefined) return running;
      const end = deps.activity.begin(`redirect of client ${redirect.clientId}`, redirect.partnerId);
      const ended = confirm(redirect).finally(() => {
        underWay.delete(redirect.id);
        deps.changed();
        end();
      });
      underWay.set(redirect.id, ended);
      return ended;
    },
  };
}

export type RedirectWorker = ReturnType<typeof redirectWorker>;
