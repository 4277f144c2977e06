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
