import { beforeEach, expect, test } from "vitest";
import { type Browser, createBrowser, createPageUnderTest, type PageUnderTest } from "./testing.js";

const back = "http://localhost:3000/callback";
const account = { user_name: "Mara Lind", email: "mara@nordlicht.example", password: "long enough" };

let under: PageUnderTest;
let browser: Browser;

beforeEach(() => {
  under = createPageUnderTest();
  browser = createBrowser(under);
});

async function firstScreen(query: string): Promise<string> {
  const visit = await browser.open(`/onboarding/DirectPA?redirect_url=${back}${query}`);
  return (await browser.get(visit)).text();
}

/** What the page says of one parameter. */
const said = (page: string, name: string): string =>
  new RegExp(`data-testid="link-parameter-${name}">(.*?)</div>`).exec(page)?.[1]?.replace(/<[^>]*>/g, " ") ??
  "nothing";

test.each([
  ["flow=coex", "flow", "coex", "meaning are unknown"],
  ["preverified_phone_number_id=42", "preverified_phone_number_id", "42", "Presumably"],
  ["hosting_type=onpremise", "hosting_type", "onpremise", "without effect"],
  ["partner=tenant-4711", "partner", "tenant-4711", "partner_payload"],
  ["plan_selection=gold", "plan_selection", "gold", "No such plan; there are regular, premium, basic"],
  ["next=sign-up", "next", "sign-up", "without effect"],
  ["connect_client_user=1", "connect_client_user", "1", "Only true is known"],
  ["client_id=oaY9LLfUCL", "client_id", "oaY9LLfUCL", "without effect"],
  ["io_signature=abc", "io_signature", "abc", "IO Signature is off"],
  ["email=", "email", "", "Empty: the same as absent"],
  ["state=", "state", "", "where a setting says so"],
  ["utm_source=%3Cb%3E", "utm_source", "&lt;b&gt;", "meaning unknown"],
])("says of %s what came and what it does", async (query, name, value, meaning) => {
  const words = said(await firstScreen(`&${query}`), name);
  expect(words).toContain(value);
  expect(words).toContain(meaning);
});

test("every screen of a visit lists them, closed", async () => {
  const visit = await browser.open(`/onboarding/PrePayPA?redirect_url=${back}&flow=coex`);
  const lists = async () => {
    const page = await (await browser.get(visit)).text();
    expect(page).toContain('<details class="link-parameters" lang="en"');
    expect(said(page, "flow")).toContain("coex");
  };
  await lists();
  await browser.post(`${visit}/sign-up`, { ...account, name: "Nordlicht" });
  await lists();
  await browser.post(`${visit}/numbers`, { phone_number: "4915100000042", display_name: "Nordlicht" });
  await browser.post(`${visit}/numbers/done`);
  await lists();
});

test("partner becomes the client's partner_payload", async () => {
  const visit = await browser.open(`/onboarding/PrePayPA?redirect_url=${back}&partner=tenant-4711`);
  await browser.post(`${visit}/sign-up`, { ...account, name: "Nordlicht" });
  expect(under.hub.clients.list("PrePayPA", {}).rows).toMatchObject([{ partnerPayload: "tenant-4711" }]);
});

test("connect_client_user makes a login for a client that the partner has made, under its fixed name", async () => {
  const shared = { name: "Nordlicht <Bakery>", email: "owner@nordlicht.example" };
  const { id } = under.hub.accountSharing.addClient("DirectPA", shared);
  const visit = await browser.open(
    `/onboarding/DirectPA?redirect_url=${back}&connect_client_user=true&client_id=${id}`,
  );
  const page = await (await browser.get(visit)).text();
  expect(page).toContain("<h1>Create your login</h1>");
  expect(page).toMatch(/data-testid="name">.*Nordlicht &lt;Bakery&gt;/);
  expect(page).not.toContain('name="name"');
  await browser.post(`${visit}/sign-up`, account);
  expect(under.hub.visits.get("DirectPA", visit.split("/").at(-1) ?? "").clientId).toBe(id);
  expect(under.hub.clients.list("DirectPA", {}).total).toBe(1);
});

test.each([
  ["", 400, "no client_id"],
  ["&client_id=nobodyCL", 404, "&quot;nobodyCL&quot;"],
])("connect_client_user with %s is an error screen with the remedy", async (query, status, words) => {
  const response = await browser.get(
    `/onboarding/DirectPA?redirect_url=${back}&connect_client_user=true${query}`,
  );
  expect(response.status).toBe(status);
  const page = await response.text();
  expect(page).toContain('data-testid="error-page"');
  expect(page).toContain(words);
  expect(page).toContain("/account_sharing/clients");
});
