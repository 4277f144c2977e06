/** How many letters have to be added, dropped or changed to turn one word into the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const changed = (row[j] ?? 0) + Number(letter !== other);
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, changed));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const letters = (word: string): string => [...word].sort().join("");

/** How far two words are apart; letters that only changed places are one mistake. */
function apart(word: string, other: string): number {
  return letters(word) === letters(other) ? Math.min(1, distance(word, other)) : distance(word, other);
}

/** The known word that was probably meant, if one is near enough. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((one) => ({ one, far: apart(word.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best && best.far <= Math.ceil(word.length * 0.4) ? best.one : undefined;
}

/** What to write instead of an unknown word: the nearest known one, or all of them. */
export function remedyFor(word: string, known: readonly string[], none: string): string {
  if (known.length === 0) return none;
  const near = nearest(word, known);
  return near === undefined ? `Known here: ${known.join(", ")}.` : `Did you mean "${near}"?`;
}
