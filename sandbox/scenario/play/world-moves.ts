import { parseDuration } from "../../clock/duration.js";
import type { LifeStep } from "../../hub/life.js";
import type { Stage } from "./stage.js";

/** What happens around the client: customers, Meta, the network and time. */
export interface WorldMoves {
  customerWrites(message: { to: string; from: string; text: string }): void;
  become(number: string, step: LifeStep): void;
  /** While it is down, every webhook meets a refused connection. */
  setReceiver(isUp: boolean): void;
  wait(duration: string): Promise<void>;
}

export function createWorldMoves(stage: Stage): WorldMoves {
  const { hub, clock, faults, partnerId } = stage;
  let outage: number | undefined;

  return {
    customerWrites: ({ to, from, text }) => {
      hub.messages.receive(partnerId, stage.channel(to).id, { from, text });
    },
    become: (number, step) => {
      hub.lives.become(partnerId, stage.channel(number).id, step);
    },
    setReceiver(isUp) {
      if (outage !== undefined) faults.remove(outage);
      outage = isUp ? undefined : faults.add(partnerId, { on: "webhook", do: "refuse" }).id;
    },
    async wait(duration) {
      await clock.advance(partnerId, parseDuration(duration));
    },
  };
}
