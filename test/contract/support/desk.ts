import { afterAll, beforeAll } from "vitest";
import { judgeContract } from "../../../sandbox/contract/judge.ts";
import type { RuleVerdict } from "../../../sandbox/contract/rule.ts";
import { type FaultInput, faultSchema } from "../../../sandbox/faults/fault.ts";
import type { Billing } from "../../../sandbox/hub/partner.ts";
import type { SettingsPatch } from "../../../sandbox/hub/settings.ts";
import type { Visit } from "../../../sandbox/hub/visit.ts";
import type { Entry } from "../../../sandbox/journal/entry.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { addNumber, testStart } from "../../support/rooms.ts";
import { type Receiver, testReceiver } from "../../support/sandbox.ts";

/** What came back from a call, with its JSON read. */
interface Answer {
  status: number;
  body: ReturnType<typeof JSON.parse>;
}

interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
  /** Another origin than the sandbox's own. */
  origin?: string;
}

/** A partner of the test's own, whose app is played by the test: it answers webhooks, and calls what the test says. */
export interface Desk {
  sandbox: Sandbox;
  partner: string;
  apiKey: string;
  receiver: Receiver;
  /** A client signs up and adds a number; it is still on the pages then. */
  number(phone?: string): { visit: Visit; channel: string; client: string };
  /** The client permits these channels, and comes back. Without any it just comes back (Partner Payment). */
  comeBack(visit: Visit, permitted?: readonly string[]): void;
  /** The client's browser arrives at the app, after the hub has sent it back. */
  backAtApp(visit: Visit): void;
  advance(ms: number): Promise<unknown>;
  /** A call of the Partner API, below the partner. */
  hub(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Any call. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Asks for a key as an app does; the key is `""` when there was none. */
  createKey(channel: string): Promise<string>;
  setWebhook(key: string, headers?: Record<string, string>): Promise<Answer>;
  send(key: string, text?: string): Promise<Answer>;
  fault(fault: FaultInput): number;
  note(channel: string | null, data: Record<string, unknown>): void;
  entries(): Entry[];
  verdict(rule: string): RuleVerdict;
}

const text = (body: string) => ({
  messaging_product: "whatsapp",
  to: "4915100000099",
  type: "text",
  text: { body },
});

function clients({ hub, journal }: Sandbox, partner: string) {
  let count = 0;
  function backAtApp(visit: Visit): void {
    // Nobody follows the redirect here; the play of a scenario says so when its browser does.
    const summary = "the browser is back at the app → 200";
    journal.record({ partner, kind: "visit", summary, data: { visit: visit.id } });
  }
  return {
    number(phone?: string) {
      count += 1;
      const added = addNumber(
        { hub },
        partner,
        phone ?? `+49 151 000000${10 + count}`,
        `owner${count}@nordlicht.example`,
      );
      return { visit: added.visit, channel: added.channelId, client: added.clientId };
    },
    comeBack(visit: Visit, permitted?: readonly string[]) {
      const done = hub.visits.finishNumbers(visit);
      if (permitted) hub.visits.decide(done, permitted);
      backAtApp(visit);
    },
    backAtApp,
  };
}

async function readAnswer(response: Response): Promise<Answer> {
  const answer = await response.text();
  return { status: response.status, body: answer.startsWith("{") ? JSON.parse(answer) : answer };
}

function calls({ url }: Sandbox, partner: string, apiKey: string, receiver: Receiver) {
  async function call(method: string, path: string, { body, headers, origin = url }: CallOptions = {}) {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return readAnswer(await fetch(origin + path, { method, headers: headers ?? {}, ...sent }));
  }
  const hub: Desk["hub"] = (method, path, { headers, ...rest } = {}) =>
    call(method, `/api/v2/partners/${partner}${path}`, {
      headers: { "x-api-key": apiKey, ...headers },
      ...rest,
    });
  const withKey = (key: string) => ({ "d360-api-key": key });
  return {
    call,
    hub,
    createKey: async (channel: string) =>
      (await hub("POST", `/channels/${channel}/api_keys`)).body.api_key ?? "",
    setWebhook: (key: string, headers = {}) =>
      call("POST", "/v1/configs/webhook", {
        headers: withKey(key),
        body: { url: `${receiver.url}/messages`, headers },
      }),
    send: (key: string, body = "Hello") =>
      call("POST", "/messages", { headers: withKey(key), body: text(body) }),
  };
}

/** Opens a desk at a sandbox that all tests of the file share. */
export function deskAtSharedSandbox(): (billing?: Billing, settings?: SettingsPatch) => Promise<Desk> {
  let sandbox: Sandbox | undefined;
  beforeAll(async () => {
    const clock = { mode: "manual", scale: 0 } as const;
    sandbox = await startSandbox({ port: 0, clock, startAt: testStart, seed: 1, stockPartners: false });
  });
  afterAll(() => sandbox?.stop());

  return async function desk(billing = "partner", settings = {}) {
    if (!sandbox) throw new Error("The sandbox has not started.");
    const { clock, faults, journal } = sandbox;
    const receiver = await testReceiver();
    const { id: partner, apiKey } = sandbox.createPartner({
      billing,
      settings,
      webhookUrl: `${receiver.url}/events`,
      redirectUrl: `${receiver.url}/connected`,
      platformSecret: "the-platform-secret",
    });
    const entries = () => journal.read({ partner, limit: 10_000 });
    const key = apiKey ?? "";
    return {
      sandbox,
      partner,
      apiKey: key,
      receiver,
      ...clients(sandbox, partner),
      ...calls(sandbox, partner, key, receiver),
      advance: (ms) => clock.advance(partner, ms),
      fault: (fault) => faults.add(partner, faultSchema.parse(fault)).id,
      note: (subject, data) =>
        void journal.record({ partner, kind: "note", subject, summary: "somebody tries it out", data }),
      entries,
      verdict(rule) {
        const found = judgeContract(entries()).find((verdict) => verdict.rule.id === rule);
        if (!found) throw new Error(`There is no rule "${rule}".`);
        return found;
      },
    };
  };
}

/** A number that runs and is permitted, with its key; the client is back. */
export async function connected(desk: Desk) {
  const { visit, channel, client } = desk.number();
  desk.comeBack(visit);
  await desk.advance(10_000);
  const key = await desk.createKey(channel);
  return { channel, client, key };
}
