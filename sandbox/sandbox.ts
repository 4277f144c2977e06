import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { type Clock, createClock } from "./clock/clock.js";
import { clockTables } from "./clock/tables.js";
import type { ClockSetting } from "./clock/time.js";
import { processWall } from "./clock/wall.js";
import { type PartnerView, partnerView } from "./control-api/partners.js";
import type { ControlRooms } from "./control-api/rooms.js";
import { createScenarioDesk } from "./control-api/scenario-desk.js";
import { createFaults, type Faults, faultTables } from "./faults/faults.js";
import { createFetch } from "./http/app.js";
import { createHub, type Hub } from "./hub/hub.js";
import { createIds, randomSeed } from "./hub/ids.js";
import type { NewPartner } from "./hub/partner.js";
import { hubTables } from "./hub/tables.js";
import { createTargets } from "./hub/targets.js";
import { type Journal, journalTables, openJournal } from "./journal/journal.js";
import { defaultRetention, type Retention } from "./journal/retention.js";
import type { SeedBeginning } from "./seed/apply-seed.js";
import { openStore, type Store } from "./store/store.js";
import { createOutbox, type Outbox } from "./webhooks/outbox.js";
import { createPoster } from "./webhooks/post.js";
import { startSender } from "./webhooks/sender.js";
import { webhookTables } from "./webhooks/tables.js";

/** How to start a sandbox; every field can be left out. */
export interface SandboxOptions {
  /** 8082, where the connect button with `env="local"` looks. 0 picks a free one. */
  port?: number | undefined;
  host?: string | undefined;
  /** The origin that others use, when it is not `http://localhost:{port}`; its host name is let in. */
  baseUrl?: string | undefined;
  /** A file that keeps everything over restarts, or `:memory:`. */
  db?: string | undefined;
  /** How the clocks of new partners run. */
  clock?: ClockSetting | undefined;
  /** Where the clocks of new partners start, in milliseconds since 1970; now, when left out. */
  startAt?: number | undefined;
  /** How much of the journal is kept: by default the newest 200,000 entries of the last 30 days. */
  retention?: Retention | undefined;
  /** Lets webhooks go to addresses outside this machine and private networks. Default false. */
  allowRemote?: boolean | undefined;
  /** The same seed gives the same ids. */
  seed?: number | undefined;
  /** A YAML file of partners, clients and channels that are there from the start, and again after each reset. */
  seedFile?: string | undefined;
  /** Makes the two stock partners `DirectPA` and `PrePayPA` when they are not there yet. Default true. */
  stockPartners?: boolean | undefined;
}

/** A running sandbox. `stop` ends it and leaves nothing behind. */
export interface Sandbox {
  url: string;
  port: number;
  seed: number;
  partners(): PartnerView[];
  /** Makes a fresh tenant; its clock starts as the sandbox's options say. */
  createPartner(partner: Omit<NewPartner, "clock" | "startAt">): PartnerView;
  hub: Hub;
  clock: Clock;
  journal: Journal;
  outbox: Outbox;
  faults: Faults;
  /** Copies the whole database to a file, as it is now. */
  backup(file: string): Promise<void>;
  stop(): Promise<void>;
}

// How long the journal may hold back what changes nothing; short enough for a live view, long enough to write many at once.
const heldBackMs = 20;

/** The sandbox could not start; the message says why and what to do. */
export class StartError extends Error {}

/** The credentials of both stock partners, fixed so that nothing has to be configured. */
const stockCredentials = {
  username: "partner@sandbox.example",
  password: "sandbox",
  apiKey: "sandbox-partner-key",
  platformSecret: "sandbox-platform-secret",
};

const stockPartners = [
  { id: "DirectPA", brandName: "Harbour Desk", billing: "direct" },
  { id: "PrePayPA", brandName: "Harbour Desk", billing: "partner" },
] as const;

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        reject(
          new StartError(
            `Port ${port} is taken, perhaps by another sandbox: see who has it with \`lsof -i :${port}\`, or start with --port 0 for a free one.`,
          ),
        );
      } else reject(new StartError(`Cannot listen on ${host}:${port}: ${error.message}.`));
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

type Plant = (hub: Hub, beginning: (id: string) => SeedBeginning, only?: string) => void;

/** Reads a seed; what it needs is loaded only when there is one. @throws SeedError with file, line and column. */
async function readSeedFile(file: string): Promise<Plant> {
  const { readFile } = await import("node:fs/promises");
  const { readSeed } = await import("./seed/read-seed.js");
  const { applySeed } = await import("./seed/apply-seed.js");
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new StartError(`Cannot read the seed ${file}: ${error instanceof Error ? error.message : error}.`);
  });
  const plan = readSeed(text, file);
  return (hub, beginning, only) => applySeed(hub, plan, beginning, only);
}

