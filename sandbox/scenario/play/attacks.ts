import type { Channel } from "../../hub/channel.js";
import { HubError } from "../../hub/errors.js";
import { channelObject } from "../../hub/objects/channel-object.js";
import { redirectTo } from "../../hub/redirect.js";
import type { VisitParams } from "../../hub/visit.js";
import { createPoster, type PostResult } from "../../webhooks/post.js";
import { sign, signatureHeader } from "../../webhooks/signature.js";
import { type Stage, StepError } from "./stage.js";

/**
 * What somebody does who means harm. Each leaves a `note` in the journal whose `data.probe` names it, with how the app (or
 * the hub) answered.
 */
export interface Attacks {
  /** Posts an event that the hub never sent, and that says that the number runs. */
  forgeWebhook(forged: { number: string; event: string; signature: "wrong" | "none" }): Promise<void>;
  /**
   * Calls the app's redirect page with a number that is not the caller's.
   *
   * @param by a client who brings the state of its own visit; left out, a stranger with a made-up one.
   */
  forgeRedirect(number: string, by: string | undefined): Promise<void>;
  /** Opens the link of a client's visit once more. @throws StepError when the hub lets it in. */
  openLink(client: string, link: "replayed" | "unsigned" | "tampered"): void;
}

/** Names the browser that a stranger uses: nobody else's cookies are in it. */
const stranger = "attacker";

const madeUpState = "made-up-by-an-attacker";
const madeUpSecret = "not the platform secret";

const patienceMs = 5000;

/** A body as the hub would send it, had the number come so far. */
function forgedBody(channel: Channel, event: string): string {
  const data = channelObject({ ...channel, integrationState: "running", accountMode: "live" });
  return JSON.stringify({ id: `forged-${event}-${channel.id}`, event, data });
}

const answerOf = ({ status, error }: PostResult) =>
  status === null ? (error ?? "no answer") : String(status);

function forgedParams(params: VisitParams, link: "replayed" | "unsigned" | "tampered"): VisitParams {
  const { io_signature, io_timestamp, ...others } = params;
  if (io_signature === undefined) {
    throw new StepError("The app's link has no io_signature. Sign every link when IO Signature is on.");
  }
  if (link === "replayed") return params;
  return link === "unsigned" ? others : { ...others, io_timestamp, io_signature: "0".repeat(128) };
}

export function createAttacks(stage: Stage): Attacks {
  const { hub, clock } = stage;

  return {
    async forgeWebhook({ number, event, signature }) {
      const channel = stage.channel(number);
      const { id, webhookUrl: url } = hub.partners.get(channel.partnerId);
      if (url === null) throw new StepError(`${id} has no webhook URL, so nothing can be posted there.`);
      const body = forgedBody(channel, event);
      const headers = {
        "content-type": "application/json",
        ...(signature === "none" ? {} : { [signatureHeader]: sign(body, madeUpSecret) }),
      };
      const poster = createPoster(clock.wall);
      try {
        const result = await poster.post({ url, headers, body, timeoutMs: patienceMs });
        const status = result?.status ?? null;
        const says = `somebody forges ${event} for ${channel.id} → ${result ? answerOf(result) : "no answer"}`;
        stage.probe(id, says, { probe: "forged-webhook", event, signature, channel: channel.id, status });
      } finally {
        await poster.close();
      }
    },

    async forgeRedirect(number, by) {
      const channel = stage.channel(number);
      const victim = stage.hubOf(stage.plan(number).client);
      const { partnerId, app } = by === undefined ? victim : stage.hubOf(by);
      if (!app) return;
      const browser = by ?? stranger;
      const opened = await app.clickConnect(browser);
      const visit =
        "visitId" in opened ? hub.visits.get(partnerId, opened.visitId) : hub.visits.open(partnerId, opened);
      const { redirectUrl, params } = hub.visits.cancel(visit);
      await app.closeWindow?.(browser);
      const client = (by !== undefined && stage.player(by).id) || channel.clientId;
      const state = by === undefined ? madeUpState : params.state;
      const claims = { client, channels: [channel.id], revoked: [], state };
      const { settings } = hub.partners.get(partnerId);
      const { status } = await app.follow(browser, redirectTo(redirectUrl, claims, settings));
      const kind = by === undefined ? "wrong-state" : "foreign-channel";
      stage.probe(partnerId, `somebody comes back with ${channel.id}, which is not theirs → ${status}`, {
        ...{ probe: "forged-redirect", kind, channel: channel.id, client, status },
      });
    },

    openLink(client, link) {
      const { partnerId, app } = stage.hubOf(client);
      const { visit } = stage.player(client);
      if (!visit) throw new StepError(`${client} has no open visit: put \`client_opens\` before this step.`);
      if (!app) return;
      const params = forgedParams(visit.params, link);
      try {
        hub.visits.cancel(hub.visits.open(partnerId, params));
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        return stage.probe(partnerId, `somebody opens a link once more (${link}) → refused`, {
          ...{ probe: "forged-link", link, refused: true },
        });
      }
      const { io_signature: setting } = hub.partners.get(partnerId).settings;
      throw new StepError(
        `The hub let a link in that was ${link}. The setting io_signature is ${setting}: write \`settings: { io_signature: true }\`.`,
      );
    },
  };
}
