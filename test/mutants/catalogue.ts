import { callMutants } from "./catalogue/calls.ts";
import { keyMutants } from "./catalogue/keys.ts";
import { messageMutants } from "./catalogue/messages.ts";
import { redirectMutants } from "./catalogue/redirects.ts";
import { webhookMutants } from "./catalogue/webhooks.ts";
import type { Mutant } from "./mutant.ts";

/** Every broken client that needs no browser to be caught. */
export const mutants: readonly Mutant[] = [
  ...webhookMutants,
  ...redirectMutants,
  ...keyMutants,
  ...messageMutants,
  ...callMutants,
];

/** Ids of rules that no client breaks here, and why not. */
export const withoutMutant: Readonly<Record<string, string>> = {};

/** Ids of rules that the reference client never meets in a run of the library, and why not. */
export const neverMet: Readonly<Record<string, string>> = {
  "popup-closes": "Its clients come without windows; test/browser/verify-page.test.ts has them.",
  "reads-whole-lists":
    "It asks for each number by itself; catalogue/right-ways.ts has a client that reads lists.",
};
