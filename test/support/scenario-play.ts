import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { processWall } from "../../sandbox/clock/wall.ts";
import type { PartnerView } from "../../sandbox/control-api/partners.ts";
import { parseQuery } from "../../sandbox/permissions-page/query.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { httpApp } from "../../sandbox/scenario/app/http-app.ts";
import { readScenario } from "../../sandbox/scenario/language/read-scenario.ts";
import { defineScenario, type ScenarioInput } from "../../sandbox/scenario/language/schema.ts";
import { loadScenario } from "../../sandbox/scenario/library.ts";
import { playScenario, type Verdict } from "../../sandbox/scenario/play/play-scenario.ts";
import type { PlayedHub } from "../../sandbox/scenario/play/stage.ts";
import type { Scenario } from "../../sandbox/scenario/scenario.ts";
import { testSandbox } from "./sandbox.ts";

/** How a fake app answers an event: with calls, made one after the other. */
export type Habit = (event: string, channel: string) => string[];

/** Asks for the key as soon as the number runs, and does nothing else. */
export const asksWhenRunning: Habit = (event, channel) =>
  event === "channel_running" ? [`/channels/${channel}/api_keys`] : [];

interface AppOptions {
  /** Its answer to a redirect. */
  returned?: number;
  /** Its answer to a webhook. */
  took?: number;
  /** Whether its link has an IO Signature. */
  signs?: boolean;
}

function signedQuery(id: string, secret: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  const signature = createHmac("sha512", secret).update(`${id}|${seconds}`).digest("hex");
  return `io_timestamp=${seconds}&amp;io_signature=${signature}`;
}

/** A partner's app in a few lines: a page with a link, a redirect page, a webhook, and a habit. */
async function startApp(
  sandbox: Sandbox,
  { id, apiKey, platformSecret }: PartnerView,
  habit: Habit,
  { returned = 200, signs = false, took = 200 }: AppOptions = {},
) {
  const signature = signs ? `${signedQuery(id, platformSecret ?? "", sandbox.clock.now(id))}&amp;` : "";
  const link = `${sandbox.url}/dashboard/app/${id}/permissions?${signature}state=a%26b&amp;redirect_url=`;
  const working = new Set<Promise<void>>();
  const ask = async (calls: readonly string[]) => {
    for (const path of calls) {
      const headers = { "x-api-key": apiKey ?? "" };
      await fetch(`${sandbox.url}/api/v2/partners/${id}${path}`, { method: "POST", headers });
    }
  };
  const server = createServer(async (request, response) => {
    const [path] = (request.url ?? "").split("?");
    if (path === "/") {
      response.end(`<a href="${link}${url}/connected" data-partner-id="${id}" data-connect>Connect</a>`);
    } else if (path === "/connected") response.writeHead(returned).end("<h1>You are back</h1>");
    else if (path === "/idle") {
      await Promise.all(working);
      response.end('{"idle":true}');
    } else {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { event, data } = JSON.parse(Buffer.concat(chunks).toString());
      const work = ask(habit(event, data.id)).finally(() => working.delete(work));
      working.add(work);
      response.writeHead(took).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sandbox.hub.partners.change(id, { webhookUrl: `${url}/webhooks`, redirectUrl: `${url}/connected` });
  onTestFinished(() => void server.close());
  return httpApp({ url, partnerId: id, wall: processWall, readLink: parseQuery });
}

export const bakery = {
  name: "Nordlicht Bakery",
  email: "owner@nordlicht.example",
  numbers: {
    shop: { phone: "+4915100000042", running: "2d", live: "3d" },
    cafe: { phone: "+4915100000043" },
  },
};

type Parts = Pick<ScenarioInput, "steps"> & Partial<ScenarioInput>;

async function playRead(scenario: Scenario, habit: Habit, options: AppOptions): Promise<Verdict> {
  const sandbox = await testSandbox({ stockPartners: false });
  const partners = new Map<string, PlayedHub>();
  for (const hub of scenario.hubs.values()) {
    const partner = sandbox.createPartner({ billing: hub.billing, settings: hub.settings });
    partners.set(hub.alias, {
      partnerId: partner.id,
      app: await startApp(sandbox, partner, habit, options),
    });
  }
  return playScenario(scenario, sandbox, { partners });
}

/** Plays a scenario against a fake app, on a sandbox of its own; each hub has a partner of its own. */
export function play(
  { billing = "partner", ...parts }: Parts,
  habit: Habit = asksWhenRunning,
  options: AppOptions = {},
): Promise<Verdict> {
  const input = defineScenario({
    title: "A test",
    story: "None.",
    clients: { bakery },
    ...(parts.hubs === undefined ? { billing } : {}),
    ...parts,
  });
  return playRead(readScenario(input, "test"), habit, options);
}

/** Plays a scenario of the library against a fake app. */
export const playNamed = async (name: string, habit: Habit): Promise<Verdict> =>
  playRead(await loadScenario(name), habit, {});

/** The bakery comes through the permissions page with its shop. */
export const onboarding: ScenarioInput["steps"] = [
  { client_opens: "bakery" },
  { client_signs_up: "bakery" },
  { client_adds: "shop" },
  { client_confirms: "bakery" },
  { client_returns: "bakery" },
];

/** What is printed about what did not hold. */
export const complaints = (verdict: Verdict): string[] => [
  ...verdict.checks.flatMap(({ result, reasons }) => (result === "failed" ? reasons : [])),
  ...(verdict.failure ? [verdict.failure.message] : []),
];
