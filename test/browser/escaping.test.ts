import fc from "fast-check";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { type EveryPage, everyPage, type SomePage, type Words } from "./support/every-page.ts";
import { type Markup, type ReadForm, readMarkup, wrongAddresses } from "./support/markup.ts";
import { complain, ends, harmful, nastyText, seed } from "./support/nasty-text.ts";

const newContext = useBrowser();

const aroundText = fc.tuple(fc.constantFrom("", ...ends, "javascript:", "data:text/html,"), nastyText);

/** Words that tell where they were written, and the places that had some. */
function wordsFrom(write: (mark: string) => string): { words: Words; placeOf: Map<string, string> } {
  const placeOf = new Map<string, string>();
  const words = (place: string) => {
    const mark = `w${placeOf.size}w`;
    placeOf.set(mark, place);
    return write(mark);
  };
  return { words, placeOf };
}

const cookieHeader = (cookies: Record<string, string>) =>
  Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");

interface Answered {
  name: string;
  html: string;
}

/** Follows no redirect but one to another page of the sandbox: whatever is beyond is the partner's. */
async function ask(
  world: EveryPage,
  name: string,
  path: string,
  body?: URLSearchParams,
): Promise<Answered[]> {
  const { sandbox, cookies } = world;
  const headers = { cookie: cookieHeader(cookies) };
  const init: RequestInit = { redirect: "manual", headers, ...(body && { method: "POST", body }) };
  const answer = await fetch(new URL(path, sandbox.url), init);
  const text = await answer.text();
  const next = answer.headers.get("location");
  if (next !== null) {
    const { protocol, origin, href } = new URL(next, sandbox.url);
    expect(protocol, `${name} is sent on`).toMatch(/^https?:$/);
    return origin === sandbox.url ? ask(world, name, href) : [];
  }
  if (!answer.headers.get("content-type")?.startsWith("text/html")) return [];
  return [{ name: `${name} (${answer.status})`, html: text }];
}

async function readAll(reader: Page, answers: readonly Answered[]): Promise<(Markup & { name: string })[]> {
  const read = await readMarkup(
    reader,
    answers.map(({ html }) => html),
  );
  return read.map((markup, index) => ({ ...markup, name: answers[index]?.name ?? "" }));
}

async function askAll(world: EveryPage, pages: readonly SomePage[]): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (const { name, path } of pages) answers.push(...(await ask(world, name, path)));
  return answers;
}

/** Sends each form twice: as a person would with these words, and as a program would that changes what is hidden too. */
async function sendForms(world: EveryPage, forms: readonly ReadForm[], words: Words): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (const { action, method, fields } of forms) {
    for (const changesHidden of [false, true]) {
      const body = new URLSearchParams();
      for (const { name, value, isHidden } of fields)
        body.append(name, isHidden && !changesHidden ? value : words(`field ${name}`));
      const name = `${method} ${action}`;
      if (method === "post") answers.push(...(await ask(world, name, action, body)));
      else answers.push(...(await ask(world, name, `${action}?${body}`)));
    }
  }
  return answers;
}

const withoutIds = (action: string) => action.replace(/\/(visits|channels)\/[^/]+/, "/$1/…");

const pathOf = (address: string): string => new URL(address, "http://sandbox.invalid").pathname;

/** Pages and parts that others lead to, and that nobody named; of those with an id, a few. */
function furtherPages({ pages }: EveryPage, read: readonly Markup[]): SomePage[] {
  const seen = new Set(pages.map(({ path }) => pathOf(path)));
  const further = new Map<string, SomePage>();
  for (const address of read.flatMap(({ near }) => near)) {
    const path = pathOf(address);
    if (!seen.has(path) && !path.startsWith("/_sandbox/api/"))
      further.set(path, { name: path, path: address });
  }
  return [...further.values()].slice(0, 60);
}

/** Everything that the pages say, before and after their forms were sent with such words. */
async function saidBy(reader: Page, words: Words): Promise<(Markup & { name: string })[]> {
  const world = await everyPage(words);
  const before = await readAll(reader, await askAll(world, world.pages));
  const found = await readAll(reader, await askAll(world, furtherPages(world, before)));
  const forms = new Map(
    [...before, ...found]
      // A form that leads away is what was written into the page: the test tells of it below.
      .flatMap((page) => (wrongAddresses(page).length > 0 ? [] : page.forms.map((form) => ({ page, form }))))
      .map(({ page, form }) => [`${page.name} ${withoutIds(form.action)}`, form]),
  );
  const sent = await readAll(reader, await sendForms(world, [...forms.values()], words));
  const after = await readAll(reader, await askAll(world, world.pages));
  return [...before, ...found, ...sent, ...after];
}

// Choices, of which a page shows only those that there are.
const choices = [
  "lang=",
  "Partner Hub permission=",
  "Partner Hub status=",
  "console partner=",
  "console kind=",
];

/** Places whose words stand on no page: what is never shown cannot show that it is escaped. */
function neverShown(pages: readonly Markup[], placeOf: ReadonlyMap<string, string>): string[] {
  const all = pages.map(({ text }) => text).join("\n");
  const places = new Set([...placeOf.values()].filter((place) => !place.startsWith("field ")));
  for (const [mark, place] of placeOf) if (all.includes(mark)) places.delete(place);
  return [...places].filter((place) => !choices.includes(place));
}

