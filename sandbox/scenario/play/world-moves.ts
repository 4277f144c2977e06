import { parseDuration } from "../../clock/duration.js";
import type { Fault } from "../../faults/fault.js";
import type { Stage } from "./stage.js";

/** What happens around the client: the network, and time. */
export interface WorldMoves {
  /** `down`: every webhook meets a refused connection. `slow`: the app takes it, and its answer comes too late. */
  setReceiver(state: "down" | "slow" | "up"): void;
  /** Breaks something until it is used up or mended, at every hub; a webhook fault names its channel by alias. */
  breaks(fault: Fault): void;
  mend(): void;
  /** Time passes at every hub. */
  wait(duration: string): Promise<void>;
}

const outageOf = { down: "refuse", slow: "late_answer" } as const;

export function createWorldMoves(stage: Stage): WorldMoves {
  const { clock, faults, partnerIds } = stage;
  let outages: number[] = [];

  return {
    setReceiver(state) {
      for (const outage of outages) faults.remove(outage);
      outages =
        state === "up"
          ? []
          : partnerIds.map((partner) => faults.add(partner, { on: "webhook", do: outageOf[state] }).id);
    },
    breaks(fault) {
      if (fault.on === "webhook" && fault.channel !== undefined) {
        const { partnerId, channelId: channel } = stage.place(fault.channel);
        faults.add(partnerId, { ...fault, channel });
      } else for (const partner of partnerIds) faults.add(partner, fault);
    },
    mend() {
      outages = [];
      for (const partner of partnerIds) for (const { id } of faults.list(partner)) faults.remove(id);
    },
    async wait(duration) {
      for (const partner of partnerIds) await clock.advance(partner, parseDuration(duration));
    },
  };
}
