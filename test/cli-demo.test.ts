import { once } from "node:events";
import { createInterface } from "node:readline";
import { beforeAll, expect, test } from "vitest";
import { hubSandbox, requireBuiltCommandLine } from "./support/command-line.ts";

beforeAll(requireBuiltCommandLine);

test("demo starts an app that the demo's screen may show in a frame, and stops both", async () => {
  const child = hubSandbox("demo", "--port", "0", "--client-port", "0", "--json");
  if (!child.stdout) throw new Error("The process has no output.");
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const { url, client, demo } = JSON.parse(line);
  const screen = await fetch(demo);
  expect(screen.status).toBe(200);
  expect(screen.headers.get("content-security-policy")).toContain(`frame-src 'self' ${client}`);
  const app = await fetch(client);
  expect(app.headers.get("content-security-policy")).toContain(`frame-ancestors ${url};`);

  child.kill("SIGTERM");
  expect((await once(child, "exit"))[0]).toBe(0);
  await expect(fetch(client)).rejects.toThrow();
});
