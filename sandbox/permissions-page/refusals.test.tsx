import { beforeEach, expect, test } from "vitest";
import { type Browser, createBrowser, createPageUnderTest, type PageUnderTest } from "./testing.js";

const back = "http://localhost:3000/callback";
const account = {
  name: "Bakery Blum",
  user_name: "Anna Blum",
  email: "anna@blum.example",
  password: "long enough",
};

let under: PageUnderTest;
let browser: Browser;

beforeEach(() => {
  under = createPageUnderTest();
  browser = createBrowser(under);
});

const open = (query = "", partner = "DirectPA") =>
  browser.open(`/onboarding/${partner}?redirect_url=${back}${query}`);
const escaped = "&lt;script&gt;alert(1)&lt;/script&gt;";
const script = "<script>alert(1)</script>";

test("a free-mail address is refused beside its field, and what was typed stays", async () => {
  const visit = await open();
  const response = await browser.post(`${visit}/sign-up`, { ...account, email: "anna@gmail.com" });
  const page = await response.text();
  expect(response.status).toBe(422);
  expect(page).toContain("free-mail");
  expect(page).toMatch(
    /value="anna@gmail.com"[^>]*aria-describedby="email-hint email-error"[^>]*aria-invalid="true"/,
  );
  expect(page).toMatch(/id="email-error" data-testid="error"/);
  expect(page).toContain('value="Bakery Blum"');
  expect(page).not.toContain(account.password);
});

test("the answer to a refused form may be kept, so that going back there works", async () => {
  const response = await browser.post(`${await open()}/sign-up`, { ...account, password: "short" });
  expect(response.headers.get("Cache-Control")).toBe("private, no-cache");
});

test("why no number can be added is said in the client's language", async () => {
  under.hub.partners.change("PrePayPA", { settings: { blocks_new_numbers: true } });
  const visit = await open("&lang=de", "PrePayPA");
  await browser.post(`${visit}/sign-up`, account);
  expect(await (await browser.get(visit)).text()).toContain(
    "Der Partner nimmt zurzeit keine neuen Nummern an.",
  );
});

test("a wrong password is a 401 on the log-in form", async () => {
  await browser.post(`${await open()}/sign-up`, account);
  const stranger = createBrowser(under);
  const visit = await stranger.open(`/onboarding/DirectPA?redirect_url=${back}`);
  const response = await stranger.post(`${visit}/log-in`, { ...account, password: "something else" });
  const page = await response.text();
  expect(response.status).toBe(401);
  expect(page).toContain('data-testid="log-in-form"');
  expect(page).toContain('value="anna@blum.example"');
  expect(response.headers.get("Set-Cookie")).toBeNull();
});

test.each([
  [{ name: " " }, "company name is empty"],
  [{ email: "anna" }, "&quot;anna&quot; is no e-mail address"],
  [{ password: "short" }, "fewer than 8 characters"],
  [{ user_name: " " }, "Your name is empty"],
])("sign-up with %o is refused", async (wrong, message) => {
  const response = await browser.post(`${await open()}/sign-up`, { ...account, ...wrong });
  expect(response.status).toBe(422);
  expect(await response.text()).toContain(message);
});

test("a form without any field is refused, not a fault of the server", async () => {
  expect((await browser.post(`${await open()}/sign-up`)).status).toBe(422);
});

test("a body that is no form is refused like an empty form", async () => {
  const visit = await open();
  for (const type of ["multipart/form-data", "multipart/form-data; boundary=x", "application/json"]) {
    const headers = { "Content-Type": type };
    const response = await under.page.request(`${visit}/sign-up`, { method: "POST", body: "{", headers });
    expect(response.status).toBe(422);
  }
});

test("payment needs the terms, a known plan and a test card", async () => {
  const visit = await open();
  await browser.post(`${visit}/sign-up`, account);
  const pay = async (fields: Record<string, string>) => {
    const response = await browser.post(`${visit}/payment`, {
      plan: "regular",
      card: "test-4242",
      ...fields,
    });
    return { status: response.status, page: await response.text() };
  };
  const noTerms = await pay({ plan: "basic" });
  expect(noTerms.status).toBe(422);
  expect(noTerms.page).toContain("terms-error");
  expect(noTerms.page).toMatch(/data-testid="plan-basic"[^>]*checked/);
  expect((await pay({ terms: "accepted", plan: "gold" })).page).toContain("no plan &quot;gold&quot;");
  const realCard = await pay({ terms: "accepted", card: "4929 1234 5678 9012" });
  expect(realCard).toMatchObject({ status: 422, page: expect.stringContaining("This is no test card") });
  expect(realCard.page).not.toContain("4929");
  expect((await pay({ terms: "accepted", card: "test-0002" })).page).toContain("was declined by the bank");
  expect((await pay({ terms: "accepted", card: "test-9995" })).page).toContain("not enough money");
  expect(under.hub.clients.list("DirectPA", {}).rows[0]?.plan).toBeNull();
  expect((await pay({ terms: "accepted", card: "test-0005" })).status).toBe(303);
});

