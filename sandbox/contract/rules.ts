import type { Rule } from "./rule.js";
import { acceptsGoodSignatures } from "./rules/accepts-good-signatures.js";
import { answersInTime } from "./rules/answers-in-time.js";
import { answersMessagingWebhooks } from "./rules/answers-messaging-webhooks.js";
import { answersPartnerWebhooks } from "./rules/answers-partner-webhooks.js";
import { backsOffOnErrors } from "./rules/backs-off-on-errors.js";
import { duplicatesChangeNothing } from "./rules/duplicates-change-nothing.js";
import { heedsRetryAfter } from "./rules/heeds-retry-after.js";
import { heedsRevoked } from "./rules/heeds-revoked.js";
import { ignoresForgedRedirects } from "./rules/ignores-forged-redirects.js";
import { keepsEarlyWebhooks } from "./rules/keeps-early-webhooks.js";
import { knownPaths } from "./rules/known-paths.js";
import { newestKeyOnly } from "./rules/newest-key-only.js";
import { noBrowserCalls } from "./rules/no-browser-calls.js";
import { noCredentialInUrl } from "./rules/no-credential-in-url.js";
import { noKeyBeforePermission } from "./rules/no-key-before-permission.js";
import { noKeyBeforeRunning } from "./rules/no-key-before-running.js";
import { noKeyOnEarlyEvents } from "./rules/no-key-on-early-events.js";
import { noRefusedRepeats } from "./rules/no-refused-repeats.js";
import { oneKeyPerGrant } from "./rules/one-key-per-grant.js";
import { oneRequestAtATime } from "./rules/one-request-at-a-time.js";
import { opensMessagingWebhook } from "./rules/opens-messaging-webhook.js";
import { popupCloses } from "./rules/popup-closes.js";
import { readsWholeLists } from "./rules/reads-whole-lists.js";
import { recoversFromFailedCreate } from "./rules/recovers-from-failed-create.js";
import { refusesBadSignatures } from "./rules/refuses-bad-signatures.js";
import { renewsTokenOnce } from "./rules/renews-token-once.js";
import { rightKindOfKey } from "./rules/right-kind-of-key.js";
import { speaksV2 } from "./rules/speaks-v2.js";
import { stopsAfterRevocation } from "./rules/stops-after-revocation.js";
import { stopsAfterTermination } from "./rules/stops-after-termination.js";
import { takesLateGrants } from "./rules/takes-late-grants.js";
import { takesUnknownEvents } from "./rules/takes-unknown-events.js";
import { usesKeyAddress } from "./rules/uses-key-address.js";
import { waitsForLateWebhooks } from "./rules/waits-for-late-webhooks.js";
import { webhookAfterNewKey } from "./rules/webhook-after-new-key.js";

/** The rules by what they are about, in the order of an onboarding. */
export const ruleGroups: readonly { title: string; rules: readonly Rule[] }[] = [
  {
    title: "Webhooks",
    rules: [
      answersPartnerWebhooks,
      answersMessagingWebhooks,
      answersInTime,
      takesUnknownEvents,
      acceptsGoodSignatures,
      refusesBadSignatures,
      opensMessagingWebhook,
      duplicatesChangeNothing,
    ],
  },
  {
    title: "Popup and redirect",
    rules: [popupCloses, ignoresForgedRedirects, heedsRevoked],
  },
  {
    title: "Keys",
    rules: [
      noKeyBeforePermission,
      noKeyBeforeRunning,
      noKeyOnEarlyEvents,
      keepsEarlyWebhooks,
      waitsForLateWebhooks,
      takesLateGrants,
      oneKeyPerGrant,
      oneRequestAtATime,
      recoversFromFailedCreate,
    ],
  },
  {
    title: "Using the key",
    rules: [
      webhookAfterNewKey,
      usesKeyAddress,
      newestKeyOnly,
      speaksV2,
      stopsAfterRevocation,
      stopsAfterTermination,
    ],
  },
  {
    title: "Calls",
    rules: [
      rightKindOfKey,
      renewsTokenOnce,
      noBrowserCalls,
      noCredentialInUrl,
      knownPaths,
      readsWholeLists,
      heedsRetryAfter,
      backsOffOnErrors,
      noRefusedRepeats,
    ],
  },
];

/** Every rule, in the order of an onboarding. */
export const rules: readonly Rule[] = ruleGroups.flatMap((group) => group.rules);
