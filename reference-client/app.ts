import { createActivity } from "./activity.js";
import { type Config, type ConfigInput, type Hub, parseConfig } from "./config.js";
import { partnerApi } from "./hub/partner-api.js";
import { registerAtHub } from "./hub/registration.js";
import { type Listener, listen } from "./listen.js";
import { createLiveUpdates } from "./live-updates.js";
import { redirectWorker } from "./onboarding/redirect-worker.js";
import { routes } from "./routes.js";
import { apiKeyStore } from "./store/api-keys.js";
import { channelStore } from "./store/channels.js";
import { type Database, openDatabase } from "./store/database.js";
import { inboxStore } from "./store/inbox.js";
import { messageStore } from "./store/messages.js";
import { sessionStore } from "./store/sessions.js";
import { channelWorker } from "./worker/channel-worker.js";
import { drainInbox } from "./worker/inbox-worker.js";

/** How long a start waits for the hubs before it goes on without them. */
const registrationPatienceMs = 3_000;
/** How long requests under way may take after the app was told to stop. */
const stopPatienceMs = 3_000;

export interface ReferenceClientOptions {
  /** 0 picks a free port. Default 3000. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Where browsers and the hub reach this app. Default `http://localhost:{port}`. */
  publicUrl?: string;
  config?: ConfigInput;
  /** A SQLite file, or `:memory:` (default). */
  db?: string;
  /** Takes one line about what went wrong or right. Default: nowhere. */
  log?: (line: string) => void;
}

export interface ReferenceClient {
  url: string;
  /** Ends waits, lets requests under way finish for a moment, closes the server and the database. */
  stop(): Promise<void>;
}

interface Parts {
  config: Config;
  publicUrl: string;
  db: Database;
  log: (line: string) => void;
  stopping: AbortSignal;
  requests: AbortSignal;
}

/** Puts stores, workers and routes together. Nothing runs yet. */
function assemble({ config, publicUrl, db, log, stopping, requests }: Parts) {
  const activity = createActivity();
  const live = createLiveUpdates();
  const stores = {
    sessions: sessionStore(db),
    inbox: inboxStore(db),
    channels: channelStore(db),
    keys: apiKeyStore(db),
    messages: messageStore(db),
  };
  const apis = new Map(config.hubs.map((hub) => [hub.partnerId, partnerApi(config.hubUrl, hub, requests)]));
  const changed = live.announce;
  const base = { ...stores, db, config, publicUrl, hubs: config.hubs, apis, activity, live };
  const shared = { ...base, changed, log, stopping, requests, retryBaseMs: config.retryBaseMs };
  const { wake } = channelWorker(shared);
  const redirects = redirectWorker({ ...shared, wake });

  // The webhook is answered first; what it brought is worked on in the next turn.
  const drainSoon = () => {
    const end = activity.begin("inbox");
    setImmediate(() => {
      if (!stopping.aborted) drainInbox({ ...shared, wake });
      end();
    });
  };
  const wakeAll = () => {
    for (const channel of stores.channels.all()) wake(channel);
    for (const redirect of stores.sessions.pendingRedirects()) void redirects.process(redirect);
  };
  const app = routes({ ...shared, redirects, wake, drainSoon, autoReply: config.autoReply });
  return { ...shared, app, drainSoon, wakeAll };
}

type Assembled = ReturnType<typeof assemble>;

/** Registers our URLs at every hub; resolves after the first attempt at each, or after a moment. */
async function registerAtHubs(parts: Assembled): Promise<void> {
  const attempted = parts.hubs.map(
    (hub: Hub) =>
      new Promise<void>((onFirstAttempt) => {
        const api = parts.apis.get(hub.partnerId);
        if (api === undefined) return onFirstAttempt();
        const end = parts.activity.begin(`registration at ${hub.partnerId}`, hub.partnerId);
        registerAtHub({ ...parts, signal: parts.stopping, hub, api, onFirstAttempt })
          .catch((error: unknown) => parts.log(`${hub.partnerId}: ${String(error)}`))
          .finally(end);
      }),
  );
  const patience = new Promise<void>((resolve) => setTimeout(resolve, registrationPatienceMs).unref());
  await Promise.race([Promise.all(attempted), patience]);
}

/** Webhooks can be lost, so every channel is looked at again from time to time. */
function reconcileRegularly(parts: Assembled): () => void {
  const { reconcileEveryMs } = parts.config;
  if (reconcileEveryMs === 0) return () => {};
  const timer = setInterval(() => {
    for (const channel of parts.channels.all()) parts.channels.want(channel, "reconcile");
    parts.wakeAll();
  }, reconcileEveryMs);
  return () => clearInterval(timer);
}

/** Opens the database for an app whose port is bound already; gives the port back when that fails. */
async function openFor(listener: Listener, file: string): Promise<Database> {
  try {
    return openDatabase(file);
  } catch (error) {
    await listener.close();
    throw error;
  }
}

/**
 * Starts the app: takes up work that an earlier run left, registers its URLs at the hubs, and serves. Throws
 * `ConfigError` for a config it cannot use and `ListenError` for a port it cannot have.
 */
export async function startReferenceClient(options: ReferenceClientOptions = {}): Promise<ReferenceClient> {
  const config = parseConfig(options.config ?? {});
  const listener = await listen(options.host ?? "127.0.0.1", options.port ?? 3000);
  const db = await openFor(listener, options.db ?? ":memory:");
  const publicUrl = (options.publicUrl ?? `http://localhost:${listener.port}`).replace(/\/+$/, "");
  const stopping = new AbortController();
  const requests = new AbortController();
  const signals = { stopping: stopping.signal, requests: requests.signal };
  const parts = assemble({ config, publicUrl, db, log: options.log ?? (() => {}), ...signals });

  listener.serve(parts.app);
  parts.drainSoon();
  parts.wakeAll();
  const stopReconciling = reconcileRegularly(parts);
  await registerAtHubs(parts);

  return {
    url: publicUrl,
    async stop() {
      stopReconciling();
      stopping.abort();
      if (!(await parts.activity.idle(stopPatienceMs))) requests.abort();
      await parts.activity.idle(stopPatienceMs);
      await listener.close();
      db.close();
    },
  };
}
