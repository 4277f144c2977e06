import { expect, test } from "vitest";
import { fakeHub, startDesk } from "../testing/desk.js";

/** Reads the event stream until its first update is complete. */
async function firstUpdate(url: string, cookie: string): Promise<string> {
  const stop = new AbortController();
  const response = await fetch(`${url}/events`, { headers: { cookie }, signal: stop.signal });
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    if (text.includes("\n\n")) break;
  }
  stop.abort();
  return text;
}

test("no key and no secret reaches a page, the event stream, an error or a log line", async () => {
  const hub = await fakeHub();
  const lines: string[] = [];
  const desk = await startDesk(hub, {}, { log: (line) => lines.push(line) });
  const channel = hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  const visitor = desk.visitor();
  const seen: string[] = [];
  const look = async (path: string) => seen.push((await visitor.get(path)).html);

  hub.faults.push({ on: "/v1/configs/webhook", status: 500 }, { on: "POST /messages", status: 400 });
  seen.push((await visitor.returnWith("client=oaY9LLfUCL&channels=[y9MiLoCH]")).html);
  await desk.idle();
  await hub.messaging("y9MiLoCH", {
    messages: [{ id: "wamid.IN1", from: "49151", type: "text", text: { body: "Hi" } }],
  });
  await desk.idle();
  for (const path of ["/", "/connected?client=a&state=b", "/nowhere", "/idle", "/health"]) await look(path);
  seen.push(await firstUpdate(desk.url, visitor.cookie()));
  seen.push(await (await hub.messaging("y9MiLoCH", {}, { Authorization: "Bearer guessed" })).text());
  seen.push(await (await hub.postEvent("PrePayPA", "{}", "wrong")).text());
  channel.shared = false;
  await hub.event(channel, "channel_permission_revoked");
  await desk.idle();
  await look("/");

  const secrets = [
    "sandbox-partner-key",
    "sandbox-platform-secret",
    ...hub.keys.flatMap((key) => [key.value, ...Object.values(key.webhook?.headers ?? {})]),
  ].map((secret) => secret.replace("Bearer ", ""));
  expect(secrets.length).toBeGreaterThanOrEqual(4);
  expect(seen.join("")).toContain("y9MiLoCH");
  for (const secret of secrets) expect([...seen, ...lines].join("\n")).not.toContain(secret);
});

test("the event stream shows what changes, to the account that linked the client only", async () => {
  const hub = await fakeHub();
  const desk = await startDesk(hub);
  hub.addChannel({ id: "y9MiLoCH", shared: true, state: "live" });
  const visitor = desk.visitor();
  await visitor.returnWith("client=oaY9LLfUCL&channels=[y9MiLoCH]");
  await desk.idle();
  expect(await firstUpdate(desk.url, visitor.cookie())).toContain("Connected. First message accepted.");

  const stranger = desk.visitor();
  await stranger.get("/");
  expect(await firstUpdate(desk.url, stranger.cookie())).not.toContain("y9MiLoCH");
  expect((await fetch(`${desk.url}/events`)).status).toBe(204);
});

test("pages allow nothing inline and do not cut the opener", async () => {
  const { headers, html } = await (await startDesk(await fakeHub())).visitor().get("/");
  expect(headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(headers.get("cross-origin-opener-policy")).toBeNull();
  expect(html).not.toMatch(/noopener|<script(?! type="module" src=)|<style| style=| on\w+=/);
});
