import type { ConfigInput } from "../../reference-client/config.ts";

/** One change to a compiled file of the reference client. */
export interface Patch {
  /** Below `dist/reference-client/`. */
  file: string;
  /** Stands in that file exactly once; a patch that has lost its place fails the test. */
  find: string;
  replace: string;
}

/** A reference client that is broken on purpose, in one way that is seen in the wild. */
export interface Mutant {
  /** Small letters and dashes. */
  name: string;
  /** What it does wrong, after “An app that”. */
  story: string;
  patches: readonly Patch[];
  /** Where it shows: names of the library's scenarios, or paths of files. */
  scenarios: readonly string[];
  /** Id of the rule that was made for it. */
  caughtBy: string;
  /** Rules that it breaks with that, rightly; of anything else it may not be accused. */
  alsoBreaks?: readonly string[];
  /** Keys of its config that depart from those of the other plays. */
  config?: Omit<ConfigInput, "hubUrl" | "hubs">;
  /** It logs in with user and password instead of showing an API key. */
  logsIn?: true;
}

/** A client that does something otherwise than the reference client, and just as rightly. */
export interface RightWay extends Omit<Mutant, "caughtBy" | "alsoBreaks"> {
  /** Ids of rules that it met, and could be taken to break. */
  keeps: readonly string[];
}

/** It trusts what it once read, so that a permission that went meanwhile does not stop it. */
export const neverLooksAgain = { permissionMaxAgeMs: 1_000_000_000 } as const;
