import type { Page } from "playwright";
import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { sign, signatureHeader } from "../../sandbox/webhooks/signature.ts";
import { type Received, type Receiver, testReceiver, testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
import { looksWell, narrowContext } from "./support/looks.ts";

const newContext = useBrowser();

/** A number of DirectPA that was just added, and that its client has not permitted yet. */
function seedNumber({ hub }: Sandbox): { channelId: string; clientId: string } {
  const number = { phoneNumber: "+4915100000042", state: "created", permitted: false } as const;
  const client = { name: "Nordlicht Bakery", email: "owner@nordlicht.example", password: "long enough" };
  hub.seeding.plant("DirectPA", [{ ...client, language: "en", wabas: [], channels: [number] }], []);
  const [channel] = hub.channels.list("DirectPA", {}).rows;
  if (!channel) throw new Error("The seed made no channel.");
  return { channelId: channel.id, clientId: channel.clientId };
}

async function openHub(sandbox: Sandbox, path: string): Promise<Page> {
  const page = await (await newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${sandbox.url}/partner-hub/DirectPA/${path}`);
  return page;
}

function first({ received }: Receiver): Received {
  const [request] = received;
  if (!request) throw new Error("Nothing has arrived.");
  return request;
}

async function rotate(page: Page): Promise<string> {
  await page.getByTestId("rotate-secret").click();
  await page.getByTestId("rotate-secret-confirm").click();
  return (await page.getByTestId("new-secret-value").textContent()) ?? "";
}

test("an API key cannot be generated until the client permits it and the number runs; then it is shown once and works", async () => {
  const sandbox = await testSandbox();
  const { channelId, clientId } = seedNumber(sandbox);
  const page = await openHub(sandbox, "channels");
  await page.getByTestId(`channel-${channelId}`).getByRole("link").click();
  const generate = page.getByTestId("generate-key");
  expect(await generate.isDisabled()).toBe(true);
  expect(await page.getByTestId("generate-key-note").textContent()).toContain("The permission is missing");

  sandbox.hub.permissions.change("DirectPA", clientId, { grant: [channelId] });
  await page.reload();
  expect(await page.getByTestId("permission").textContent()).toBe("Shared");
  expect(await generate.isDisabled()).toBe(true);
  expect(await page.getByTestId("generate-key-note").textContent()).toContain("is not running yet");

  sandbox.hub.lives.become("DirectPA", channelId, "running");
  await page.reload();
  await generate.click();
  const key = (await page.getByTestId("new-secret-value").textContent()) ?? "";
  expect(sandbox.hub.apiKeys.holder(key)).toMatchObject({ channelId, endedBy: null });
  await page.reload();
  expect(await page.getByTestId("new-secret").count()).toBe(0);
  expect(await page.content()).not.toContain(key);
});

test("the webhook test shows 200, 500 and a refused connection", async () => {
  const receiver = await testReceiver();
  const sandbox = await testSandbox();
  const page = await openHub(sandbox, "integration");
  expect(await page.getByTestId("test-webhook-url").isDisabled()).toBe(true);
  const result = page.getByTestId("webhook-test-result");

  async function testUrl(url: string): Promise<string> {
    await page.getByTestId("webhook-url").fill(url);
    await page.getByTestId("save-webhook-url").click();
    await page.getByTestId("notice").waitFor();
    await page.getByTestId("test-webhook-url").click();
    return (await result.textContent()) ?? "";
  }

  receiver.answer = ({ path }) => ({ status: path === "/broken" ? 500 : 200, body: "seen" });
  expect(await testUrl(`${receiver.url}/in`)).toContain("Answered 200");
  const { body, headers } = first(receiver);
  expect(headers[signatureHeader]).toBe(sign(body, "sandbox-platform-secret"));
  expect(await result.textContent()).toContain(sign(body, "sandbox-platform-secret"));
  expect(await testUrl(`${receiver.url}/broken`)).toMatch(/Answered 500.*The receiver answered 500/s);
  expect(await testUrl("http://127.0.0.1:9/in")).toMatch(/No answer.*is your app running\?/s);
  expect(await testUrl("http://203.0.113.7/in")).toContain("--allow-remote");
  expect(receiver.received).toHaveLength(2);
});

test("the redirect test gets the page from here", async () => {
  const receiver = await testReceiver();
  receiver.answer = () => ({ status: 404, body: "no such page" });
  const sandbox = await testSandbox();
  sandbox.hub.partners.change("DirectPA", { redirectUrl: `${receiver.url}/connected` });
  const page = await openHub(sandbox, "integration");
  await page.getByTestId("test-redirect-url").click();
  expect(await page.getByTestId("redirect-test-result").textContent()).toMatch(/Answered 404.*no such page/s);
  expect(receiver.received.map(({ path }) => path)).toEqual(["/connected"]);
});

test("a changed setting has its effect, and a wrong one is refused beside its field", async () => {
  const receiver = await testReceiver();
  const sandbox = await testSandbox();
  sandbox.hub.partners.change("DirectPA", { webhookUrl: receiver.url });
  const { channelId } = seedNumber(sandbox);
  const page = await openHub(sandbox, "settings");
  await page.getByTestId("setting-life.ready").fill("soon");
  await page.getByTestId("setting-signature_prefix").selectOption("sha256=");
  await page.getByTestId("save-settings").click();
  await page.getByTestId("settings-error").waitFor();
  expect(await page.locator("[id='life.ready-error']").textContent()).toContain('"soon" is not a duration');
  await page.getByTestId("setting-life.ready").fill("3s");
  await page.getByTestId("save-settings").click();
  expect(await page.getByTestId("notice").textContent()).toBe("The settings are saved.");

  sandbox.hub.lives.become("DirectPA", channelId, "ready");
  await sandbox.clock.settled("DirectPA");
  const { body, headers } = first(receiver);
  expect(headers[signatureHeader]).toBe(`sha256=${sign(body, "sandbox-platform-secret")}`);
});

test("after the platform secret is rotated, the next delivery has another signature", async () => {
  const receiver = await testReceiver();
  const sandbox = await testSandbox();
  sandbox.hub.partners.change("DirectPA", { webhookUrl: receiver.url });
  const { channelId } = seedNumber(sandbox);
  const page = await openHub(sandbox, "integration");
  const secret = await rotate(page);
  sandbox.hub.lives.become("DirectPA", channelId, "ready");
  await sandbox.clock.settled("DirectPA");
  const { body, headers } = first(receiver);
  expect(headers[signatureHeader]).toBe(sign(body, secret));
  expect(headers[signatureHeader]).not.toBe(sign(body, "sandbox-platform-secret"));
});

test("no secret that the dashboard makes or takes is in the journal, and its exchanges name the partner", async () => {
  const sandbox = await testSandbox();
  const page = await openHub(sandbox, "api-keys");
  await page.getByTestId("key-name").fill("production");
  await page.getByTestId("create-key").click();
  const key = (await page.getByTestId("new-secret-value").textContent()) ?? "";
  await page.getByTestId("tab-integration").click();
  const secret = await rotate(page);
  await page.getByTestId("header-name").fill("X-Gate");
  await page.getByTestId("header-value").fill("open sesame");
  await page.getByTestId("add-header").click();
  await page.getByTestId("webhook-url").fill("http://gate:hush-hush@127.0.0.1:9/in");
  await page.getByTestId("save-webhook-url").click();
  await page.getByTestId("notice").waitFor();

  const entries = sandbox.journal.read({ partner: "DirectPA" });
  const written = JSON.stringify(sandbox.journal.read());
  for (const one of [key, secret, "sesame", "hush-hush"]) {
    expect(one).not.toBe("");
    expect(written).not.toContain(one);
  }
  const forms = entries.filter(({ kind, summary }) => kind === "request" && summary.startsWith("POST"));
  expect(forms.map(({ summary }) => summary.replace("POST /partner-hub/DirectPA/", ""))).toEqual([
    "api-keys",
    "integration/platform-secret",
    "integration/headers",
    "integration/webhook-url",
  ]);
});

test("a brand name with markup is text, and runs nowhere", async () => {
  const sandbox = await testSandbox();
  const evil = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>`;
  sandbox.hub.partners.change("DirectPA", { brandName: evil });
  const page = await openHub(sandbox, "profile");
  expect(await page.getByTestId("brand-preview").textContent()).toContain(evil);
  for (const tab of ["channels", "integration", "api-keys", "settings"]) {
    await page.getByTestId(`tab-${tab}`).click();
    expect(await page.title()).toContain(evil);
  }
});

test("everything works without scripts, and no button is shown that needs one", async () => {
  const sandbox = await testSandbox();
  const page = await (await newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${sandbox.url}/partner-hub`);
  expect(await page.getByRole("button", { name: /^Copy/ }).count()).toBe(0);
  await page.getByTestId("partner-switch").locator("summary").click();
  await page.getByTestId("partner-PrePayPA").click();
  await page.getByTestId("tab-integration").click();
  expect(new URL(page.url()).pathname).toBe("/partner-hub/PrePayPA/integration");
  expect(await rotate(page)).toBe(sandbox.hub.partners.get("PrePayPA").platformSecret);
});

test("a text is copied with its button", async () => {
  const sandbox = await testSandbox();
  const context = await newContext();
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: sandbox.url });
  const page = await context.newPage();
  await page.goto(`${sandbox.url}/partner-hub/DirectPA/channels`);
  await page.getByRole("button", { name: "Copy the link" }).click();
  await page.getByText("Copied").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${sandbox.url}/dashboard/app/DirectPA/permissions`,
  );
});

test.each(["wide", "narrow"])("every screen looks well on a %s screen", async (width) => {
  const sandbox = await testSandbox();
  const receiver = await testReceiver();
  const { channelId } = seedNumber(sandbox);
  const headers = { Authorization: "Bearer abc" };
  const urls = { webhookUrl: receiver.url, redirectUrl: receiver.url, webhookHeaders: headers };
  sandbox.hub.partners.change("DirectPA", urls);
  const wide = { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" } as const;
  const context = await (width === "narrow" ? narrowContext(newContext) : newContext(wide));
  const page = await context.newPage();
  const open = (path: string) => page.goto(`${sandbox.url}/partner-hub/DirectPA/${path}`);
  for (const path of [
    "channels",
    "channels?text=nobody",
    `channels/${channelId}`,
    "connect?name=Nordlicht&state=a%20b",
    "profile",
    "channels/noneCH",
  ]) {
    await open(path);
    await looksWell(page, path);
  }
  await open("integration");
  await page.getByTestId("test-webhook-url").click();
  await page.getByTestId("webhook-test-result").waitFor();
  await page.getByTestId("rotate-secret").click();
  await looksWell(page, "integration, tested");
  await page.getByTestId("rotate-secret-confirm").click();
  await page.getByTestId("new-secret").waitFor();
  await looksWell(page, "integration, rotated");
  await open("settings");
  await page.getByTestId("setting-life.ready").fill("soon");
  await page.getByTestId("save-settings").click();
  await page.getByTestId("settings-error").waitFor();
  await looksWell(page, "settings, refused");
  await open("api-keys");
  await page.getByTestId("key-name").fill("default");
  await page.getByTestId("create-key").click();
  await page.getByTestId("error").waitFor();
  await page.getByTestId("delete-key-default").click();
  await page.getByTestId("partner-switch").locator("summary").click();
  await looksWell(page, "api-keys, refused");
});
