import type { z } from "zod";
import type { EventName } from "../../hub/event-catalogue.js";
import type { LifeStep } from "../../hub/life.js";
import type { Stage } from "./stage.js";

/** What the hub, Meta, customers and people at the partner do. Numbers are named by their alias. */
export interface HubMoves {
  customerWrites(message: { to: string; from: string; text: string }): void;
  become(number: string, step: LifeStep): void;
  terminate(numbers: readonly string[]): void;
  quality(change: { number: string; rating?: string | undefined; limit?: string | undefined }): void;
  warn(number: string, violation: string): void;
  restrict(number: string, violation: string): void;
  template(template: {
    number: string;
    name: string;
    language: string;
    status: string;
    reason?: string | undefined;
  }): void;
  displayName(number: string, name: string, decision: "approved" | "declined"): void;
  /** Sends an event; with `set`, nothing but that happens. */
  send(number: string, event: EventName, set?: Record<string, z.core.util.JSONType>): void;
  /** A key that the app does not know of; the older ones end. */
  anotherKey(number: string): void;
  expireTokens(): void;
  /** @param hub one hub only; left out, all. */
  setRedirectUrl(url: string | null, hub?: string): void;
}

export function createHubMoves(stage: Stage): HubMoves {
  const { hub, partnerIds, place } = stage;

  return {
    customerWrites({ to, from, text }) {
      const { partnerId, channelId } = place(to);
      hub.messages.receive(partnerId, channelId, { from, text });
    },
    become(number, step) {
      const { partnerId, channelId } = place(number);
      hub.lives.become(partnerId, channelId, step);
    },
    terminate(numbers) {
      for (const { partnerId, channelId } of numbers.map(place)) {
        hub.cancellations.processNow(partnerId, channelId);
      }
    },
    quality({ number, ...change }) {
      const { partnerId, channelId } = place(number);
      hub.incidents.quality(partnerId, channelId, change);
    },
    warn(number, violation) {
      const { partnerId, channelId } = place(number);
      hub.incidents.violation(partnerId, channelId, violation);
    },
    restrict(number, violation) {
      const { partnerId, channelId } = place(number);
      hub.incidents.restriction(partnerId, channelId, violation);
    },
    template({ number, name, language, status, reason }) {
      const { partnerId, channelId } = place(number);
      const template = { name, language, status, rejectedReason: reason };
      hub.incidents.templateStatus(partnerId, channelId, template);
    },
    displayName(number, name, decision) {
      const { partnerId, channelId } = place(number);
      hub.displayNames.request(partnerId, channelId, name);
      hub.displayNames.decide(partnerId, channelId, decision);
    },
    send(number, event, set) {
      const { partnerId, channelId } = place(number);
      hub.triggers.trigger(partnerId, channelId, event, { set });
    },
    anotherKey(number) {
      const { partnerId, channelId } = place(number);
      hub.apiKeys.create(partnerId, channelId);
    },
    expireTokens() {
      for (const partner of partnerIds) hub.access.expireTokens(partner);
    },
    setRedirectUrl(redirectUrl, alias) {
      const partners = alias === undefined ? partnerIds : [stage.hubNamed(alias).partnerId];
      for (const partner of partners) hub.partners.change(partner, { redirectUrl });
    },
  };
}
