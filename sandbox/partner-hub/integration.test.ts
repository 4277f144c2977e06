import { expect, test } from "vitest";
import { sign, signatureHeader } from "../webhooks/signature.js";
import { openDashboard, textOf } from "./testing.js";

const partnerOf = ({ hub }: ReturnType<typeof openDashboard>) => hub.partners.get("DirectPA");

test("both URLs can be saved, and emptied", async () => {
  const desk = openDashboard();
  const saved = await desk.post("integration/redirect-url", { partner_redirect_url: " http://a.test/back " });
  expect(saved.path).toBe("integration?done=redirect-url#redirect");
  expect(textOf(saved, "notice")).toBe("The redirect URL is saved.");
  expect(partnerOf(desk).redirectUrl).toBe("http://a.test/back");
  await desk.post("integration/webhook-url", { webhook_url: "http://a.test/in" });
  expect(partnerOf(desk).webhookUrl).toBe("http://a.test/in");
  await desk.post("integration/webhook-url", { webhook_url: "" });
  expect(partnerOf(desk).webhookUrl).toBeNull();
});

test("what is no URL is refused beside its field, with what was typed, and nothing is changed", async () => {
  const desk = openDashboard();
  const before = partnerOf(desk);
  const refused = await desk.post("integration/webhook-url", { webhook_url: "ftp://a.test/in" });
  expect(refused.status).toBe(422);
  expect(refused.html).toMatch(/id="webhook_url-error"[^>]*>[^<]*&quot;ftp:\/\/a.test\/in&quot;/);
  expect(refused.html).toContain('value="ftp://a.test/in"');
  expect(partnerOf(desk)).toEqual(before);
});

test("a notice says only what the hub says itself", async () => {
  const page = await openDashboard().get("integration?done=%3Cb%3EYour+account+is+blocked");
  expect(page.html).not.toContain("blocked");
  expect((await openDashboard().get("integration?done=constructor")).html).not.toContain(
    'data-testid="notice"',
  );
});

test("a custom header is added, changed and removed; a credential in it is not shown", async () => {
  const desk = openDashboard();
  await desk.post("integration/headers", { name: "Authorization", secret_value: "Bearer hush" });
  await desk.post("integration/headers", { name: "X-Team", secret_value: "blue" });
  const page = await desk.post("integration/headers", { name: "X-Team", secret_value: "green" });
  expect(partnerOf(desk).webhookHeaders).toEqual({ Authorization: "Bearer hush", "X-Team": "green" });
  expect(page.html).toContain("X-Team: green");
  expect(page.html).toMatch(/Authorization: Bearer masked:/);
  expect(page.html).not.toContain("hush");
  await desk.post("integration/headers/remove", { name: "Authorization" });
  expect(partnerOf(desk).webhookHeaders).toEqual({ "X-Team": "green" });
});

test("a header has one value, however its name is spelled", async () => {
  const desk = openDashboard();
  await desk.post("integration/headers", { name: "X-Team", secret_value: "blue" });
  await desk.post("integration/headers", { name: "x-team", secret_value: "green" });
  expect(partnerOf(desk).webhookHeaders).toEqual({ "x-team": "green" });
  await desk.post("integration/headers/remove", { name: "X-TEAM" });
  expect(partnerOf(desk).webhookHeaders).toEqual({});
});

test("a header that cannot be sent is refused", async () => {
  const desk = openDashboard();
  const refused = await desk.post("integration/headers", { name: "content length", secret_value: "1" });
  expect(refused.status).toBe(422);
  expect(textOf(refused, "error")).toContain("cannot be sent");
  const secret = await desk.post("integration/headers", { name: "Authorization", secret_value: "hu\nsh" });
  expect(textOf(secret, "error")).toContain("Authorization");
  expect(textOf(secret, "error")).not.toContain("hu");
  expect(partnerOf(desk).webhookHeaders).toEqual({});
});

test("a test of the webhook posts one signed event, and shows request and answer", async () => {
  const desk = openDashboard();
  desk.hub.partners.change("DirectPA", { webhookHeaders: { "X-Team": "blue" } });
  desk.answer = () => ({ status: 200, body: '{"thanks":true}', headers: { server: "app" } });
  const page = await desk.post("integration/webhook-url/test");
  expect(desk.posts).toHaveLength(1);
  const [post] = desk.posts;
  const body = post?.body ?? "";
  expect(JSON.parse(body)).toMatchObject({ event: "webhook_test", data: { partner_id: "DirectPA" } });
  expect(post?.headers).toMatchObject({
    "X-Team": "blue",
    [signatureHeader]: sign(body, "a-platform-secret"),
  });
  expect(page.html).toContain("Answered 200");
  for (const shown of [sign(body, "a-platform-secret"), "x-team: blue", "server: app", "thanks"]) {
    expect(page.html).toContain(shown);
  }
  // The result has an address of its own: reloading it sends nothing.
  expect((await desk.get(page.path)).html).toContain("Answered 200");
  expect(desk.posts).toHaveLength(1);
});