test("whatever is written into any field, parameter or answer, each page has the elements that it has without", async () => {
  console.log(`FC_SEED=${seed}`);
  const reader = await (await newContext({ bypassCSP: true })).newPage();
  const plain = await saidBy(reader, wordsFrom((mark) => `plain words ${mark}`).words);
  const known = new Set(plain.flatMap(({ names }) => names));
  expect(plain.flatMap(wrongAddresses)).toEqual([]);

  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(aroundText), async (texts) => {
      const { words, placeOf } = wordsFrom((mark) => {
        const [[before, after] = ["", ""]] = texts.take(1);
        return `${before}${mark}${after}`;
      });
      const pages = await saidBy(reader, words);
      for (const page of pages) {
        const strange = page.names.filter((name) => !known.has(name));
        expect(strange, `${page.name} has what no page has`).toEqual([]);
        expect(wrongAddresses(page), `${page.name} leads to`).toEqual([]);
      }
      expect(neverShown(pages, placeOf)).toEqual([]);
    }),
    {
      numRuns: 3,
      seed,
      endOnFailure: true,
      reporter: complain,
    },
  );
}, 300_000);

const noWebAddresses = [
  "javascript:ran()",
  " javascript:ran()",
  "JaVaScRiPt:ran()",
  "java\nscript:ran()",
  "data:text/html,<script>ran()</script>",
  "vbscript:ran()",
  "file:///etc/passwd",
  "blob:http://localhost/ran",
];

test.each(noWebAddresses)("%j is refused wherever a page would lead to it or load it", async (address) => {
  const { url, hub } = await testSandbox();
  const before = hub.partners.get("DirectPA");
  const form = (fields: Record<string, string>) => ({ method: "POST", body: new URLSearchParams(fields) });
  const patch = (field: string) => ({ method: "PATCH", body: JSON.stringify({ [field]: address }) });
  const statusOf = async (path: string, init: RequestInit = {}) =>
    (await fetch(url + path, { redirect: "manual", ...init })).status;

  const link = `/dashboard/app/DirectPA/permissions?${new URLSearchParams({ redirect_url: address })}`;
  expect(await statusOf(link)).toBe(400);
  const hubPath = "/partner-hub/DirectPA";
  const redirectForm = form({ partner_redirect_url: address });
  expect(await statusOf(`${hubPath}/integration/redirect-url`, redirectForm)).toBe(422);
  const profile = form({ brand_name: "Harbour Desk", country: "DE", logo_url: address });
  expect(await statusOf(`${hubPath}/profile`, profile)).toBe(422);
  const api = "/_sandbox/api/partners/DirectPA";
  for (const field of ["logo_url", "partner_redirect_url", "webhook_url"])
    expect(await statusOf(api, patch(field)), field).toBe(400);
  expect(hub.partners.get("DirectPA")).toEqual(before);
});

test("a page that does not escape is noticed", async () => {
  const reader = await (await newContext()).newPage();
  const [known, ...pages] = await readMarkup(reader, [
    '<p class="lead">Hello <a href="/terms">you</a></p>',
    ...harmful.map((text) => `<p class="lead">Hello ${text}</p>`),
    ...harmful.map((text) => `<p class="lead">Hello <a href="${text}">you</a></p>`),
    ...harmful.map((text) => `<p class=lead ${text}>Hello</p>`),
  ]);
  const noticed = pages.map(
    (page) => wrongAddresses(page).length > 0 || page.names.some((name) => !known?.names.includes(name)),
  );
  const text = harmful.filter((_, index) => !noticed[index]);
  const address = harmful.filter((_, index) => !noticed[harmful.length + index]);
  const attribute = harmful.filter((_, index) => !noticed[2 * harmful.length + index]);
  const isAddress = (one: string) => one.startsWith("javascript:") || one.startsWith("data:");
  expect(text).toEqual(harmful.filter((one) => !one.includes("<")));
  expect(address.filter(isAddress)).toEqual([]);
  expect(attribute).toEqual([]);
});

// Ends text, attribute, title, text field and script alike, and runs in each of them where it is not escaped.
const running = `"'><img src=/ran onerror=ran()><svg onload=ran()></title></textarea></script><script>ran()</script>`;

test("in a real browser nothing that was written runs, even without the policy that forbids it", async () => {
  const { words } = wordsFrom((mark) => `javascript:ran()//${mark}${running}`);
  const { sandbox, cookies, pages } = await everyPage(words);
  const context = await newContext({ bypassCSP: true });
  const ran: string[] = [];
  let at = "";
  await context.exposeFunction("ran", () => ran.push(at));
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/ran") ran.push(`${at} asked for ${request.url()}`);
  });
  await context.route("http://127.0.0.1:9/**", (route) => route.abort());
  const url = sandbox.url;
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url })));
  const page = await context.newPage();
  for (const { name, path } of pages.filter(({ isForReading }) => !isForReading)) {
    at = name;
    await page.goto(url + path);
    if (path.startsWith("/_sandbox?"))
      await page.getByTestId("live").getByText("live", { exact: true }).waitFor();
    if (path.includes("entry=")) await page.getByTestId("signature").waitFor();
    for (const link of await page.locator("a[href^='javascript:' i]").all())
      ran.push(`${name}: ${await link.innerHTML()}`);
  }
  expect(ran).toEqual([]);

  at = "the page that does not escape";
  await page.goto(`${url}/client-hub`);
  await page.evaluate((html) => document.body.insertAdjacentHTML("beforeend", html), running);
  await expect.poll(() => ran).toContain(at);
}, 120_000);
