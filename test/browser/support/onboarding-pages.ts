import type { Hub } from "../../../sandbox/hub/hub.ts";
import type { Visit } from "../../../sandbox/hub/visit.ts";
import { parseQuery } from "../../../sandbox/permissions-page/query.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";

/** Gives the text that somebody else writes into a place: a field, a parameter, an answer. */
export type Words = (place: string) => string;

export interface SomePage {
  /** What the page is, for a test's message. */
  name: string;
  path: string;
  /** Only to be read, not to be opened: it goes on by itself, or is part of another page. */
  isForReading?: true;
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

/** Visits at every screen of the permissions page, and links that it refuses; with the id of the client that is through. */
export function onboardingPages(sandbox: Sandbox, words: Words): { pages: SomePage[]; client: string } {
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
