import { describe, expect, test } from "vitest";
import { useHub } from "../sandbox/kits/vitest.ts";
import { testReceiver } from "./support/sandbox.ts";

/** A hub with Direct Payment, and an app that takes everything and does nothing. */
async function directHub() {
  const receiver = await testReceiver();
  const hub = await useHub({
    billing: "direct",
    clients: { bakery: { numbers: ["shop", "cafe"] } },
    webhookUrl: `${receiver.url}/webhooks`,
    redirectUrl: `${receiver.url}/connected`,
    settleMs: 1,
  });
  const events = () =>
    receiver.received.flatMap(({ path, body }) => (path === "/webhooks" ? [JSON.parse(body).event] : []));
  return { hub, receiver, events, bakery: hub.client("bakery") };
}

describe("a client", () => {
  test("comes back with what it chose, and refuses and revokes on the permission screen", async () => {
    const { hub, bakery, receiver } = await directHub();
    await bakery.opens().signsUp().pays("premium").adds(["shop", "cafe"]);
    await bakery.grants("shop").refuses("cafe").confirms().returns();
    await bakery.opens().logsIn().revokes(["shop"]).grants("cafe").confirms().returns();
    const paths = receiver.received.map(({ path }) => path).filter((path) => path.startsWith("/connected"));
    expect(paths).toEqual([
      `/connected?client=${bakery.id}&channels=[${hub.id("shop")}]`,
      `/connected?client=${bakery.id}&channels=[${hub.id("cafe")}]&revoked=[${hub.id("shop")}]`,
    ]);
    expect(hub.sandbox.hub.clients.get(hub.partnerId, bakery.id).plan).toBe("premium");
  });

  test("follows a link that the app's own code has made", async () => {
    const { hub, bakery, receiver } = await directHub();
    const link = `${hub.env.permissionsUrl}?state=s1&redirect_url=${receiver.url}/elsewhere`;
    await bakery.opens(link).signsUp().pays().adds("shop").grants("shop").confirms().returns();
    const [returned] = receiver.received.filter(({ path }) => path.startsWith("/elsewhere"));
    expect(returned?.path).toContain("state=s1");
  });

  test("meets a blocked popup, and closes one half-way", async () => {
    const { hub, bakery } = await directHub();
    await bakery.opensBlocked();
    await bakery.opens().signsUp().closesPopup();
    await expect(bakery.pays()).rejects.toThrow("bakery has no open visit: put `.opens()` before this step.");
    expect(hub.timeline().join("\n")).toContain("the browser blocks the popup");
  });

  test("is refused by the app, which a test may allow", async () => {
    const { bakery, receiver } = await directHub();
    receiver.answer = ({ path }) => ({ status: path.startsWith("/connected") ? 400 : 200 });
    await bakery.onboards().catch((error: Error) => {
      expect(error.message).toContain("The app answered the redirect with 400");
    });
    await bakery.returns({ mayRefuse: true });
  });

  test("cancels numbers, takes that back, and makes a key of its own", async () => {
    const { hub, bakery, events } = await directHub();
    await bakery.onboards({ grants: ["cafe"] });
    await hub.number("shop").reaches("running");
    await bakery.cancels("cafe").withdrawsCancellation("cafe").createsOwnKey("shop");
    expect(events()).toEqual(expect.arrayContaining(["cancellation_request", "cancellation_revoke"]));
    await hub.expect.number("shop", { has_key: true });
    await hub.expect.noKey("shop");
  });
});

describe("a number", () => {
  test("reaches the steps of its life by itself, or at once", async () => {
    const { hub, bakery } = await directHub();
    await bakery.onboards();
    const began = hub.now().getTime();
    await hub.number("shop").reaches("ready");
    expect(hub.now().getTime() - began).toBe(2000);
    await hub.number("cafe").becomes("live");
    expect(hub.now().getTime() - began).toBe(2000);
    expect(hub.number("cafe").channel.accountMode).toBe("live");
    await expect(hub.number("shop").reaches("ready")).rejects.toThrow(
      'Nothing waits that would make the number ready: it was so already, or its delay is "never".',
    );
  });

  test("meets what Meta and the hub do to it", async () => {
    const { hub, bakery, events } = await directHub();
    await bakery.onboards();
    const shop = hub.number("shop");
    await shop.becomes("running");
    await shop.gets({ rating: "RED", limit: "TIER_250" });
    expect(shop.channel).toMatchObject({ currentQualityRating: "RED", currentLimit: "TIER_250" });
    await shop.isWarned();
    await shop.isRestricted("SPAM");
    await shop.getsAnotherKey();
    await hub.expect.number("shop", { has_key: true });
    await shop.isTerminated();
    await hub.expect.number("shop", { has_key: false });
    expect(events()).toEqual(expect.arrayContaining(["account_violation", "account_restriction"]));
    expect(shop.phone).toMatch(/^\+49151\d{8}$/);
  });
});

test("what breaks is used up or mended, and settings can change on the way", async () => {
  const { hub, bakery, events } = await directHub();
  await hub.breaks({ on: "webhook", event: "client_created", do: "drop" });
  await bakery.opens().signsUp();
  await hub.mends();
  await hub.settings({ life: { running: "1h", live: "1h" } });
  await bakery.pays().adds("shop").confirms();
  await hub.does({ webhooks_come: { how: "twice", event: "channel_ready", number: "shop" } });
  await hub.advance("59m");
  expect(events()).toEqual(["channel_created", "channel_ready", "channel_ready"]);
  await hub.advance("1m");
  expect(events()).toContain("channel_running");
  await expect(hub.advance("soon")).rejects.toThrow('"soon" is not a duration.');
});

test("a customer's message comes to the app, and the journal tells of calls by the alias", async () => {
  const { hub, bakery, receiver } = await directHub();
  await bakery.onboards();
  await hub.number("shop").becomes("running");
  const { hubUrl, partnerId, apiKey } = hub.env;
  const path = `${hubUrl}/api/v2/partners/${partnerId}/channels/${hub.id("shop")}/api_keys`;
  const { api_key } = await (await fetch(path, { method: "POST", headers: { "x-api-key": apiKey } })).json();
  await fetch(`${hubUrl}/v1/configs/webhook`, {
    method: "POST",
    headers: { "d360-api-key": api_key },
    body: JSON.stringify({ url: `${receiver.url}/messages` }),
  });
  await hub.customerWrites({ to: "shop", text: "Are you open?" });
  const [message] = receiver.received.filter(({ path }) => path === "/messages");
  expect(message?.body).toContain("Are you open?");
  expect(hub.calls("create_api_key", "shop")).toMatchObject([{ status: 201 }]);
  expect(hub.calls("create_api_key", "cafe")).toEqual([]);
  expect(hub.journal({ kinds: ["redirect"] })).toHaveLength(1);
  expect(JSON.stringify(hub.journal())).not.toContain(api_key);
});
