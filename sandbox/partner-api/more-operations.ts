import type { Hub } from "../hub/hub.js";
import type { BoundOperation } from "../wire/operation.js";

/** Operations beyond what an onboarding needs. */
export const moreOperations = (_hub: Hub): BoundOperation[] => [];
