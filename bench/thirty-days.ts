import { type Figure, median } from "./figures.ts";
import { type FleetLife, startFleet } from "./fleet.ts";
import { postAll } from "./posts.ts";
import { startNode } from "./processes.ts";

const channels = 450;
const atOnce = 64;
const rounds = 5;

// All were added on the first day; each step comes to all of them on the same day, as after a big import.
const together: FleetLife = { created: "1h", submitted: "2d", ready: "9d", running: "20d", live: "30d" };

/** Every event at a moment of its own: nothing to send side by side, neither for us nor for bare posts. */
const apart = (index: number): FleetLife => {
  const at = (day: number) => `${day * 86_400 + index * 60}s`;
  return { created: at(1), submitted: at(4), ready: at(9), running: at(20), live: at(29) };
};

/** How long thirty days take, against bare posts of the same bodies. */
async function live(url: string, lifeOf: (index: number) => FleetLife, postsAtOnce: number) {
  const fleet = await startFleet(url, false, channels, lifeOf);
  const { sandbox, partner } = fleet;
  const before = fleet.bodies().length;
  const start = performance.now();
  await sandbox.clock.advance(partner, 30 * 86_400_000);
  const ours = performance.now() - start;
  const bodies = fleet.bodies();
  const events = bodies.slice(0, bodies.length - before).reverse();
  const bare = (await postAll(url, events, postsAtOnce)).ms;
  await fleet.stop();
  return { ours, bare, events: events.length, times: ours / bare };
}

/** Brings a fleet from created to live over thirty virtual days with one advance. */
export async function benchThirtyDays(): Promise<Figure[]> {
  const receiver = await startNode(["bench/receiver.ts"]);
  const url = `http://127.0.0.1:${receiver.ready.port}/hook`;
  const all: Awaited<ReturnType<typeof live>>[] = [];
  const single: Awaited<ReturnType<typeof live>>[] = [];
  try {
    await live(url, () => together, atOnce);
    for (let round = 0; round < rounds; round += 1) {
      all.push(await live(url, () => together, atOnce));
      single.push(await live(url, apart, 1));
    }
  } finally {
    await receiver.stop();
  }
  const times = median(all.map((round) => round.times));
  const apartTimes = median(single.map((round) => round.times));
  const took = median(all.map(({ ours }) => ours)).toFixed(0);
  const value = `${times.toFixed(2)} times bare posts, ${took} ms for ${all[0]?.events} events; each at a moment of its own, one post at a time: ${apartTimes.toFixed(2)} times`;
  return [
    {
      name: `${channels} channels live in 30 virtual days`,
      value,
      aim: "at most 1.5 times",
      met: times <= 1.5,
    },
  ];
}
