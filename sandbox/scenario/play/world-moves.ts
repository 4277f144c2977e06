import { parseDuration } from "../../clock/duration.js";
import type { Fault } from "../../faults/fault.js";
import type { LifeStep } from "../../hub/life.js";
import type { Stage } from "./stage.js";

/** What happens around the client: customers, Meta, the network and time. */
export interface WorldMoves {
  customerWrites(message: { to: string; from: string; text: string }): void;
  become(number: string, step: LifeStep): void;
  /** While it is down, every webhook meets a refused connection. */
  setReceiver(isUp: boolean): void;
  /** Breaks something until it is used up or mended; a webhook fault names its channel by alias. */
  breaks(fault: Fault): void;
  mend(): void;
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
    breaks(fault) {
      const onNumber = fault.on === "webhook" && fault.channel !== undefined;
      faults.add(partnerId, onNumber ? { ...fault, channel: stage.channel(fault.channel ?? "").id } : fault);
    },
    mend() {
      for (const { id } of faults.list(partnerId)) faults.remove(id);
    },
    async wait(duration) {
      await clock.advance(partnerId, parseDuration(duration));
    },
  };
}
