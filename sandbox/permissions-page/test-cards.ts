/** The only cards that the payment page knows: it has no field into which a real number could be typed. */
export const testCards = [
  { id: "test-4242", digits: "4242" },
  { id: "test-4444", digits: "4444" },
] as const;

export const testCardIds: string[] = testCards.map(({ id }) => id);
