import type { BrowserContext, Locator, Page } from "playwright";
import type { ConfigInput } from "../../../reference-client/config.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { startDesk } from "../../support/desk.ts";
import { testSandbox } from "../../support/sandbox.ts";

export interface Desk {
  sandbox: Sandbox;
  /** The address of the reference client. */
  url: string;
  /** Opens its page in a browser. */
  visit(context: BrowserContext): Promise<Page>;
}

/** Config of the reference client; as a function, one that depends on the sandbox. */
type DeskConfig = ConfigInput | ((sandbox: Sandbox) => ConfigInput);

/**
 * A sandbox and the reference client on it. `clock.advance` returns when the app has done what it was told; it looks at
 * nothing by itself, so that all it does comes from redirects and webhooks.
 */
export async function testDesk(config: DeskConfig = {}): Promise<Desk> {
  const sandbox = await testSandbox();
  const more = typeof config === "function" ? config(sandbox) : config;
  const client = await startDesk({ hubUrl: sandbox.url, ...more });
  sandbox.clock.probe(async () => {
    const answer = await fetch(`${client.url}/idle?timeout=10000`);
    if (!answer.ok) throw new Error(`The reference client does not come to rest: ${await answer.text()}`);
  });
  return {
    sandbox,
    url: client.url,
    async visit(context) {
      const page = await context.newPage();
      await page.goto(client.url);
      return page;
    },
  };
}

export const connectLink = (page: Page, partnerId: string): Locator =>
  page.getByTestId(`connect-${partnerId}`);

/** Resolves when the page's notice says this. */
export const noticeSays = (page: Page, text: string): Promise<void> =>
  page.getByTestId("notice").filter({ hasText: text }).waitFor();

/** Resolves when a channel's status says this. */
export const statusSays = (page: Page, channelId: string, text: string): Promise<void> =>
  page.getByTestId(`channel-status-${channelId}`).filter({ hasText: text }).waitFor();

/** Resolves when the first message has this status on the page. */
export const messageIs = (page: Page, channelId: string, status: string): Promise<void> =>
  page.getByTestId(`message-status-${channelId}`).filter({ hasText: status }).waitFor();

/** Resolves when a stop on a channel's track is marked so, `done` or `to come`. */
export const stopIs = (page: Page, channelId: string, stop: string, mark: string): Promise<void> =>
  page
    .getByTestId(`channel-${channelId}`)
    .getByRole("listitem")
    .filter({ hasText: `${stop} (${mark})` })
    .waitFor();