test("a test that fails is told with its reason, is marked in the journal, and is not tried again", async () => {
  const desk = openDashboard();
  desk.answer = () => ({ status: 500 });
  const page = await desk.post("integration/webhook-url/test");
  expect(textOf(page, "webhook-test-error")).toBe("The receiver answered 500.");
  await desk.clock.advance("DirectPA", 7 * 86_400_000);
  expect(desk.posts).toHaveLength(1);
  expect(desk.outbox.list("DirectPA", 10)).toEqual([]);
  const entries = desk.journal.read({ kinds: ["event", "attempt"] });
  expect(entries.map(({ kind, data }) => [kind, data.isTest])).toEqual([
    ["event", true],
    ["attempt", true],
  ]);
});

test("a refused connection is shown as such", async () => {
  const desk = openDashboard();
  desk.answer = () => ({ error: "Nothing listens at http://127.0.0.1:9: is your app running?" });
  const page = await desk.post("integration/webhook-url/test");
  expect(page.html).toContain("No answer");
  expect(textOf(page, "webhook-test-error")).toContain("is your app running?");
});

test("the event of the test is a setting", async () => {
  const desk = openDashboard();
  desk.hub.partners.change("DirectPA", { settings: { webhook_test_event: "client_created" } });
  await desk.post("integration/webhook-url/test");
  expect(JSON.parse(desk.posts[0]?.body ?? "").event).toBe("client_created");
});

test("a test of the redirect URL gets it as it stands", async () => {
  const desk = openDashboard();
  desk.answer = () => ({ status: 302, headers: { location: "/home" } });
  const page = await desk.post("integration/redirect-url/test");
  expect(desk.posts.map(({ url }) => url)).toEqual(["http://127.0.0.1:9/connected"]);
  expect(page.html).toContain('data-testid="redirect-test-result"');
  expect(page.html).toContain("location: /home");
});

test("without a URL there is nothing to test", async () => {
  const desk = openDashboard();
  desk.hub.partners.change("DirectPA", { webhookUrl: null, redirectUrl: null });
  const page = await desk.get("integration");
  for (const of of ["webhook", "redirect"]) {
    expect(page.html).toMatch(
      new RegExp(`data-testid="test-${of}-url"[^>]* disabled|disabled[^>]*data-testid="test-${of}-url"`),
    );
    const refused = await desk.post(`integration/${of}-url/test`);
    expect(refused.status).toBe(422);
    expect(textOf(refused, "error")).toBe("There is no URL to test. Save one first.");
  }
  expect(desk.posts).toEqual([]);
});

test("a test that the journal has forgotten is simply not shown", async () => {
  const desk = openDashboard();
  for (const entry of ["1", "999999", "x", "-1"]) {
    const page = await desk.get(`integration?test=${entry}`);
    expect(page.status).toBe(200);
    expect(page.html).not.toContain("test-result");
  }
});

test("rotating the platform secret shows the new one once, and the next webhook is signed with it", async () => {
  const desk = openDashboard();
  const page = await desk.post("integration/platform-secret");
  const secret = textOf(page, "new-secret-value") ?? "";
  expect(secret).toMatch(/^\w{40}$/);
  expect((await desk.get("integration")).html).not.toContain(secret);
  desk.addNumber();
  await desk.clock.settled("DirectPA");
  const [post] = desk.posts;
  expect(post?.headers[signatureHeader]).toBe(sign(post?.body ?? "", secret));
  expect(JSON.stringify(desk.journal.read())).not.toContain(secret);
});

test("a secret is generated where there is none, and a reset never brings the present one again", async () => {
  const desk = openDashboard();
  desk.hub.partners.change("DirectPA", { platformSecret: null });
  expect(textOf(await desk.get("integration"), "platform-secret")).toContain("unsigned");
  const first = textOf(await desk.post("integration/platform-secret"), "new-secret-value");
  desk.hub.partners.clear("DirectPA");
  const second = textOf(await desk.post("integration/platform-secret"), "new-secret-value");
  expect(second).toMatch(/^\w{40}$/);
  expect(second).not.toBe(first);
});

test("a form of another site is refused", async () => {
  const desk = openDashboard();
  const refused = await desk.post("integration/platform-secret", {}, { Origin: "http://evil.test" });
  expect(refused.status).toBe(403);
  expect(partnerOf(desk).platformSecret).toBe("a-platform-secret");
});
