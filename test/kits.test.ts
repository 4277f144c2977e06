import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { hubTest, openHub, startTestSandbox, useHub } from "../sandbox/kits/vitest.ts";
import { openDesk } from "./support/desk.ts";

/** Nobody is there; nothing follows it. */
const redirectUrl = "http://127.0.0.1:9/connected";

const partnerTest = hubTest({
  isolation: "partner",
  redirectUrl,
  clients: { bakery: { numbers: ["shop"] } },
});
const sandboxTest = hubTest({ billing: "direct" });

describe("a story", () => {
  test("a client comes through the app, its number runs two days late, and the app gets one key", async () => {
    const hub = await useHub();
    await openDesk([hub]);
    const bakery = hub.client("bakery", { numbers: { shop: { running: "2d", live: "3d" } } });
    await bakery.opens().signsUp().adds("shop").confirms().returns();
    await hub.expect.noKey("shop");

    await hub.advance("2d");
    await hub.expect.received("channel_running", { number: "shop", times: 1 });
    await hub.expect.keyCreatedOnce("shop");
    await hub.expect.noKeyBefore("shop");
    await hub.expect.number("shop", { running: true, has_key: true, webhook_set: true });
    await hub.expect.rule("one-key-per-grant");
    await hub.expect.contract();
    expect(hub.calls("create_api_key", "shop")).toMatchObject([{ status: 201, subject: hub.id("shop") }]);
    expect(bakery.id).toBe(hub.id("bakery"));
    expect(hub.number("shop").channel.clientId).toBe(bakery.id);
  });

  test("with Direct Payment, the client permits one number of two, takes it back, and permits both later", async () => {
    const hub = await useHub({ billing: "direct" });
    await openDesk([hub]);
    const bakery = hub.client("bakery", { numbers: ["shop", "cafe"] });
    await bakery.opens().signsUp().pays("premium").adds("shop", "cafe").grants("shop").confirms().returns();
    await hub.advance("10s");
    await hub.expect.keyCreatedOnce("shop");
    await hub.expect.noKey("cafe");

    await bakery.opens().logsIn().revokes("shop").confirms().returns();
    const sent = hub.calls("send_message", "shop").length;
    await hub.customerWrites({ to: "shop", text: "Are you open?" });
    expect(hub.calls("send_message", "shop")).toHaveLength(sent);

    await bakery.changes({ grants: ["shop", "cafe"] });
    await hub.expect.keyCreatedOnce("cafe");
    await hub.expect.contract();
  });

  test("an onboarding in one word adds, permits and pays for what was named", async () => {
    const hub = await useHub({ billing: "direct", clients: { bakery: { numbers: ["shop", "cafe"] } } });
    await openDesk([hub]);
    await hub.client("bakery").onboards({ grants: ["shop"] });
    await hub.number("shop").reaches("running");
    await hub.expect.keyCreatedOnce("shop");
    expect(hub.number("cafe").channel.permitted).toBe(false);
  });

  test("a lost answer and a late hub: what breaks is used up, and the app is in time all the same", async () => {
    const hub = await useHub();
    await openDesk([hub]);
    await hub.breaks({
      on: "api",
      path: "/api/v2/partners/*/channels/*/api_keys",
      do: "done_but_500",
      times: 1,
    });
    await hub.client("bakery").onboards({ adds: ["shop"] });
    await hub.receiver("down");
    await hub.number("shop").becomes("running");
    await hub.receiver("up");
    await hub.advance("1h");
    await hub.expect.number("shop", { has_key: true });
    await hub.expect.that({ call: "create_api_key", number: "shop", status: 500, times: 1 });
  });
});

