import { expect, test } from "vitest";
import { channelObject } from "../hub/objects/channel-object.js";
import { countOf, type Dashboard, openDashboard, textOf } from "./testing.js";

const fleet = {
  channels: 450,
  channelsPerClient: 3,
  phoneFrom: "+4915110000000",
  name: "Fleet",
  password: "long enough",
  state: "live",
  permitted: true,
  apiKeys: true,
} as const;

const run = ({ hub }: Dashboard, channelId: string) => hub.lives.become("DirectPA", channelId, "running");
const permit = ({ hub }: Dashboard, { clientId, channelId }: { clientId: string; channelId: string }) =>
  hub.permissions.change("DirectPA", clientId, { grant: [channelId] });

test("without a number, the list says where numbers come from and names the onboarding link", async () => {
  const list = await openDashboard().get("channels");
  expect(list.html).toContain('data-testid="no-channels"');
  expect(textOf(list, "onboarding-link")).toBe("http://localhost:8082/dashboard/app/DirectPA/permissions");
});

test("450 numbers are shown in pages, each once, and every page leads on", async () => {
  const desk = openDashboard();
  desk.hub.seeding.plant("DirectPA", [], [fleet]);
  const seen = new Set<string>();
  let path = "channels";
  let pages = 0;
  for (;;) {
    const page = await desk.get(path);
    pages += 1;
    for (const [, id = ""] of page.html.matchAll(/data-testid="channel-(\w{6}CH)"/g)) seen.add(id);
    const next = /href="\/partner-hub\/DirectPA\/([^"]+)" data-testid="next"/.exec(page.html)?.[1];
    if (next === undefined) {
      expect(textOf(page, "shown")).toBe("426–450 of 450");
      break;
    }
    path = next;
  }
  expect(pages).toBe(18);
  expect(seen.size).toBe(450);
});

test("a page that lies behind the last one says so, and leads back", async () => {
  const desk = openDashboard();
  desk.addNumber();
  const page = await desk.get("channels?page=7");
  expect(page.status).toBe(200);
  expect(page.html).toContain('data-testid="no-match"');
});

test("the list is narrowed by permission, integration state, status and text", async () => {
  const desk = openDashboard();
  const shared = desk.addNumber();
  permit(desk, shared);
  run(desk, shared.channelId);
  const missing = desk.addNumber("+44 7700 900123");
  const found = async (query: string) => {
    const list = await desk.get(`channels?${query}`);
    return [shared, missing].filter(({ channelId }) => countOf(list, `channel-${channelId}`) > 0);
  };
  expect(await found("")).toEqual([shared, missing]);
  expect(await found("permission=shared")).toEqual([shared]);
  expect(await found("permission=missing")).toEqual([missing]);
  expect(await found("state=running")).toEqual([shared]);
  expect(await found("state=idle")).toEqual([missing]);
  expect(await found("status=created")).toEqual([missing]);
  expect(await found("text=%2B44+7700")).toEqual([missing]);
  expect(await found(`text=${shared.channelId}&permission=shared`)).toEqual([shared]);
  expect(await found("text=nobody")).toEqual([]);
  // What means nothing is left out.
  expect(await found("permission=perhaps&page=-1&state=%00")).toEqual([shared, missing]);
});

