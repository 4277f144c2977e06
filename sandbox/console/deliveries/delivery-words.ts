import type { Delivery } from "../../webhooks/delivery.js";

const words: Record<Delivery["state"], { says: string; tone: string }> = {
  pending: { says: "on its way", tone: "plain" },
  held: { says: "held back by a fault", tone: "warn" },
  delivered: { says: "delivered", tone: "good" },
  dead: { says: "given up", tone: "bad" },
  unsent: { says: "had nowhere to go", tone: "bad" },
  dropped: { says: "lost by a fault", tone: "warn" },
};

/** What became of a delivery, for a person. */
export function stateWords({ state, attempts }: Delivery): { says: string; tone: string } {
  if (state === "pending" && attempts > 0) return { says: "to be tried again", tone: "warn" };
  return words[state];
}
