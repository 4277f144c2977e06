import type { Hub } from "../hub/hub.js";
import type { BoundOperation } from "../wire/operation.js";
import { accountSharingOperations } from "./account-sharing.js";
import { balanceOperations } from "./balances.js";
import { channelControlOperations } from "./channel-controls.js";
import { flowOperations } from "./flows.js";
import { partnerSettingOperations } from "./partner-settings.js";
import { templateOperations } from "./templates.js";
import { wabaOperations } from "./waba-accounts.js";

/** Operations beyond what an onboarding needs. */
export const moreOperations = (hub: Hub): BoundOperation[] => [
  ...wabaOperations(hub),
  ...templateOperations(hub),
  ...flowOperations(hub),
  ...accountSharingOperations(hub),
  ...channelControlOperations(hub),
  ...balanceOperations(hub),
  ...partnerSettingOperations(hub),
];
