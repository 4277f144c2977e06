import { invalid } from "./errors.js";

/** A well-known test number of the card networks. No bank knows it, so it can be shown and typed anywhere. */
export interface TestCard {
  id: string;
  network: "Visa" | "Mastercard" | "American Express";
  /** In groups, as it stands on a card. */
  number: string;
  /** How many digits its security code has. */
  cvcLength: 3 | 4;
  /** What the bank says to every payment. */
  outcome: "accepted" | "declined" | "insufficient_funds";
}

/** The only cards there are: a real number has no way into the sandbox. */
export const testCards: readonly [TestCard, ...TestCard[]] = [
  {
    id: "test-4242",
    network: "Visa",
    number: "4242 4242 4242 4242",
    cvcLength: 3,
    outcome: "accepted",
  },
  {
    id: "test-4444",
    network: "Mastercard",
    number: "5555 5555 5555 4444",
    cvcLength: 3,
    outcome: "accepted",
  },
  { id: "test-1111", network: "Visa", number: "4111 1111 1111 1111", cvcLength: 3, outcome: "accepted" },
  {
    id: "test-0005",
    network: "American Express",
    number: "3782 822463 10005",
    cvcLength: 4,
    outcome: "accepted",
  },
  { id: "test-0002", network: "Visa", number: "4000 0000 0000 0002", cvcLength: 3, outcome: "declined" },
  {
    id: "test-9995",
    network: "Visa",
    number: "4000 0000 0000 9995",
    cvcLength: 3,
    outcome: "insufficient_funds",
  },
];

const refusals: Record<Exclude<TestCard["outcome"], "accepted">, string> = {
  declined: "was declined by the bank",
  insufficient_funds: "has not enough money on it",
};

/**
 * The bank's answer to a payment with a card of this id.
 *
 * @throws HubError `invalid` when there is no such card, or when the bank refuses it. The text does not repeat what was
 * sent: somebody may have sent the number of a real card.
 */
export function charge(cardId: string): void {
  const card = testCards.find(({ id }) => id === cardId);
  if (!card) {
    const known = testCards.map(({ id }) => id).join(", ");
    throw invalid(
      `This is no test card, and the sandbox takes no other. Choose one of ${known}.`,
      "card",
      "card_unknown",
    );
  }
  if (card.outcome === "accepted") return;
  const message = `The card ${card.id} ${refusals[card.outcome]}, as it always does. Use ${testCards[0].id} to go on.`;
  throw invalid(message, "card", `card_${card.outcome}`);
}
