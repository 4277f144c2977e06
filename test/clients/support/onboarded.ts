import { request } from "node:http";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { type Receiver, testReceiver, testSandbox } from "../../support/sandbox.ts";

/** The stock credentials, which a client has in its configuration. */
export const stock = {
  username: "partner@sandbox.example",
  password: "sandbox",
  apiKey: "sandbox-partner-key",
};

/** A partner whose client has connected one number, as a client of the Partner API finds it. */
export interface Onboarded {
  sandbox: Sandbox;
  /** Base URL of the Partner API: what a client has instead of `https://hub.360dialog.io/api/v2`. */
  hub: string;
  partnerId: string;
  clientId: string;
  channelId: string;
  /** Where the browser ends after the onboarding. */
  returnedTo: URL;
  webhooks: Receiver;
  /** Bodies of the partner webhook so far. */
  events(): { id: string; event: string; data: Record<string, unknown> }[];
  /** Lets virtual time pass and waits for what it brings. */
  wait(ms: number): Promise<void>;
}

/** Connects a number on the permissions page. `running` false stops at the redirect, before any step of its life. */
export async function onboarded({ partnerId = "PrePayPA", running = true } = {}): Promise<Onboarded> {
  const sandbox = await testSandbox();
  const webhooks = await testReceiver();
  const redirectUrl = "http://127.0.0.1:9/connected?tenant=42";
  sandbox.hub.partners.change(partnerId, { webhookUrl: `${webhooks.url}/partner`, redirectUrl });
  const { visits } = sandbox.hub;
  let visit = visits.open(partnerId, {});
  visit = visits.signUp(visit, { name: "Bakery", email: "owner@bakery.example", password: "long enough" });
  if (visit.screen === "payment") visit = visits.pay(visit, { plan: "regular", acceptsTerms: true });
  visit = visits.addNumber(visit, { phoneNumber: "+49 151 00000042", phoneName: "Bakery" });
  visit = visits.finishNumbers(visit);
  if (visit.screen === "permission") visit = visits.decide(visit, visit.added);
  const wait = async (ms: number) => void (await sandbox.clock.advance(partnerId, ms));
  if (running) await wait(10_000);
  return {
    sandbox,
    hub: `${sandbox.url}/api/v2`,
    partnerId,
    clientId: visit.clientId ?? "",
    channelId: visit.added[0] ?? "",
    returnedTo: new URL(visit.result ?? redirectUrl),
    webhooks,
    events: () => webhooks.received.map(({ body }) => JSON.parse(body)),
    wait,
  };
}

/** GET with a path as it is written: `fetch` would encode what some clients do not. */
export function getUnencoded(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const { port, hostname } = new URL(url);
  const path = url.slice(url.indexOf("/", "http://".length));
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on("error", reject)
      .end();
  });
}
