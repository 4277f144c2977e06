import type { Rule } from "./rule.js";

/** Every rule, in the order of an onboarding. */
export const rules: readonly Rule[] = [];
