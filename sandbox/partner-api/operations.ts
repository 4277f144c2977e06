import type { Hub } from "../hub/hub.js";
import type { BoundOperation } from "../wire/operation.js";
import { moreOperations } from "./more-operations.js";
import { apiKeyOperations } from "./onboarding/api-keys.js";
import { channelOperations } from "./onboarding/channel.js";
import { clientOperations } from "./onboarding/client.js";
import { controlOperations } from "./onboarding/control.js";
import { partnerOperations } from "./onboarding/partner.js";

/** What is mounted below `/api/v2` once the caller is known. */
export const partnerApiOperations = (hub: Hub): BoundOperation[] => [
  ...partnerOperations(hub),
  ...clientOperations(hub),
  ...channelOperations(hub),
  ...apiKeyOperations(hub),
  ...controlOperations(hub),
  ...moreOperations(hub),
];
