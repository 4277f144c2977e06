import fc from "fast-check";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { toHtml } from "../../sandbox/verify/report/html.tsx";
import { testApp, testScenario } from "../../sandbox/verify/testing.ts";
import { verify } from "../../sandbox/verify/verify.ts";
import { useBrowser } from "./support/browser.ts";
import { type EveryPage, everyPage, type SomePage, type Words } from "./support/every-page.ts";
import { type Markup, type ReadForm, readMarkup, wrongAddresses } from "./support/markup.ts";

const newContext = useBrowser();

/** Give `FC_SEED` to write the same words again. */
const seed = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));

// What ends the places that a text can stand in, what a parser reads as something else, and what would run.
const ends = [
  '"',
  "'",
  "`",
  ">",
  "<",
  "/>",
  "--" + ">",
  "<!--",
  "</title>",
  "</textarea>",
  "</script>",
  "</style>",
];
const odd = [
  "&quot;",
  "&#34;",
  "&lt;",
  "&#x3c;",
  "&amp;lt;",
  "%22%3E",
  "]]>",
  "\\",
  "\n",
  "\t",
  "\u2028",
  "＜",
  "=",
  " ",
];
const harmful = [
  "<x-ran ran>",
  "<script>ran()</script>",
  "<img src=/ran onerror=ran()>",
  "<svg onload=ran()><a xlink:href=javascript:ran()>",
  "<iframe srcdoc='<script>ran()</script>'>",
  "<base href=http://ran.invalid/>",
  "<meta http-equiv=refresh content='0;url=javascript:ran()'>",
  "<form action=http://ran.invalid/><button formaction=javascript:ran()>",
  "<style>*{background:url(http://ran.invalid/)}</style>",
  "<plaintext>",
  " onfocus=ran() autofocus style=color:red ran=",
  "javascript:ran()",
  "data:text/html,<script>ran()</script>",
  "0;url=javascript:ran()",
];
const piece = fc.constantFrom(...ends, ...odd, ...harmful);
// Short enough for every place: some keep only the first 200 characters.
const nastyText = fc
  .array(piece, { minLength: 1, maxLength: 5 })
  .map((pieces) => pieces.join(""))
  .filter(({ length }) => length < 150);
const aroundText = fc.tuple(fc.constantFrom("", ...ends, "javascript:", "data:text/html,"), nastyText);

/** The words themselves would hide what is wrong with the page. */
function complain({ failed, errorInstance }: fc.RunDetails<unknown>): void {
  if (failed) throw new Error(`FC_SEED=${seed}: ${errorInstance}`);
}

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

/** Everything that the pages say, before and after their forms were sent with such words. */
async function saidBy(reader: Page, words: Words): Promise<(Markup & { name: string })[]> {
  const world = await everyPage(words);
  const before = await readAll(reader, await askAll(world, world.pages));
  const forms = new Map(
    before.flatMap((page) => page.forms.map((form) => [`${page.name} ${withoutIds(form.action)}`, form])),
  );
  const sent = await readAll(reader, await sendForms(world, [...forms.values()], words));
  const after = await readAll(reader, await askAll(world, world.pages));
  return [...before, ...sent, ...after];
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

/** Writes into every text that is more than an identifier. */
function rewrite(value: unknown, write: (text: string) => string): void {
  if (typeof value !== "object" || value === null) return;
  if (value instanceof Map || value instanceof Set) for (const one of value.values()) rewrite(one, write);
  for (const [name, one] of Object.entries(value)) {
    if (typeof one === "string" && one.includes(" ")) Reflect.set(value, name, write(one));
    else rewrite(one, write);
  }
}

test("whatever stands in a scenario, an app's answer or a finding, the report has the elements that it has without", async () => {
  const app = await testApp({ keyWith: "channel_created" });
  const result = await verify({
    scenarios: [
      testScenario("holds"),
      testScenario("stops", "partner", { steps: [{ client_returns: "bakery" }] }),
    ],
    partnerIds: ["PrePayPA"],
    port: 0,
    waitMs: 0,
    app: {
      webhookUrl: `${app.url}/webhooks/{partner}`,
      pageUrl: `${app.url}/page/{partner}`,
      idleUrl: `${app.url}/idle`,
    },
    onReady: ({ url }) => app.connectTo(url),
  });
  const reader = await (await newContext()).newPage();
  const [plain] = await readMarkup(reader, [await toHtml(result)]);
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(nastyText), async (texts) => {
      const changed = structuredClone(result);
      const written: string[] = [];
      rewrite(changed, (text) => {
        const [nasty = ""] = texts.take(1);
        written.push(nasty);
        return text + nasty;
      });
      const [page] = await readMarkup(reader, [await toHtml(changed)]);
      if (!page) throw new Error("The report was not read.");
      expect(page.names.filter((name) => !plain?.names.includes(name))).toEqual([]);
      expect(wrongAddresses(page)).toEqual([]);
      const shown = written.filter((text) => page.text.includes(text));
      expect(shown.length).toBeGreaterThan(written.length / 4);
    }),
    { numRuns: 20, seed, endOnFailure: true, reporter: complain },
  );
}, 120_000);

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