test("the list only offers statuses that there are", async () => {
  const desk = openDashboard();
  desk.addNumber();
  const { html } = await desk.get("channels");
  const select = /<select id="status".*?<\/select>/s.exec(html)?.[0] ?? "";
  expect([...select.matchAll(/value="([^"]*)"/g)].map(([, value]) => value)).toEqual(["", "created"]);
});

test("a number's page shows exactly what the Partner API answers", async () => {
  const desk = openDashboard();
  const { channelId } = desk.addNumber();
  const page = await desk.get(`channels/${channelId}`);
  const shown = textOf(page, "api-answer")?.replaceAll("&quot;", '"') ?? "";
  expect(JSON.parse(shown)).toEqual(channelObject(desk.hub.channels.get("DirectPA", channelId)));
  expect(textOf(page, "api-curl")).toContain(`/api/v2/partners/DirectPA/channels/${channelId}`);
});

test("its life tells what happened and what is planned", async () => {
  const desk = openDashboard();
  const { channelId } = desk.addNumber();
  const life = async () =>
    (await desk.get(`channels/${channelId}`)).html.split('data-testid="life"')[1] ?? "";
  expect(await life()).toMatch(/2026-01-05 09:00:05<\/time><span>becomes running/);
  await desk.clock.advance("DirectPA", 6_000);
  expect(await life()).toMatch(/2026-01-05 09:00:05<\/time><span>webhook channel_running/);
  expect(await life()).not.toContain("becomes running");
});

test("no key can be had while the permission is missing, then while the number does not run, and both reasons are named", async () => {
  const desk = openDashboard();
  const number = desk.addNumber();
  const path = `channels/${number.channelId}`;
  const missing = await desk.get(path);
  expect(missing.html).toMatch(/data-testid="generate-key"[^>]* disabled/);
  expect(textOf(missing, "generate-key-note")).toContain("The permission is missing");
  permit(desk, number);
  expect(textOf(await desk.get(path), "generate-key-note")).toContain("is not running yet");
  run(desk, number.channelId);
  expect((await desk.get(path)).html).not.toMatch(/data-testid="generate-key"[^>]* disabled/);
});

test("whoever posts the form all the same is refused, and nothing is made", async () => {
  const desk = openDashboard();
  const { channelId } = desk.addNumber();
  const refused = await desk.post(`channels/${channelId}/api-keys`);
  expect(refused.status).toBe(422);
  expect(textOf(refused, "error")).toContain("The permission is missing");
  expect(desk.hub.apiKeys.list("DirectPA", channelId)).toEqual([]);
});

test("a new key is shown once, works, ends the older one, and stands in no journal entry", async () => {
  const desk = openDashboard();
  const number = desk.addNumber();
  permit(desk, number);
  run(desk, number.channelId);
  const path = `channels/${number.channelId}`;
  const first = textOf(await desk.post(`${path}/api-keys`), "new-secret-value") ?? "";
  expect(desk.hub.apiKeys.holder(first)).toMatchObject({ channelId: number.channelId, endedBy: null });
  const again = await desk.get(path);
  expect(again.html).not.toContain(first);
  expect(textOf(again, "generate-key-note")).toContain("the present key dies at once");
  const second = textOf(await desk.post(`${path}/api-keys`), "new-secret-value") ?? "";
  expect(second).not.toBe(first);
  expect(desk.hub.apiKeys.holder(first)?.endedBy).toBe("a newer key took its place");
  expect(JSON.stringify(desk.journal.read())).not.toMatch(new RegExp(`${first}|${second}`));
});

test("the page warns that a new key drops the number's webhook, when the setting says so", async () => {
  const desk = openDashboard();
  const number = desk.addNumber();
  permit(desk, number);
  const running = run(desk, number.channelId);
  desk.store.transaction(() =>
    desk.hub.channels.change(running, { webhookUrl: "http://u:hush@127.0.0.1:9/in", webhookHeaders: {} }),
  );
  const note = async () => textOf(await desk.get(`channels/${number.channelId}`), "generate-key-note");
  expect(await note()).toContain("webhook URL is dropped");
  expect((await desk.get(`channels/${number.channelId}`)).html).not.toContain("hush");
  desk.hub.partners.change("DirectPA", { settings: { new_key_drops_webhook: false } });
  expect(await note()).not.toContain("webhook URL is dropped");
});

test("a cancellation is shown with what it leads to", async () => {
  const desk = openDashboard();
  const { channelId } = desk.addNumber();
  desk.hub.cancellations.request("DirectPA", channelId);
  const page = await desk.get(`channels/${channelId}`);
  expect(textOf(page, "cancellation")).toContain("Requested 2026-01-05");
});

test("an unknown channel, and one of another partner, is a page of its own", async () => {
  const desk = openDashboard();
  const other = desk.addPartner("partner");
  const client = desk.hub.seeding;
  client.plant(other, [], [{ ...fleet, channels: 1 }]);
  const foreign = desk.hub.channels.list(other, {}).rows[0]?.id ?? "";
  for (const id of ["nobodyCH", foreign]) {
    const page = await desk.get(`channels/${id}`);
    expect(page.status).toBe(404);
    expect(page.html).toContain(id);
  }
});
