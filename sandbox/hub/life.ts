import { parseDuration } from "../clock/duration.js";
import type { Channel } from "./channel.js";
import type { ChannelChange, Channels } from "./channels.js";
import type { HubContext } from "./context.js";
import type { EventName } from "./event-catalogue.js";
import type { Events } from "./events.js";
import type { Partners } from "./partners.js";
import type { Life } from "./settings.js";

/** The steps in a number's life, in the order of the docs' event pages; `submitted` is of an older one. */
export const lifeSteps = ["created", "submitted", "ready", "running", "live"] as const;

export type LifeStep = (typeof lifeSteps)[number];

export const lifeTimer = "channel-life";

const eventOf: Record<LifeStep, EventName> = {
  created: "channel_created",
  submitted: "channel_submitted",
  ready: "channel_ready",
  running: "channel_running",
  live: "channel_live",
};

export interface Lives {
  /** Plans the steps of a number that was just added. It is part of a command: call it in a transaction. */
  begin(channel: Channel, life: Life): void;
  /** Takes a channel to a step now, whatever its timers say, and announces it. */
  become(partnerId: string, channelId: string, step: LifeStep): Channel;
}

/** Which step a timer stands for. */
const stepOf = (payload: string): LifeStep | undefined => lifeSteps.find((step) => step === payload);

export function createLives(
  context: HubContext,
  partners: Partners,
  channels: Channels,
  events: Events,
): Lives {
  const { store, clock, journal } = context;

  function effect(channel: Channel, step: LifeStep): ChannelChange {
    const settings = partners.get(channel.partnerId).settings;
    const runs = channel.integrationState === "running" || step === "running";
    const status = runs && settings.running_in_status ? "running" : "ready";
    const now = clock.now(channel.partnerId);
    switch (step) {
      case "created":
      case "submitted":
        return {};
      case "ready":
        return { status };
      case "running":
        return { status, integrationState: "running" };
      case "live":
        return {
          status,
          accountMode: "live",
          hubStatus: "live",
          currentLimit: channel.currentLimit ?? "TIER_0.25K",
          currentQualityRating: channel.currentQualityRating ?? "GREEN",
          billingStartedAt: channel.billingStartedAt ?? now,
        };
    }
  }

  function reach(channel: Channel, step: LifeStep): Channel {
    const changed = channels.change(channel, effect(channel, step));
    const cause = journal.record({
      partner: channel.partnerId,
      kind: "state",
      subject: channel.id,
      summary: `channel ${channel.id} is ${step}`,
      data: {
        step,
        status: changed.status,
        account_mode: changed.accountMode,
        integration_state: changed.integrationState,
        permission: changed.permitted ? "granted" : "missing",
      },
    });
    journal.causedBy(cause, () => events.channel(eventOf[step], changed));
    return changed;
  }

  clock.handle(lifeTimer, {
    command(timer) {
      const channel = channels.find(timer.partnerId, timer.subject);
      const step = stepOf(timer.payload);
      if (channel && step) journal.causedBy(timer.cause, () => reach(channel, step));
    },
  });

  return {
    begin(channel, life) {
      const start = clock.now(channel.partnerId);
      for (const step of lifeSteps) {
        const delay = life[step];
        if (delay === "never") continue;
        const ms = parseDuration(delay);
        if (ms === 0) reach(channels.get(channel.partnerId, channel.id), step);
        else {
          const { partnerId, id: subject } = channel;
          clock.schedule({
            partnerId,
            at: start + ms,
            kind: lifeTimer,
            subject,
            payload: step,
            cause: journal.cause(),
          });
        }
      }
    },
    become: (partnerId, channelId, step) =>
      store.transaction(() => {
        const channel = channels.get(partnerId, channelId);
        // The step's own timer would announce it a second time.
        const waiting = clock
          .waiting(partnerId)
          .filter((timer) => timer.subject === channelId && timer.kind === lifeTimer);
        for (const timer of waiting) if (timer.payload === step) clock.finish(timer.id);
        return reach(channel, step);
      }),
  };
}