interface Rooms {
  store: Store;
  hub: Hub;
  clock: Clock;
  journal: Journal;
  outbox: Outbox;
  faults: Faults;
  closePoster(): Promise<void>;
}

interface BuildOptions {
  db: string;
  seed: number;
  allowRemote: boolean;
  retention: Retention;
}

function build({ db, seed, allowRemote, retention }: BuildOptions, origin: () => string): Rooms {
  const wall = processWall;
  const store = openStore(db, [
    ...clockTables,
    ...journalTables,
    ...faultTables,
    ...webhookTables,
    ...hubTables,
  ]);
  const clock = createClock(store, wall);
  const now = (partner: string | null) => (partner === null ? wall.now() : clock.now(partner));
  const soon = (callback: () => void) => void wall.after(heldBackMs, callback);
  const journal = openJournal(store, { now, wall: wall.now, soon }, retention);
  const faults = createFaults(store, journal, seed);
  const outbox = createOutbox(store, clock, journal, faults);
  const poster = createPoster(wall, allowRemote);
  const ids = createIds(store, seed);
  const hub = createHub({ store, clock, journal, outbox, faults, ids, poster, origin });
  const resolve = createTargets(hub.partners, hub.channels);
  startSender({ store, clock, journal, outbox, faults, poster, resolve });

  clock.onAdvance(({ partnerId, from, to, fired }) => {
    journal.record({
      partner: partnerId,
      kind: "clock",
      summary: `time moved on by ${to - from} ms`,
      data: { from, to, fired },
    });
  });
  clock.onFailure((timer, error) => {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    journal.record({
      partner: timer.partnerId,
      kind: "note",
      subject: timer.subject,
      summary: `the timer ${timer.kind} failed`,
      data: { reason },
    });
  });
  return { store, hub, clock, journal, outbox, faults, closePoster: poster.close };
}

/**
 * Starts a sandbox in this process.
 *
 * @throws StartError when the port is taken; StoreError when the database cannot be opened.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port: wantedPort = 8082, host = "127.0.0.1", db = ":memory:", seed = randomSeed() } = options;
  const { clock: setting = { mode: "real", scale: 1 }, startAt, baseUrl } = options;
  const {
    stockPartners: withStock = true,
    allowRemote = false,
    retention = defaultRetention,
    seedFile,
  } = options;
  // Read before anything is opened: a mistake in it ends the start.
  const plant = seedFile === undefined ? () => {} : await readSeedFile(seedFile);
  let port = wantedPort;
  const origin = () => baseUrl ?? `http://localhost:${port}`;
  const rooms = build({ db, seed, allowRemote, retention }, origin);
  const { store, hub, clock, journal, outbox, faults } = rooms;
  const newPartnerDefaults = () => ({ clock: setting, startAt: startAt ?? processWall.now() });
  const createPartner = (partner: Omit<NewPartner, "clock" | "startAt">) =>
    partnerView(hub, hub.partners.create({ ...partner, ...newPartnerDefaults() }));

  // A stock partner that the seed names keeps its well-known credentials, unless the seed has others.
  const isStock = (id: string) => stockPartners.some((partner) => partner.id === id);
  const beginningOf = (id: string): SeedBeginning => ({
    ...newPartnerDefaults(),
    credentials: isStock(id) ? stockCredentials : undefined,
  });
  store.transaction(() => plant(hub, beginningOf));
  const reset: ControlRooms["reset"] = (id, part, ids = "again") =>
    store.transaction(() => {
      hub.resets.reset(id, part, { ...newPartnerDefaults(), ids });
      if (part === "data" || part === "all") plant(hub, beginningOf, id);
    });

  if (withStock) {
    const missing = stockPartners.filter(({ id }) => !hub.partners.find(id));
    for (const partner of missing) createPartner({ ...partner, ...stockCredentials });
  }

  const allowedHosts = [host, ...(baseUrl === undefined ? [] : [new URL(baseUrl).hostname])];
  const scenarios = createScenarioDesk({ hub, clock, journal, faults, reset });
  const control = { hub, clock, journal, outbox, faults, scenarios, origin, newPartnerDefaults, reset };
  const fetch = createFetch({ hub, journal, wall: processWall, control, allowedHosts });
  const server = createAdaptorServer({ fetch }) as Server;
  try {
    port = await listen(server, wantedPort, host);
  } catch (error) {
    store.close();
    throw error;
  }
  clock.start();

  return {
    url: origin(),
    port,
    seed,
    partners: () => hub.partners.list().map((partner) => partnerView(hub, partner)),
    createPartner,
    hub,
    clock,
    journal,
    outbox,
    faults,
    async backup(file) {
      journal.flush();
      await store.database.backup(file);
    },
    async stop() {
      await close(server);
      await rooms.closePoster();
      await clock.stop();
      journal.flush();
      // Streams that this woke read once more, and must find the database open.
      await new Promise<void>((resolve) => void setImmediate(resolve));
      store.close();
    },
  };
}
