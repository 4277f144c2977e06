import type { BrowserContext, Page } from "playwright";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { addNumber } from "../../support/rooms.ts";
import { type Receiver, testReceiver, testSandbox } from "../../support/sandbox.ts";

export interface ConsoleWorld {
  sandbox: Sandbox;
  /** The app's end: it answers every webhook. */
  receiver: Receiver;
  /** Adds a number at PrePayPA; its client stays in the hosted pages. */
  addNumber(phone?: string, email?: string): { channelId: string; clientId: string };
  /** Opens a page of the console. */
  open(context: BrowserContext, path?: string): Promise<Page>;
}

/** A sandbox with a receiver behind PrePayPA, and nothing else. */
export async function consoleWorld(): Promise<ConsoleWorld> {
  const sandbox = await testSandbox();
  const receiver = await testReceiver();
  sandbox.hub.partners.change("PrePayPA", {
    webhookUrl: `${receiver.url}/webhooks`,
    redirectUrl: `${receiver.url}/connected`,
  });
  return {
    sandbox,
    receiver,
    addNumber: (phone, email) => addNumber(sandbox, "PrePayPA", phone, email),
    async open(context, path = "/_sandbox") {
      const page = await context.newPage();
      await page.goto(`${sandbox.url}${path}`);
      return page;
    },
  };
}

/** The lines of the timeline that contain this text. */
export const linesWith = (page: Page, text: string | RegExp) =>
  page.getByTestId("entries").getByRole("listitem").filter({ hasText: text });

/** Resolves when the timeline follows the journal. */
export const isLive = (page: Page): Promise<void> =>
  page.getByTestId("live").getByText("live", { exact: true }).waitFor();
