import { parseDuration } from "../clock/duration.js";
import type { Delivery } from "../webhooks/delivery.js";
import type { ResolveTarget, Target } from "../webhooks/sender.js";
import type { Channels } from "./channels.js";
import type { Partner } from "./partner.js";
import type { Partners } from "./partners.js";

const accepts = (rule: "2xx" | "200") => (status: number) =>
  rule === "200" ? status === 200 : status >= 200 && status < 300;

type Common = Pick<Target, "timeoutMs" | "retryAfterMs" | "jitter" | "signaturePrefix" | "namesAttempt">;

// Read once for each change of a partner: the schedule of retries alone is sixteen durations, and each attempt asks.
const known = new WeakMap<Partner["settings"], Common>();

function common({ settings }: Partner): Common {
  const seen = known.get(settings);
  if (seen) return seen;
  const read: Common = {
    timeoutMs: parseDuration(settings.webhook_timeout),
    retryAfterMs: settings.webhook_retries.map(parseDuration),
    jitter: settings.webhook_retry_jitter,
    signaturePrefix: settings.signature_prefix,
    namesAttempt: settings.webhook_names_attempt,
  };
  known.set(settings, read);
  return read;
}

/** Where a partner's own events go, or why there is no such place. */
export function partnerTarget(partner: Partner): Target | { reason: string } {
  const { id, webhookUrl, webhookHeaders, platformSecret, settings } = partner;
  if (webhookUrl === null) {
    return {
      reason: `the partner has no webhook URL. Set it with POST /api/v2/partners/${id}/webhook_url.`,
    };
  }
  return {
    ...common(partner),
    url: webhookUrl,
    headers: webhookHeaders,
    secret: platformSecret,
    accepts: accepts(settings.partner_webhook_accepts),
  };
}

/** Says where a delivery goes: partner events to the partner's one URL, messages to the number's. */
export function createTargets(partners: Partners, channels: Channels): ResolveTarget {
  function messagingTarget(partner: Partner, delivery: Delivery): Target | { reason: string } {
    const channel = channels.find(partner.id, delivery.subject);
    // The number's own webhook goes before that of its WABA (inferred; the real precedence was not to be read).
    const webhook =
      channel && (channel.webhookUrl !== null ? channel : channels.wabaWebhook(channel.waba.id));
    if (!webhook || webhook.webhookUrl === null) {
      return {
        reason: `the number ${delivery.subject} has no webhook. Set it with POST /v1/configs/webhook.`,
      };
    }
    return {
      ...common(partner),
      url: webhook.webhookUrl,
      headers: webhook.webhookHeaders,
      secret: partner.settings.messaging_signature ? partner.platformSecret : null,
      accepts: accepts(partner.settings.messaging_webhook_accepts),
    };
  }

  return (delivery) => {
    const partner = partners.find(delivery.partnerId);
    if (!partner) return { reason: `the partner ${delivery.partnerId} is gone.` };
    return delivery.route === "partner" ? partnerTarget(partner) : messagingTarget(partner, delivery);
  };
}
