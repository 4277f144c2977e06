import { createHmac } from "node:crypto";
import type { HubContext } from "./context.js";
import type { Partners } from "./partners.js";

/** Makes links to the permissions page, as a partner's own server would. */
export interface OnboardingLinks {
  /**
   * The address of a partner's permissions page with the given parameters; empty ones are left out. Where the partner
   * asks for IO Signature it is signed with the machine's time, so that it is good for one visit and some minutes.
   *
   * @returns an absolute address at the sandbox.
   */
  link(partnerId: string, params: Readonly<Record<string, string>>): string;
}

export function createOnboardingLinks({ clock, origin }: HubContext, partners: Partners): OnboardingLinks {
  function signature(partnerId: string): Record<string, string> {
    const { platformSecret, settings } = partners.get(partnerId);
    // Without a secret no link can be signed; the permissions page says so.
    if (!settings.io_signature || platformSecret === null) return {};
    const io_timestamp = String(Math.floor(clock.wall.now() / 1000));
    const signed = createHmac("sha512", platformSecret).update(`${partnerId}|${io_timestamp}`, "utf8");
    return { io_signature: signed.digest("hex"), io_timestamp };
  }

  return {
    link(partnerId, params) {
      const given = Object.entries(params).filter(([, value]) => value !== "");
      const query = new URLSearchParams([...given, ...Object.entries(signature(partnerId))]);
      const search = query.size === 0 ? "" : `?${query}`;
      return `${origin()}/dashboard/app/${partnerId}/permissions${search}`;
    },
  };
}
