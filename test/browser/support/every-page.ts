import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { type Receiver, testReceiver, testSandbox } from "../../support/sandbox.ts";
import { onboardingPages, type SomePage, type Words } from "./onboarding-pages.ts";

export type { SomePage, Words };

/** A sandbox in which much has happened, and the addresses of all its pages. */
export interface EveryPage {
  sandbox: Sandbox;
  receiver: Receiver;
  /** What the browser of a client has that has come through the permissions page of both hubs. */
  cookies: Record<string, string>;
  pages: SomePage[];
}

/** The two hubs as a partner fills them in who writes its words everywhere. */
function describePartners({ hub }: Sandbox, { url }: Receiver, words: Words): void {
  for (const id of ["DirectPA", "PrePayPA"]) {
    hub.partners.change(id, {
      brandName: words("brand name"),
      logoUrl: `http://127.0.0.1:9/logo?${words("logo URL")}`,
      redirectUrl: `${url}/connected?${words("the partner's redirect URL")}`,
      webhookUrl: `${url}/webhooks?${words("webhook URL")}`,
      webhookHeaders: { "X-Note": words("webhook header").replace(/[^ -~]/g, "") },
      // Deliveries that failed are shown for good, without waiting for the next attempt.
      settings: { webhook_retries: ["1s"] },
    });
    hub.access.keys.create(id, { name: words("name of an API key") });
  }
}

const clientHubPages = (words: Words): SomePage[] => [
  { name: "Client Hub: partners", path: "/client-hub" },
  { name: "Client Hub: log-in", path: `/client-hub/PrePayPA?lang=${encodeURIComponent(words("lang="))}` },
  { name: "Client Hub: numbers", path: "/client-hub/DirectPA" },
  {
    name: "Client Hub: unknown partner",
    path: `/client-hub/${encodeURIComponent(words("partner id at the Client Hub"))}`,
  },
];

async function partnerHubPages({ hub }: Sandbox, words: Words): Promise<SomePage[]> {
  const base = "/partner-hub/DirectPA";
  const typed = (names: string[]) =>
    new URLSearchParams(names.map((name) => [name, words(`Partner Hub ${name}=`)]));
  const [channel] = hub.channels.list("DirectPA", {}).rows;
  const webhookTest = await hub.urlTests.webhook("DirectPA");
  const redirectTest = await hub.urlTests.redirect("DirectPA");
  return [
    { name: "Partner Hub: channels", path: `${base}/channels` },
    { name: "Partner Hub: search", path: `${base}/channels?${typed(["text", "status", "permission"])}` },
    { name: "Partner Hub: channel", path: `${base}/channels/${channel?.id}` },
    {
      name: "Partner Hub: unknown channel",
      path: `${base}/channels/${encodeURIComponent(words("channel id"))}`,
    },
    {
      name: "Partner Hub: connect",
      path: `${base}/connect?${typed(["redirect_url", "state", "name", "email", "number", "partner", "lang"])}`,
    },
    { name: "Partner Hub: integration", path: `${base}/integration?done=redirect-url` },
    { name: "Partner Hub: webhook test", path: `${base}/integration?test=${webhookTest}` },
    { name: "Partner Hub: redirect test", path: `${base}/integration?test=${redirectTest}` },
    { name: "Partner Hub: API keys", path: `${base}/api-keys` },
    { name: "Partner Hub: profile", path: `${base}/profile` },
    { name: "Partner Hub: settings", path: `${base}/settings` },
    {
      name: "Partner Hub: unknown partner",
      path: `/partner-hub/${encodeURIComponent(words("partner id at the Partner Hub"))}/channels`,
    },
  ];
}

/** Calls and messages of which the journal tells, and an app that does what the contract forbids. */
async function makeNews(sandbox: Sandbox, words: Words): Promise<void> {
  const { hub, clock, faults, journal, url } = sandbox;
  const [channel] = hub.channels.list("DirectPA", {}).rows;
  const id = channel?.id ?? "";
  faults.add("DirectPA", {
    on: "webhook",
    do: "mutate",
    path: "data.setup_info.phone_name",
    value: words("value of a fault"),
    times: 1,
  });
  const fault = { event: words("event of a fault"), channel: words("channel of a fault") };
  faults.add("DirectPA", { on: "webhook", do: "drop", ...fault });
  faults.add("DirectPA", {
    on: "api",
    do: "status",
    status: 500,
    path: `/${words("path of a fault")}`,
    body: words("body of a fault"),
  });
  await clock.advance("DirectPA", 10_000);
  hub.messages.receive("DirectPA", id, {
    from: "+49 151 00000077",
    name: words("name of a sender"),
    text: words("text of a message"),
  });
  journal.record({
    partner: "DirectPA",
    kind: "note",
    summary: words("summary of a note"),
    subject: words("subject of a note"),
    data: { [words("name in an entry")]: words("value in an entry") },
  });
  const api = `${url}/api/v2/partners/DirectPA`;
  const headers = {
    "x-api-key": "sandbox-partner-key",
    "user-agent": words("user agent").replace(/[^ -~]/g, ""),
  };
  const filters = JSON.stringify({ "setup_info.phone_number": words("filter") });
  await fetch(`${api}/channels?filters=${encodeURIComponent(filters)}`, { headers });
  await fetch(`${api}/channels/${encodeURIComponent(words("path of a call"))}/api_keys`, {
    method: "POST",
    headers,
    body: words("body of a call"),
  });
  await clock.advance("DirectPA", 60_000);
}

