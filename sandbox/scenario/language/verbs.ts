import { attackVerbs } from "./attack-verbs.js";
import { clientVerbs } from "./client-verbs.js";
import { hubVerbs } from "./hub-verbs.js";
import type { Words } from "./words.js";
import { worldVerbs } from "./world-verbs.js";

export type { Act, Game, Telling } from "./verb.js";

/** Every verb of the language. */
export const verbsFor = (words: Words) => ({
  ...clientVerbs(words),
  ...hubVerbs(words),
  ...worldVerbs(words),
  ...attackVerbs(words),
});
