import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { fakeHub, startDesk } from "../testing/desk.js";

test("the Connect link leads to the hub's permission page and carries redirect URL and state", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const { html } = await desk.visitor().get("/");
  expect(html).toContain(
    `href="${hub.url}/dashboard/app/DirectPA/permissions?redirect_url=${encodeURIComponent(`${desk.url}/connected`)}`,
  );
  expect(html).toContain("data-connect");
});

test("a hub's Connect link is signed with the platform secret when the hub asks for it", async () => {
  const signing = { partnerId: "DirectPA", platformSecret: "a platform secret", ioSignature: true };
  const desk = await startDesk(await fakeHub(), { hubs: [{ partnerId: "PrePayPA" }, signing] });
  const { html } = await desk.visitor().get("/");
  const [plain, signed] = [...html.matchAll(/href="([^"]*\/permissions[^"]*)"/g)].map(
    ([, href = ""]) => new URL(href.replaceAll("&amp;", "&")).searchParams,
  );
  expect([plain?.has("io_signature"), plain?.has("io_timestamp")]).toEqual([false, false]);
  const seconds = signed?.get("io_timestamp");
  expect(Math.abs(Date.now() / 1000 - Number(seconds))).toBeLessThan(60);
  const expected = createHmac("sha512", "a platform secret").update(`DirectPA|${seconds}`).digest("hex");
  expect(signed?.get("io_signature")).toBe(expected);
  expect(html).not.toContain("a platform secret");
});

test("the session cookie is kept from scripts and from other sites", async () => {
  const desk = await startDesk(await fakeHub());
  const { headers } = await desk.visitor().get("/");
  expect(headers.get("set-cookie")).toMatch(/HttpOnly/);
  expect(headers.get("set-cookie")).toMatch(/SameSite=Lax/);
});

test("each page has a state of its own, of at least 128 bits", async () => {
  const visitor = (await startDesk(await fakeHub())).visitor();
  const [one, two] = [await visitor.freshState(), await visitor.freshState()];
  expect(one).not.toBe(two);
  expect(Buffer.from(one, "base64url").length).toBeGreaterThanOrEqual(16);
});

async function deskWithChannel() {
  const hub = await fakeHub();
  hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  return { hub, desk: await startDesk(hub) };
}
const good = "client=oaY9LLfUCL&channels=[y9MiLoCH]";

test("a missing, wrong, foreign or used state links nothing and says so with 400", async () => {
  const { hub, desk } = await deskWithChannel();
  const visitor = desk.visitor();
  const foreignState = await desk.visitor().freshState();
  await visitor.get("/");
  for (const state of ["", "&state=", "&state=guessed", `&state=${foreignState}`]) {
    const page = await visitor.get(`/connected?${good}${state}`);
    expect(page.status).toBe(400);
    expect(page.html).toContain("Nothing was linked");
    expect(page.html, "the popup must not pass this on to the opener").not.toContain("redirect-page.js");
  }
  await desk.idle();
  expect((await visitor.get("/")).html).not.toContain("y9MiLoCH");
  expect(hub.calls("/shared_client_numbers")).toHaveLength(0);

  const state = await visitor.freshState();
  expect((await visitor.get(`/connected?${good}&state=${state}`)).status).toBe(200);
  expect((await visitor.get(`/connected?${good}&state=${state}`)).status).toBe(400);
});

test("a visitor without a cookie is refused", async () => {
  const { desk } = await deskWithChannel();
  const state = await desk.visitor().freshState();
  expect((await desk.visitor().get(`/connected?${good}&state=${state}`)).status).toBe(400);
});

test("a redirect without a client is refused and leaves the state unused", async () => {
  const { desk } = await deskWithChannel();
  const visitor = desk.visitor();
  const state = await visitor.freshState();
  expect((await visitor.get(`/connected?channels=[y9MiLoCH]&state=${state}`)).status).toBe(400);
  expect((await visitor.get(`/connected?${good}&state=${state}`)).status).toBe(200);
});

test.each([
  ["somebody else's channel", "client=oaY9LLfUCL&channels=[y9MiLoCH,f0ReIgCH]"],
  ["another partner's channel", "client=oaY9LLfUCL&channels=[d1ReCtCH]"],
  ["a channel that does not exist", "client=oaY9LLfUCL&channels=[n0NoNoCH]"],
  ["somebody else's channel as revoked", "client=oaY9LLfUCL&channels=[]&revoked=[f0ReIgCH]"],
])("a redirect that names %s links nothing", async (_case, query) => {
  const { hub, desk } = await deskWithChannel();
  hub.addChannel({ id: "f0ReIgCH", clientId: "aNoThErCL", shared: true, state: "live" });
  hub.addChannel({ id: "d1ReCtCH", partnerId: "DirectPA", shared: true, state: "live" });
  const visitor = desk.visitor();
  const page = await visitor.returnWith(query);
  expect(page.html).toContain("Nothing was linked");
  await desk.idle();
  const home = await visitor.get("/");
  for (const id of ["y9MiLoCH", "f0ReIgCH", "d1ReCtCH"]) expect(home.html).not.toContain(id);
  expect(hub.calls("/api_keys")).toHaveLength(0);
});

test("a redirect that names an unknown client links nothing", async () => {
  const { desk } = await deskWithChannel();
  const visitor = desk.visitor();
  expect((await visitor.returnWith("client=nOoNeHeRCL&channels=[]")).html).toContain("Nothing was linked");
});

test("a revocation that the API does not confirm changes nothing", async () => {
  const { hub, desk } = await deskWithChannel();
  const visitor = desk.visitor();
  await visitor.returnWith(good);
  await desk.idle();
  await visitor.returnWith("client=oaY9LLfUCL&channels=[]&revoked=[y9MiLoCH]");
  await desk.idle();
  expect(await visitor.text("channel-status-y9MiLoCH")).toBe("Connected. First message accepted.");
  expect(hub.calls("/api_keys")).toHaveLength(1);
});

test("a client who shared nothing yet is linked, and a later grant shows up", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  const channel = hub.addChannel({ id: "q2WeRtCH", partnerId: "DirectPA", state: "live" });
  const visitor = desk.visitor();
  await visitor.returnWith("client=oaY9LLfUCL&channels=[]", "DirectPA");
  channel.shared = true;
  await hub.event(channel, "channel_permission_granted");
  await desk.idle();
  expect(await visitor.text("message-status-q2WeRtCH")).toBe("accepted");
});

test("a redirect is confirmed later when the hub stumbles", async () => {
  const { hub, desk } = await deskWithChannel();
  hub.faults.push({ on: "/shared_client_numbers", status: 503 }, { on: "/channels/y9MiLoCH", status: 500 });
  const visitor = desk.visitor();
  await visitor.returnWith(good);
  await desk.idle();
  expect(await visitor.text("message-status-y9MiLoCH")).toBe("accepted");
});

test("the page of the opener tells how the redirect ended", async () => {
  const { desk } = await deskWithChannel();
  const visitor = desk.visitor();
  const state = await visitor.freshState();
  await visitor.get(`/connected?${good}&state=${state}`);
  expect((await visitor.get(`/?${good}&state=${state}`)).html).toContain("is confirmed");
  expect((await visitor.get(`/?${good}&state=made-up`)).html).not.toContain("is confirmed");
});

test("a page opened under another loopback name moves to the public one, where the cookie is valid", async () => {
  const desk = await startDesk(await fakeHub());
  const answer = await fetch(desk.url.replace("localhost", "127.0.0.1"), { redirect: "manual" });
  expect(answer.headers.get("location")).toBe(`${desk.url}/`);
});