/** The pages that the console's navigation names; each shows the chosen partner's. */
async function navigation({ url }: Sandbox): Promise<SomePage[]> {
  const html = await (await fetch(`${url}/_sandbox`)).text();
  const paths = [...html.matchAll(/<a href="(\/_sandbox\/[a-z]+)" data-key/g)].flatMap(
    ([, path]) => path ?? [],
  );
  return paths.map((path) => ({ name: `console: ${path}`, path: `${path}?partner=DirectPA` }));
}

async function consolePages(sandbox: Sandbox, words: Words): Promise<SomePage[]> {
  const { hub, journal, outbox } = sandbox;
  const query = new URLSearchParams(
    ["partner", "kind", "subject", "text"].map((name) => [name, words(`console ${name}=`)]),
  );
  const entries = journal.read({ limit: 1000 });
  const deliveries = hub.partners.list().flatMap(({ id }) => outbox.list(id, 1000));
  const parts = ["clock", "wrong", "channels", "deliveries", "send-event"];
  const unknown = encodeURIComponent(words("delivery id"));
  const newest = entries.findLast(({ kind }) => kind === "attempt");
  return [
    { name: "console", path: "/_sandbox" },
    { name: "console: filters", path: `/_sandbox?${query}` },
    { name: "console: detail", path: `/_sandbox?partner=DirectPA&entry=${newest?.seq}` },
    ...(await navigation(sandbox)),
    { name: "console: delivery", path: `/_sandbox/deliveries/${deliveries[0]?.id}?partner=DirectPA` },
    { name: "console: unknown delivery", path: `/_sandbox/deliveries/${unknown}` },
    { name: "console: demo", path: "/_sandbox/demo", isForReading: true },
    { name: "console: demo's timeline", path: "/_sandbox/demo/timeline?partner=DirectPA" },
    { name: "API document", path: "/_sandbox/api/docs" },
    ...parts.map(
      (part): SomePage => ({
        name: `console: part ${part}`,
        path: `/_sandbox/parts/${part}?partner=DirectPA`,
        isForReading: true,
      }),
    ),
    {
      name: "console: rows",
      path: `/_sandbox/rows?seqs=${entries.map(({ seq }) => seq).join(",")}`,
      isForReading: true,
    },
    ...entries.map(
      ({ seq, kind }): SomePage => ({
        name: `console: entry ${seq}, ${kind}`,
        path: `/_sandbox/entries/${seq}`,
        isForReading: true,
      }),
    ),
    ...deliveries.map(
      ({ id }): SomePage => ({
        name: `console: part of delivery ${id}`,
        path: `/_sandbox/parts/deliveries/${id}`,
        isForReading: true,
      }),
    ),
  ];
}

/** Makes a sandbox in which these words stand wherever somebody else may write, and tells where its pages are. */
export async function everyPage(words: Words): Promise<EveryPage> {
  const sandbox = await testSandbox();
  const receiver = await testReceiver();
  receiver.answer = ({ path }) => ({
    status: path.startsWith("/connected") ? 200 : 500,
    body: words("answer of the app"),
    headers: { "x-note": words("header of the app's answer").replace(/[^ -~]/g, "") },
  });
  describePartners(sandbox, receiver, words);
  const { pages, client } = onboardingPages(sandbox, words);
  await makeNews(sandbox, words);
  const partnerHub = await partnerHubPages(sandbox, words);
  const [channel] = sandbox.hub.channels.list("DirectPA", {}).rows.filter((one) => one.clientId === client);
  // A cookie can be written by anybody; this one says what the last form did.
  const outcome = {
    channel: channel?.id,
    did: "created",
    apiKey: words("API key in a cookie"),
    address: words("address in a cookie"),
  };
  const cookies = {
    hub_client_DirectPA: sandbox.hub.clients.openSession(client),
    hub_returning: "yes",
    client_hub_outcome: encodeURIComponent(JSON.stringify(outcome)),
  };
  return {
    sandbox,
    receiver,
    cookies,
    pages: [...pages, ...clientHubPages(words), ...partnerHub, ...(await consolePages(sandbox, words))],
  };
}
