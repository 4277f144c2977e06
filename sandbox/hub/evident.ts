import type { Evidence } from "../evidence/evidence.js";

/** What a schema says of itself in the documents that are made from it. */
export const evident = (description: string, evidence: Evidence) => ({ description, evidence });