test("no card field is ever sent, and each is checked by the browser itself", async () => {
  const visit = await open();
  await browser.post(`${visit}/sign-up`, account);
  const page = await (await browser.get(visit)).text();
  const cardFields = [...page.matchAll(/<input id="card-[^>]*>/g)].map(([input]) => input);
  expect(cardFields).toHaveLength(4);
  for (const input of cardFields) {
    expect(input).not.toMatch(/ name=/);
    expect(input).toContain("required");
  }
  expect(page).not.toMatch(/payment"[^>]*novalidate/);
  const numbers = new RegExp(`^(?:${/pattern="([^"]*)"/.exec(cardFields[0] ?? "")?.[1]})$`, "v");
  expect("4242 4242 4242 4242").toMatch(numbers);
  expect("378282246310005").toMatch(numbers);
  for (const other of ["4242 4242 4242 4243", "4929123456789012", "4242", ""])
    expect(other).not.toMatch(numbers);
});

test.each([
  [{ phone_number: "call me" }, "phone_number-error", "&quot;call me&quot; is no phone number"],
  [{ display_name: "" }, "display_name-error", "display name is empty"],
  [{ waba: "nonexWA" }, "", "no WABA &quot;nonexWA&quot;"],
])("the number form with %o is refused", async (wrong, id, message) => {
  const visit = await open("", "PrePayPA");
  await browser.post(`${visit}/sign-up`, account);
  const fields = { phone_number: "4915100000042", display_name: "Blum", ...wrong };
  const response = await browser.post(`${visit}/numbers`, fields);
  const page = await response.text();
  expect(response.status).toBe(422);
  expect(page).toContain(message);
  expect(page).toContain(id);
  expect(page.match(/data-testid="error"/g)).toHaveLength(1);
});

test("a step before log-in says that nobody is logged in", async () => {
  const response = await browser.post(`${await open()}/numbers/done`);
  expect(response.status).toBe(422);
  expect(await response.text()).toContain("Nobody is logged in yet");
});

test("an unknown partner is a 404 that names those that exist and keeps the query", async () => {
  const response = await browser.get("/dashboard/app/NobodyPA/permissions?state=1&name=A%26B");
  const page = await response.text();
  expect(response.status).toBe(404);
  expect(page).toContain('data-testid="error-page"');
  expect(page).toContain("&quot;NobodyPA&quot;");
  for (const id of ["DirectPA", "PrePayPA"]) {
    expect(page).toContain(`href="/dashboard/app/${id}/permissions?state=1&amp;name=A%26B"`);
  }
});

test("an unknown visit is a 404, and so is a visit at another partner", async () => {
  const visit = await open();
  expect((await browser.get(visit)).status).toBe(200);
  for (const url of ["/onboarding/DirectPA/visits/gone", visit.replace("DirectPA", "PrePayPA")]) {
    const response = await browser.get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("This visit is gone");
  }
});

test("no redirect URL anywhere is a 400 with the remedy", async () => {
  const response = await browser.get("/onboarding/DirectPA?redirect_url=&lang=de");
  const page = await response.text();
  expect(response.status).toBe(400);
  expect(page).toContain("PATCH /api/v2/partners/DirectPA");
  expect(page).toContain('<html lang="de">');
});

test.each(["javascript:alert(1)", "/callback", "localhost:3000/callback"])(
  "redirect_url=%s is a 400 that names it",
  async (value) => {
    const response = await browser.get(`/onboarding/DirectPA?redirect_url=${value}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(`&quot;${value}&quot;`);
  },
);

test("script in a parameter, a field, a brand or an id is text", async () => {
  under.hub.partners.change("PrePayPA", { brandName: script });
  const query = `&name=${encodeURIComponent(script)}&email=${encodeURIComponent(script)}`;
  const visit = await open(query, "PrePayPA");
  const pages = [
    await browser.get(visit),
    await browser.post(`${visit}/sign-up`, { ...account, name: script, email: script }),
    await browser.get(`/onboarding/${encodeURIComponent(script)}`),
    await browser.get(`/onboarding/DirectPA?redirect_url=${encodeURIComponent(script)}`),
    await browser.get(`/onboarding/DirectPA/visits/${encodeURIComponent(script)}`),
  ];
  await browser.post(`${visit}/sign-up`, { ...account, name: script });
  pages.push(await browser.post(`${visit}/numbers`, { phone_number: script, display_name: script }));
  await browser.post(`${visit}/numbers`, { phone_number: "4915100000042", display_name: script });
  pages.push(await browser.get(visit));
  for (const response of pages) {
    const page = await response.text();
    expect(page).toContain(escaped);
    expect(page).not.toContain("<script>");
  }
});

test("a form that another site sends is refused, and changes nothing", async () => {
  const visit = await open();
  const response = await browser.post(`${visit}/sign-up`, account, { Origin: "http://evil.example" });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain("http://evil.example");
  expect(under.hub.clients.list("DirectPA", {}).total).toBe(0);
  const own = await browser.post(`${visit}/sign-up`, account, { Origin: "http://localhost" });
  expect(own.status).toBe(303);
});
