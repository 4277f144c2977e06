import { parseDuration } from "../clock/duration.js";
import type { Delivery } from "../webhooks/delivery.js";
import type { ResolveTarget, Target } from "../webhooks/sender.js";
import type { Channels } from "./channels.js";
import type { Partner, Partners } from "./partners.js";

const accepts = (rule: "2xx" | "200") => (status: number) =>
  rule === "200" ? status === 200 : status >= 200 && status < 300;

function common(partner: Partner): Pick<Target, "timeoutMs" | "retryAfterMs"> {
  const { webhook_timeout, webhook_retries } = partner.settings;
  return { timeoutMs: parseDuration(webhook_timeout), retryAfterMs: webhook_retries.map(parseDuration) };
}

/** Says where a delivery goes: partner events to the partner's one URL, messages to the number's. */
export function createTargets(partners: Partners, channels: Channels): ResolveTarget {
  function partnerTarget(partner: Partner): Target | { reason: string } {
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

  function messagingTarget(partner: Partner, delivery: Delivery): Target | { reason: string } {
    const channel = channels.find(partner.id, delivery.subject);
    if (!channel || channel.webhookUrl === null) {
      return {
        reason: `the number ${delivery.subject} has no webhook. Set it with POST /v1/configs/webhook.`,
      };
    }
    return {
      ...common(partner),
      url: channel.webhookUrl,
      headers: channel.webhookHeaders,
      // Captured deliveries of the messaging sandbox carried no signature.
      secret: null,
      accepts: accepts(partner.settings.messaging_webhook_accepts),
    };
  }

  return (delivery) => {
    const partner = partners.find(delivery.partnerId);
    if (!partner) return { reason: `the partner ${delivery.partnerId} is gone.` };
    return delivery.route === "partner" ? partnerTarget(partner) : messagingTarget(partner, delivery);
  };
}
