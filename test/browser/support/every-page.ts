import type { Hub } from "../../../sandbox/hub/hub.ts";
import type { Visit } from "../../../sandbox/hub/visit.ts";
import { parseQuery } from "../../../sandbox/permissions-page/query.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { type Receiver, testReceiver, testSandbox } from "../../support/sandbox.ts";

/** Gives the text that somebody else writes into a place: a field, a parameter, an answer. */
export type Words = (place: string) => string;

export interface SomePage {
  /** What the page is, for a test's message. */
  name: string;
  path: string;
  /** Only to be read, not to be opened: it goes on by itself, or is part of another page. */
  isForReading?: true;
}

/** A sandbox in which much has happened, and the addresses of all its pages. */
export interface EveryPage {
  sandbox: Sandbox;
  receiver: Receiver;
  /** What the browser of a client has that has come through the permissions page of both hubs. */
  cookies: Record<string, string>;
  pages: SomePage[];
}

const email = (words: Words, place: string, index: number): string =>
  `${words(place).replace(/[^\w'&=/-]/g, "")}.${index}@nordlicht.example`;

/** Everything that a link may carry, and something that it may not. */
function linkQuery(words: Words, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    redirect_url: `http://127.0.0.1:9/connected?note=${words("redirect_url")}`,
    [words("unknown parameter")]: words("value of an unknown parameter"),
    ...more,
  });
  for (const name of [
    "state",
    "email",
    "name",
    "next",
    "number",
    "plan_selection",
    "lang",
    "partner",
    "flow",
  ])
    if (!query.has(name)) query.set(name, words(`${name}=`));
  for (const name of ["client_id", "preverified_phone_number_id", "hosting_type"])
    if (!query.has(name)) query.set(name, words(`${name}=`));
  return query.toString();
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

type Steps = Record<"signedUp" | "paid" | "withNumber" | "permitting" | "done", Visit>;

/** Brings new clients through the permissions page, each to its own screen. */
function clientsAtTheirScreens({ visits }: Hub, words: Words): Steps & Record<string, Visit> {
  let clients = 0;
  const open = (more?: Record<string, string>) =>
    visits.open("DirectPA", parseQuery(`http://hub/?${linkQuery(words, more)}`));
  function signedUp(): Visit {
    clients += 1;
    return visits.signUp(open(), {
      name: words("client's name"),
      userName: words("user's name"),
      email: email(words, "client's e-mail", clients),
      password: "long enough",
    });
  }
  const paid = () => visits.pay(signedUp(), { plan: "regular", acceptsTerms: true });
  const withNumber = () =>
    visits.addNumber(paid(), {
      phoneNumber: `+49 151 000000${10 + clients}`,
      phoneName: words("display name"),
    });
  const permitting = () => visits.finishNumbers(withNumber());
  const returning = permitting();
  return {
    "sign-up": open(),
    "log-in": open({ next: "login" }),
    signedUp: signedUp(),
    paid: paid(),
    withNumber: withNumber(),
    permitting: permitting(),
    done: visits.decide(returning, returning.added),
    cancelled: visits.cancel(open()),
  };
}

/** Brings visits to the pages of the embedded signup's window. */
function metaWindows({ metaSignups }: Hub, words: Words, { paid, withNumber }: Steps): void {
  const business = (visit: Visit) =>
    metaSignups.describe(visit, {
      portfolioName: words("business portfolio"),
      wabaName: words("WhatsApp Business Account"),
      displayName: words("display name in Meta's window"),
      category: "food",
    });
  metaSignups.sendCode(business(paid), { phoneNumber: "+49 151 00000098", method: "sms" });
  const asked = metaSignups.sendCode(business(withNumber), {
    phoneNumber: "+49 151 00000099",
    method: "voice",
  });
  metaSignups.finish(asked, asked.metaSignup?.number?.code ?? "");
}

const visitPath = ({ partnerId, id }: Visit) => `/onboarding/${partnerId}/visits/${id}`;

function permissionsPages(sandbox: Sandbox, words: Words): { pages: SomePage[]; client: string } {
  const { hub } = sandbox;
  const screens = clientsAtTheirScreens(hub, words);
  metaWindows(hub, words, screens);
  const signed = sandbox.createPartner({
    billing: "direct",
    brandName: words("brand name"),
    settings: { io_signature: true },
  });
  const { id: invited } = hub.accountSharing.addClient("DirectPA", {
    name: words("name of a client that the partner made"),
    email: email(words, "e-mail of a client that the partner made", 77),
  });
  const of = (path: string, query: Record<string, string>) => `${path}?${new URLSearchParams(query)}`;
  const link = (id: string, query: Record<string, string>) => of(`/dashboard/app/${id}/permissions`, query);
  const meta = (visit: Visit, page: string) => `${visitPath(visit)}/meta${page}`;
  const client = screens.done.clientId ?? "";
  const pages = [
    ...Object.entries(screens).map(([name, visit]) => ({ name, path: visitPath(visit) })),
    { name: "returning", path: `${visitPath(screens.done)}/returning`, isForReading: true },
    {
      name: "login for a client",
      path: link("DirectPA", { connect_client_user: "true", client_id: invited }),
    },
    { name: "Meta's window: business", path: meta(screens.paid, "") },
    { name: "Meta's window: number", path: meta(screens.paid, "/number") },
    { name: "Meta's window: code", path: meta(screens.paid, "/code") },
    { name: "Meta's window: finished", path: meta(screens.withNumber, "/finished"), isForReading: true },
    { name: "terms", path: "/onboarding/DirectPA/terms" },
    {
      name: "unknown partner",
      path: of(`/onboarding/${encodeURIComponent(words("partner id"))}`, { state: words("state=") }),
    },
    { name: "unknown visit", path: `/onboarding/DirectPA/visits/${encodeURIComponent(words("visit id"))}` },
    { name: "bad redirect URL", path: link("DirectPA", { redirect_url: words("refused redirect_url") }) },
    {
      name: "unknown client",
      path: link("DirectPA", { connect_client_user: "true", client_id: words("refused client_id") }),
    },
    { name: "bad autopilot", path: link("DirectPA", { sandbox_autopilot: words("autopilot") }) },
    { name: "no signature", path: link(signed.id, { state: words("state=") }) },
    {
      name: "wrong signature",
      path: link(signed.id, { io_signature: words("io_signature"), io_timestamp: words("io_timestamp") }),
    },
    {
      name: "autopilot",
      path: link("DirectPA", {
        sandbox_autopilot: JSON.stringify({ account: { name: words("autopilot's name") }, pace: "person" }),
      }),
      isForReading: true,
    },
  ] satisfies SomePage[];
  return { pages, client };
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

function consolePages({ hub, journal, outbox }: Sandbox, words: Words): SomePage[] {
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
    { name: "console: deliveries", path: "/_sandbox/deliveries?partner=DirectPA" },
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
  const { pages, client } = permissionsPages(sandbox, words);
  await makeNews(sandbox, words);
  const partnerHub = await partnerHubPages(sandbox, words);
  const cookies = { hub_client_DirectPA: sandbox.hub.clients.openSession(client), hub_returning: "yes" };
  return {
    sandbox,
    receiver,
    cookies,
    pages: [...pages, ...clientHubPages(words), ...partnerHub, ...consolePages(sandbox, words)],
  };
}
