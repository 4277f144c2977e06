import type { Channels } from "./channels.js";
import type { HubContext } from "./context.js";
import { invalid } from "./errors.js";
import type { IoSignatures } from "./io-signature.js";
import { lifeTimer } from "./life.js";
import { type Partner, requireHttpUrl } from "./partner.js";
import type { Partners } from "./partners.js";
import { redirectTo } from "./redirect.js";
import type { Visit, VisitParams } from "./visit.js";
import type { VisitRows } from "./visit-rows.js";

/** The way back to the partner: where it leads, what it carries, and what has to happen first. */
export interface VisitReturn {
  /** @throws HubError `invalid` when neither the link nor the partner has a usable redirect URL. */
  addressFor(partner: Partner, params: VisitParams): string;
  /**
   * Refuses a visit whose signature another one has used meanwhile; call it before the step that may end it.
   *
   * @throws IoSignatureError
   */
  admit(visit: Visit): void;
  /** Ends a visit: its browser goes back with these channels. */
  giveBack(visit: Visit, clientId: string, permitted: readonly string[], revoked: readonly string[]): Visit;
  /** Webhooks that were held back until the visit is over may go. */
  letGo(visit: Visit): void;
  /** Resolves when the browser may be sent back: at once, unless a fault wants the webhooks to come first. */
  mayReturn(visit: Visit): Promise<void>;
}

export interface VisitReturnRooms {
  partners: Partners;
  channels: Channels;
  signatures: IoSignatures;
}

export function createVisitReturn(
  context: HubContext,
  { partners, channels, signatures }: VisitReturnRooms,
  rows: VisitRows,
): VisitReturn {
  const { clock, journal, outbox, faults, origin } = context;
  // Visits whose numbers were hurried through their life; what they caused has to arrive before the browser does.
  const hurried = new Set<string>();

  function hurryLives(visit: Visit): void {
    for (const channel of visit.added) {
      const facts = { route: "partner", event: "channel_live", channel };
      if (!faults.fireOnWebhook(visit.partnerId, ["before_redirect"], facts)) continue;
      clock.hasten(visit.partnerId, channel, lifeTimer);
      hurried.add(visit.id);
    }
  }

  function letGo({ partnerId, clientId }: Visit): void {
    if (clientId === null) return;
    const own = channels.ofClient(partnerId, clientId).map(({ id }) => id);
    outbox.releaseAfterRedirect(partnerId, [clientId, ...own]);
  }

  return {
    letGo,
    addressFor(partner, params) {
      if (params.redirect_url) return requireHttpUrl(params.redirect_url, "redirect_url");
      if (partner.redirectUrl !== null) return partner.redirectUrl;
      if (partner.settings.redirect_unset === "client_hub") return `${origin()}/client-hub/${partner.id}`;
      throw invalid(
        `The partner ${partner.id} has set no redirect URL, and the link carries none. Set partner_redirect_url with PATCH /api/v2/partners/${partner.id}, or add redirect_url to the link.`,
        "redirect_url",
      );
    },
    admit({ partnerId, id }) {
      const { ended, params } = rows.get(partnerId, id);
      // One that has ended stays as it is: the signature that was used is its own.
      if (ended === null) signatures.admitReturn(partners.get(partnerId), params);
    },
    giveBack(visit, client, permitted, revoked) {
      const { state } = visit.params;
      const partner = partners.get(visit.partnerId);
      signatures.use(partner, visit.params, "return");
      const brought = { client, channels: permitted, revoked, state };
      const result = redirectTo(visit.redirectUrl, brought, partner.settings);
      const ended = rows.update(visit, { ended: "returned", result });
      journal.record({
        partner: visit.partnerId,
        kind: "redirect",
        subject: client,
        summary: `the client returns with ${permitted.length} permitted, ${revoked.length} revoked`,
        data: { visit: visit.id, url: result, channels: permitted, revoked },
      });
      hurryLives(visit);
      letGo(visit);
      return ended;
    },
    async mayReturn({ id, partnerId }) {
      if (hurried.delete(id)) await clock.settled(partnerId);
    },
  };
}