describe("whose hub it is", () => {
  test("two partners of one company: each has its own clients, numbers and time", async () => {
    const hub = await useHub({ billing: "partner" });
    const direct = await hub.also({ billing: "direct" });
    await openDesk([hub, direct]);
    await hub.client("bakery").onboards({ adds: ["shop"] });
    await direct.client("clinic").onboards({ adds: ["desk"] });
    await hub.advance("1d");
    await hub.expect.keyCreatedOnce("shop");
    await direct.expect.noKey("desk");
    expect(hub.now().getTime() - direct.now().getTime()).toBe(24 * 60 * 60 * 1000);
  });

  test("a partner with the id and the credentials that an app has in its config", async () => {
    const hub = await useHub({
      partnerId: "HarbouPA",
      apiKey: "a-key",
      platformSecret: "a-secret",
      redirectUrl,
    });
    expect(hub.env).toMatchObject({ partnerId: "HarbouPA", apiKey: "a-key", platformSecret: "a-secret" });
    const url = `${hub.env.hubUrl}/api/v2/partners/HarbouPA`;
    const answer = await fetch(url, { headers: { "x-api-key": hub.env.apiKey } });
    expect(answer.status).toBe(200);
    const page = await fetch(hub.env.permissionsUrl);
    expect(page.status).toBe(200);
  });

  test("a partner of the seed file, whose numbers are called by aliases too", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hub-sandbox-kits-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const seedFile = join(folder, "seed.yaml");
    writeFileSync(
      seedFile,
      `partners:
  - id: SeededPA
    billing: direct
    clients:
      - name: Nordlicht Bakery
        email: owner@nordlicht.example
        channels: [{ phone: "+4915100000042", state: running, permitted: true }]
`,
    );
    const hub = await useHub({ seedFile, partnerId: "SeededPA" });
    const numbers = { shop: { phone: "+49 151 00000042" } };
    hub.client("bakery", { email: "owner@nordlicht.example", numbers });
    await hub.expect.number("shop", { permitted: true, running: true });
    expect(hub.number("shop").channel.clientId).toBe(hub.id("bakery"));
    await expect(useHub({ on: hub.sandbox, seedFile })).rejects.toThrow(
      "seedFile: this is for a sandbox that is started for the test, and this one runs already.",
    );
    await expect(useHub({ on: hub.sandbox, partnerId: "SeededPA", billing: "partner" })).rejects.toThrow(
      "SeededPA is there already, and has billing direct.",
    );
  });

  test("on a sandbox that runs, each hub is a fresh partner that goes with its test", async () => {
    const sandbox = await startTestSandbox();
    onTestFinished(() => sandbox.stop());
    const hub = await useHub({ on: sandbox });
    const { hub: another, close } = await openHub({ on: sandbox });
    expect(sandbox.partners()).toHaveLength(2);
    expect(another.partnerId).not.toBe(hub.partnerId);
    await close();
    expect(sandbox.partners().map(({ id }) => id)).toEqual([hub.partnerId]);
  });

  describe("a fixture", () => {
    const seen = new Set<string>();
    let url = "";

    partnerTest("gives a partner of its own on a sandbox that is shared", async ({ hub }) => {
      url = hub.env.hubUrl;
      seen.add(hub.partnerId);
      await hub.client("bakery").opens().signsUp().adds("shop").confirms();
      expect(hub.sandbox.partners()).toHaveLength(1);
    });

    partnerTest("and another one to the next test", async ({ hub }) => {
      expect(hub.env.hubUrl).toBe(url);
      expect(seen).not.toContain(hub.partnerId);
      await hub.client("bakery").opens().signsUp().adds("shop").confirms();
      expect(hub.journal({ kinds: ["redirect"] })).toHaveLength(1);
    });

    sandboxTest("or a sandbox of its own", async ({ hub }) => {
      expect(hub.env.hubUrl).not.toBe(url);
      expect(hub.sandbox.hub.partners.get(hub.partnerId).billing).toBe("direct");
    });
  });
});

describe.concurrent("tests that run at the same time", () => {
  test.for(["bakery", "clinic", "studio"])(
    "each have their own hub: %s",
    async (alias, { onTestFinished, expect }) => {
      const hub = await useHub({ redirectUrl }, { onTestFinished });
      await hub.client(alias).opens().signsUp().adds("shop").confirms();
      await hub.number("shop").reaches("running");
      const names = hub.sandbox.hub.clients.list(hub.partnerId, {}).rows.map(({ email }) => email);
      expect(names).toEqual([hub.client(alias).account.email]);
    },
  );
});

describe("a scenario", () => {
  test("of the library is played on the test's partner, and its clients are known afterwards", async () => {
    const hub = await useHub();
    await openDesk([hub]);
    await hub.play("first-grant");
    await hub.expect.keyCreatedOnce("shop");
    await hub.number("shop").isTerminated();
    await hub.expect.contract();
  });

  test("with two hubs takes a second partner", async () => {
    const hub = await useHub({ billing: "direct" });
    const prepaid = await hub.also({ billing: "partner" });
    await openDesk([hub, prepaid]);
    await hub.play("two-hubs-at-once", { prepaid });
  });

  test("that does not fit the partner says what is missing", async () => {
    const hub = await useHub({ billing: "direct" });
    await expect(hub.play("first-grant")).rejects.toThrow(
      /first-grant needs a partner with billing partner, and \w+PA has direct\. Write \{ billing: "partner" \}/,
    );
    await expect(hub.play("two-hubs-at-once")).rejects.toThrow('await hub.also({ billing: "partner" })');
  });

  test("that does not hold fails with its report", async () => {
    const hub = await useHub();
    await expect(hub.play("first-grant")).rejects.toThrow(/✗ first-grant[\s\S]*create_api_key for shop/);
  });
});
