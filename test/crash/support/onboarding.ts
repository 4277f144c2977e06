import { type Answer, Surprise, type Wire } from "./wire.ts";
import type { PartnerId, Person, World } from "./world.ts";

const redirectUrl = "http://127.0.0.1:9/connected";

/** A new client that wants one or two numbers. */
function newPerson(world: World, partner: PartnerId): Person {
  const number = world.next();
  const email = `owner${number}@shop${number}.example`;
  const wantedNumbers = world.dice.between(1, 2);
  return { partner, name: `Shop ${number}`, email, wantedNumbers, cookies: new Map(), visit: undefined };
}

const channelsIn = (html: string, testId: string): string[] =>
  [...html.matchAll(new RegExp(`data-testid="${testId}-(\\w+CH)"`, "g"))].map(([, id = ""]) => id);

type Fields = [name: string, value: string][];

/** What to post on the screen that the page shows, or undefined when the visit has ended. */
function nextForm(world: World, person: Person, html: string): { form: string; fields: Fields } | undefined {
  const { name, email, wantedNumbers } = person;
  const shows = (testId: string) => html.includes(`data-testid="${testId}"`);
  if (shows("done")) return undefined;
  if (shows("sign-up-form")) {
    const account: Fields = [["name", name], ["user_name", "Mara Lind"], ["email", email], ["password", "long enough"]]; // biome-ignore format: one row
    return { form: "sign-up", fields: account };
  }
  if (shows("payment-form")) {
    const payment: Fields = [["plan", "regular"], ["card", "test-4242"], ["terms", "accepted"]]; // biome-ignore format: one row
    return { form: "payment", fields: payment };
  }
  if (shows("permission-form")) {
    return { form: "permission", fields: channelsIn(html, "permit").map((id) => ["permit", id]) };
  }
  if (!shows("number-form")) throw new Surprise(`${person.visit} shows an unknown screen`, html);
  if (channelsIn(html, "number").length >= wantedNumbers) return { form: "numbers/done", fields: [] };
  const phone = `+49151${10_000_000 + world.next()}`;
  return { form: "numbers", fields: [["phone_number", phone], ["display_name", name]] }; // biome-ignore format: one row
}

function keepCookies(person: Person, { cookies }: Answer): void {
  for (const cookie of cookies) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    person.cookies.set(name, value);
  }
}

async function browse(wire: Wire, person: Person, path: string, form?: Fields): Promise<Answer> {
  const headers = { cookie: [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
  const answer = form
    ? await wire.send("POST", path, { headers, body: new URLSearchParams(form) })
    : await wire.send("GET", path, { headers });
  keepCookies(person, answer);
  return answer;
}

/** Where the last page of a visit sends the browser by itself. */
const goesTo = (html: string): string | undefined =>
  /<meta http-equiv="refresh" content="0;url=([^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");

/** Follows the redirect that ends a form, or the opening of the page. */
function locationOf(answer: Answer, path: string): string {
  if (answer.status === 303 && answer.location !== null) return answer.location;
  throw new Surprise(`${path} answered ${answer.status} instead of a redirect`, answer.text);
}

async function openVisit(world: World, wire: Wire, person: Person): Promise<string> {
  const path = `/dashboard/app/${person.partner}?redirect_url=${redirectUrl}&state=${person.email}`;
  const visit = locationOf(await browse(wire, person, path), path);
  world.told.push({ what: "visit", id: visit.split("/").at(-1) ?? "" });
  person.visit = visit;
  return visit;
}

/** The partner's app learns of the client and its channels from the redirect. */
function learn(world: World, { partner }: Person, location: string): void {
  world.told.push({ what: "return", id: location });
  const query = new URL(location).searchParams;
  const client = query.get("client") ?? "";
  const ids = (query.get("channels") ?? "").replace(/[[\]]/g, "").split(",");
  for (const id of ids) world.channels.push({ partner, client, id, apiKey: undefined, hasWebhook: false });
}

/** Goes on with a visit, from whatever screen it is at, until the client is back at the partner's. */
async function finishVisit(world: World, wire: Wire, person: Person): Promise<void> {
  const visit = person.visit ?? (await openVisit(world, wire, person));
  // More than the longest way from sign-up to the redirect.
  for (let screens = 0; screens < 10; screens += 1) {
    const page = await browse(wire, person, visit);
    if (page.status !== 200) throw new Surprise(`${visit} answered ${page.status}`, page.text);
    const next = nextForm(world, person, page.text);
    if (!next) return;
    const path = `${visit}/${next.form}`;
    const location = locationOf(await browse(wire, person, path, next.fields), path);
    if (!location.endsWith("/returning")) continue;
    const target = goesTo((await browse(wire, person, location)).text);
    if (target !== undefined) return learn(world, person, target);
  }
  throw new Surprise(`${visit} does not end.`);
}

/** Onboards one client: one whose visit was cut off by a kill, or a new one. */
export async function onboard(world: World, wire: Wire, partner: PartnerId): Promise<void> {
  const cutOff = world.unfinished.find((person) => person.partner === partner && person.visit !== undefined);
  const person = cutOff && world.dice.chance(0.7) ? cutOff : newPerson(world, partner);
  world.unfinished = world.unfinished.filter((one) => one !== person);
  try {
    await finishVisit(world, wire, person);
  } catch (error) {
    world.unfinished.push(person);
    throw error;
  }
}
