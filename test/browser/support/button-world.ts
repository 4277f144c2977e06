import type { BrowserContext, Page } from "playwright";
import { autopilotPlanSchema } from "../../../sandbox/hub/autopilot.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { testSandbox } from "../../support/sandbox.ts";
import type { NewContext } from "./browser.ts";
import { bakery, cafeNumber, openPopup, shopNumber } from "./client-in-popup.ts";
import { recordingProxy } from "./recording-proxy.ts";

/** The origins that the button with `env="local"` opens: 0.x, 1.x and, with `version="v2"`, a host with TLS. */
export const hubOf0 = "http://0.0.0.0:8082";
export const hubOf1 = "http://localhost:8082";
export const hubOfV2 = "https://local.360dialog.io";

export interface ButtonWorld {
  sandbox: Sandbox;
  context: BrowserContext;
  /** The addresses below the button's three hubs that the browser asked for, in order. */
  opened(): string[];
}

/**
 * A sandbox where the button looks for it, and a browser. Ours, and only here: the browser's proxy leads port 8082 to the
 * sandbox's free port, because tests run in parallel, and `local.360dialog.io` is redirected to port 8082 with its path
 * and query, where a developer would need a name and a certificate.
 */
export async function buttonWorld(newContext: NewContext): Promise<ButtonWorld> {
  const sandbox = await testSandbox();
  const proxy = await recordingProxy({ [hubOf0]: sandbox.url, [hubOf1]: sandbox.url });
  const context = await newContext(proxy.contextOptions);
  const secure: string[] = [];
  await context.route(`${hubOfV2}/**`, (route) => {
    const url = route.request().url();
    secure.push(`GET ${url}`);
    return route.fulfill({ status: 302, headers: { location: hubOf1 + url.slice(hubOfV2.length) } });
  });
  return {
    sandbox,
    context,
    opened: () =>
      [...secure, ...proxy.asked].filter((asked) =>
        [hubOf0, hubOf1, hubOfV2].some((hub) => asked.startsWith(`GET ${hub}`)),
      ),
  };
}

const button = (page: Page) => page.getByRole("button", { name: "Connect 360dialog" });

/** Clicks the button, and gives the popup. */
export const clickButton = (page: Page): Promise<Page> => openPopup(page, () => button(page).click());

/** Clicks the button, and lets the autopilot play a new client, who permits its numbers, until the popup is back. */
export async function connect(
  { sandbox }: Pick<ButtonWorld, "sandbox">,
  page: Page,
  numbers = 1,
): Promise<Page> {
  sandbox.hub.autopilots.arm("DirectPA", autopilotPlanSchema.parse({ account: "new", numbers }), 1);
  const [popup] = await Promise.all([page.waitForEvent("popup"), button(page).click()]);
  return popup;
}

/** The channels of the partner's only client, in the order in which they were added. */
export function addedChannels({ hub: { clients, channels } }: Sandbox): {
  client: string;
  channels: string[];
} {
  const [client] = clients.list("DirectPA", {}).rows;
  if (client === undefined) throw new Error("Nobody has signed up.");
  const own = channels.ofClient("DirectPA", client.id);
  return { client: client.id, channels: own.map(({ id }) => id) };
}

/** A client with two numbers, of which none is permitted; it signed up somewhere else. */
export function clientWithTwoNumbers({ hub: { visits } }: Sandbox): {
  client: string;
  shop: string;
  cafe: string;
} {
  let visit = visits.signUp(visits.open("DirectPA", { redirect_url: "http://127.0.0.1:9/" }), bakery);
  visit = visits.pay(visit, { plan: "regular", acceptsTerms: true });
  for (const phoneNumber of [shopNumber, cafeNumber]) {
    visit = visits.addNumber(visit, { phoneNumber, phoneName: bakery.name });
  }
  const { added, clientId } = visits.finishNumbers(visit);
  const [shop = "", cafe = ""] = added;
  return { client: clientId ?? "", shop, cafe };
}
