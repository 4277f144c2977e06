import { type Figure, median } from "./figures.ts";
import { type Fleet, type FleetLife, startFleet } from "./fleet.ts";
import { type Peer, startPeer } from "./peer.ts";
import { postAll } from "./posts.ts";
import { type Started, startNode } from "./processes.ts";

const channels = 300;
const eventsOfChannel = 10;
const count = channels * eventsOfChannel;
// As many as the sandbox sends at once.
const atOnce = 64;
const rounds = 7;

const never: FleetLife = {
  created: "never",
  submitted: "never",
  ready: "never",
  running: "never",
  live: "never",
};

/** Puts events of all channels in the outbox, and measures from then until the last was answered. Milliseconds. */
async function release({ sandbox, partner, channels }: Fleet): Promise<number> {
  for (let round = 0; round < eventsOfChannel; round += 1) {
    for (const channel of channels) {
      sandbox.hub.triggers.trigger(partner, channel, "phone_number_quality_changed", { set: {} });
    }
  }
  const start = performance.now();
  await sandbox.clock.settled(partner);
  return performance.now() - start;
}

async function countOf(receiver: Started): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${receiver.ready.port}/count`);
  return Number((await answer.json()).count);
}

interface Round {
  bare: number;
  file: number;
  memory: number;
  /** Of the peer, when it could be installed. */
  peer: number | undefined;
}

interface Contest {
  receiver: Started;
  url: string;
  file: Fleet;
  memory: Fleet;
  peer: Peer | undefined;
  refused: number;
}

async function play(contest: Contest, bodies: readonly string[]): Promise<Round> {
  const { receiver, url, file, memory, peer } = contest;
  const bare = (await postAll(url, bodies, atOnce)).ms;
  const times = { bare, file: await release(file), memory: await release(memory) };
  if (!peer) return { ...times, peer: undefined };
  const before = await countOf(receiver);
  const { ms, refused } = await peer.send(count / 3, atOnce);
  contest.refused += refused;
  // Milliseconds for as many as the others sent.
  return { ...times, peer: (ms / ((await countOf(receiver)) - before)) * count };
}

const perSecond = (ms: number) => `${Math.round((count / ms) * 1000)}/s`;

function figuresOf(all: readonly Round[], refused: number, bytes: number): Figure[] {
  const ratio = median(all.map(({ bare, file }) => bare / file));
  const inMemory = median(all.map(({ bare, memory }) => bare / memory));
  const rate = (field: "bare" | "file" | "memory") => perSecond(median(all.map((round) => round[field])));
  const figures = [
    {
      name: `deliveries, signed, journalled, in a --db file (${bytes} bytes, ${channels} channels)`,
      value: `${ratio.toFixed(2)} of bare node:http posts, ${rate("file")} against ${rate("bare")}; in memory ${inMemory.toFixed(2)}, ${rate("memory")}`,
      aim: "at least 0.5",
      met: ratio >= 0.5,
    },
  ];
  const peers = all.flatMap(({ peer, file }) => (peer === undefined ? [] : [{ peer, times: peer / file }]));
  const name = "deliveries against npm emulate@0.12.2";
  const aim = "at least 2.5 times";
  if (peers.length === 0)
    return [...figures, { name, value: "its package could not be installed", aim, met: false }];
  const times = median(peers.map((round) => round.times));
  const peerRate = perSecond(median(peers.map(({ peer }) => peer)));
  const what =
    "our file outbox against its GitHub, “test a hook”: one call, one signed webhook, nothing kept on disk";
  const value = `${times.toFixed(1)} times its ${peerRate} (${what}; ${refused} calls refused)`;
  return [...figures, { name, value, aim, met: times >= 2.5 && refused === 0 }];
}

/** Deliveries to one fast receiver: from a file and from memory, against bare posts, and against a peer. */
export async function benchDeliveries(): Promise<Figure[]> {
  const receiver = await startNode(["bench/receiver.ts"]);
  const url = `http://127.0.0.1:${receiver.ready.port}/hook`;
  const file = await startFleet(url, false, channels, () => never);
  const memory = await startFleet(url, true, channels, () => never);
  const peer = await startPeer(url);
  const contest = { receiver, url, file, memory, peer, refused: 0 };
  try {
    await release(file);
    await release(memory);
    const bodies = file.bodies().slice(0, count);
    const all: Round[] = [];
    await play(contest, bodies);
    for (let round = 0; round < rounds; round += 1) all.push(await play(contest, bodies));
    return figuresOf(all, contest.refused, bodies[0]?.length ?? 0);
  } finally {
    await Promise.all([file.stop(), memory.stop(), peer?.stop()]);
    await receiver.stop();
  }
}
