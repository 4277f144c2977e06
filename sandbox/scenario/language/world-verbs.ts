import { z } from "zod";
import { durationSchema } from "../../clock/duration-schema.js";
import { type Fault, faultSchema } from "../../faults/fault.js";
import { eventWord } from "./hub-verbs.js";
import { capital, inWords } from "./telling.js";
import { type Telling, verb } from "./verb.js";
import { strict, type Words } from "./words.js";

const receiverStates = ["down", "up", "slow"] as const;

const receiverSentences: Record<(typeof receiverStates)[number], string> = {
  down: "The app's webhook receiver goes down.",
  slow: "The app's webhook receiver gets slow: it takes each event, and its answer comes too late.",
  up: "The app's webhook receiver is back.",
};

const ways = ["twice", "reversed", "late", "never"] as const;

interface Coming {
  how: (typeof ways)[number];
  event?: string | undefined;
  number?: string | undefined;
  by: string;
  times?: number | undefined;
}

/** The fault behind a way in which webhooks come; `number` is an alias, as in every fault of a scenario. */
function faultOf({ how, event, number, by, times }: Coming): Fault {
  const which = {
    on: "webhook",
    route: "partner",
    ...(event === undefined ? {} : { event }),
    ...(number === undefined ? {} : { channel: number }),
    ...(times === undefined ? {} : { times }),
  } as const;
  switch (how) {
    case "twice":
      return { ...which, do: "duplicate", copies: 1 };
    case "reversed":
      return { ...which, do: "reorder", batch: 2 };
    case "late":
      return { ...which, do: "delay", by };
    case "never":
      return { ...which, do: "drop" };
  }
}

function tellComing(names: Telling, { how, event = "webhooks", number, by, times }: Coming): string {
  const about = number === undefined ? "" : ` for ${names.numbers([number])}`;
  const which = times === undefined ? `From now on, ${event}${about}` : `The next ${event}${about}`;
  const what: Record<Coming["how"], string> = {
    twice: "will come twice",
    reversed: "will come in pairs, the later one first",
    late: `will be ${inWords(by)} late`,
    never: "will get lost",
  };
  return `${which} ${what[how]}.`;
}

function webhookVerbs({ number }: Words) {
  const coming = strict({
    how: z.enum(ways),
    event: eventWord.optional(),
    number: number.optional(),
    by: durationSchema.default("1d").describe("How late, with `how: late`."),
    times: z.int().min(1).optional().describe("So many of them; all from now on when left out."),
  });
  return {
    receiver: verb(
      "Your app's webhook receiver goes down (every connection is refused), is slow (it takes the event, and its answer comes too late), or is back up.",
      z.enum(receiverStates),
      (game, state) => game.world.setReceiver(state),
      (_, state) => receiverSentences[state],
    ),
    webhooks_come: verb(
      "Webhooks of the hub come twice, in pairs with the later one first, late, or never; `mend` ends it.",
      coming,
      (game, given) => game.world.breaks(faultOf(given)),
      tellComing,
    ),
  };
}

function tellFault(_names: Telling, fault: Fault): string {
  const what = fault.do.replaceAll("_", " ");
  const how = fault.do === "status" ? `answer ${fault.status}` : what;
  const often =
    fault.times === undefined ? "from now on" : `${fault.times === 1 ? "once" : `${fault.times} times`}`;
  return fault.on === "api"
    ? `The hub's API misbehaves (${how}), ${often}.`
    : `The webhooks misbehave (${what}), ${often}.`;
}

/** The network and time. */
export const worldVerbs = (words: Words) => ({
  ...webhookVerbs(words),
  fault: verb(
    "Something breaks on purpose: webhooks (`on: webhook`) or calls of your app (`on: api`). `channel` is a number's alias.",
    faultSchema,
    (game, given) => game.world.breaks(given),
    tellFault,
  ),
  mend: verb(
    "All faults end.",
    z.literal("all"),
    (game) => game.world.mend(),
    () => "Everything works again.",
  ),
  wait: verb(
    "Time passes on the hub's clock: 90s, 10m, 1h30m, 2d.",
    durationSchema,
    (game, duration) => game.world.wait(duration),
    (_, duration) => `${capital(inWords(duration))} later.`,
  ),
});
