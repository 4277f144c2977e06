import { processWall } from "../clock/wall.js";
import { parseQuery } from "../permissions-page/query.js";
import type { Sandbox } from "../sandbox.js";
import type { PartnerApp } from "../scenario/app/partner-app.js";
import { forPartner } from "../verify/app-options.js";
import { openApp } from "../verify/partner-seat.js";
import type { AppAddress } from "./hub-options.js";

/** The app under test as one partner's clients and clock see it; it may be named late, and more of it later. */
export interface TestedApp {
  /** `undefined` until something of it is known. */
  current(): PartnerApp | undefined;
  /** Adds to what is known. */
  connect(address: AppAddress): Promise<void>;
  /** The next time that a client opens the hub, it follows this link. */
  useLink(client: string, link: string): void;
  leave(): Promise<void>;
}

const isKnown = (address: AppAddress): boolean => Object.values(address).some((value) => value !== undefined);

/** @param partnerId whose app it is; its URLs are set at the hub as they become known. */
export function testedApp(sandbox: Sandbox, partnerId: string): TestedApp {
  const { partners } = sandbox.hub;
  const links = new Map<string, string>();
  let address: AppAddress = {};
  let opened: ReturnType<typeof openApp> | undefined;

  async function clickConnect(client: string): ReturnType<PartnerApp["clickConnect"]> {
    const link = links.get(client);
    links.delete(client);
    if (link !== undefined) return parseQuery(link);
    if (opened && address.pageUrl !== undefined) return opened.app.clickConnect(client);
    const { redirectUrl } = partners.get(partnerId);
    return { redirect_url: redirectUrl ?? undefined, state: address.state };
  }

  return {
    current() {
      if (!opened) return undefined;
      return { ...opened.app, clickConnect, ...(address.idle && { idle: address.idle }) };
    },
    async connect(more) {
      if (!isKnown(more)) return;
      address = {
        ...address,
        ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
      };
      const { webhookUrl, redirectUrl, webhookHeaders } = more;
      partners.change(partnerId, {
        webhookUrl: webhookUrl && forPartner(webhookUrl, partnerId),
        redirectUrl: redirectUrl && forPartner(redirectUrl, partnerId),
        webhookHeaders,
      });
      await opened?.leave();
      // With any state, a redirect that the app refuses is told as it is: a test knows what state its links carry.
      const app = { ...address, state: address.state ?? "" };
      opened = openApp({ sandbox, partnerId, app, wall: processWall, isFresh: true });
    },
    useLink: (client, link) => void links.set(client, link),
    leave: async () => opened?.leave(),
  };
}
