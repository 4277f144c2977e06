import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { loadScenario } from "../sandbox/scenario/library.ts";

const main = resolve("dist/sandbox/cli/main.js");

beforeAll(() => {
  if (!existsSync(main))
    throw new Error(`${main} is missing: run \`npm run build\` first, or \`npm test\`, which does.`);
});

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scenario-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

async function hubSandbox(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, "close");
  return { code, out, err };
}

it("init writes a first scenario that can be read, once", async () => {
  const first = await hubSandbox("init", "stories/late");
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(first.out).toContain("hub-sandbox run stories/late.yaml");
  const path = join(folder, "stories/late.yaml");
  const text = readFileSync(path, "utf8");
  const schema = /\$schema=(\S+)/.exec(text)?.[1] ?? "";
  expect(existsSync(join(folder, "stories", schema))).toBe(true);
  expect((await loadScenario(path)).steps.length).toBeGreaterThan(5);

  const second = await hubSandbox("init", "stories/late.yaml");
  expect(second.code).toBe(1);
  expect(second.err.trim()).toBe(
    "stories/late.yaml is there already, and stays as it is. Give another name: hub-sandbox init NAME.",
  );
  expect(readFileSync(path, "utf8")).toBe(text);
});

it.each([
  ["explain", "granted-days-later"],
  ["run", "--explain", "granted-days-later"],
])("%s tells a scenario as a story, in lines that fit a terminal", async (...args) => {
  const { code, out } = await hubSandbox(...args.filter((word) => word !== undefined));
  expect(code).toBe(0);
  expect(out).toContain("granted-days-later: The permission comes days later");
  expect(out).toContain("Three days later, this must be so:");
  expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
});

it("explain says what is wrong with a name, in a sentence", async () => {
  const { code, err } = await hubSandbox("explain", "granted-days-latr");
  expect(code).toBe(1);
  expect(err.trim()).toMatch(/^There is no scenario and no file .* Did you mean "granted-days-later"\?$/);
});
