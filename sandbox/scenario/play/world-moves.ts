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
  const { hub, clock, journal, faults, partnerId } = stage;
  const receiverDown = "receiver_down";

  function noteFault(summary: string): void {
    journal.record({ partner: partnerId, kind: "fault", summary, data: { fault: receiverDown } });
  }

  return {
    customerWrites: ({ to, from, text }) => {
      hub.messages.receive(partnerId, stage.channel(to).id, { from, text });
    },
    become: (number, step) => {
      hub.lives.become(partnerId, stage.channel(number).id, step);
    },
    setReceiver(isUp) {
      if (!isUp) faults.add(partnerId, receiverDown);
      else
        for (const fault of faults.list(partnerId)) if (fault.fault === receiverDown) faults.remove(fault.id);
      noteFault(isUp ? "the app's webhook receiver is back" : "the app's webhook receiver goes down");
    },
    async wait(duration) {
      await clock.advance(partnerId, parseDuration(duration));
    },
  };
}
