import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PackedProject, packedProject } from "../support/packed-project.ts";

// Packing, and processes of their own: slow where many tests run at once.
const patience = 120_000;

let project: PackedProject;

beforeAll(() => {
  project = packedProject("test/consumer/project");
}, patience);
afterAll(() => project.remove());

test("the types of every entry resolve with what the package brings", { timeout: patience }, async () => {
  const entries = ["", "/vitest", "/vitest/matchers", "/playwright", "/verify"];
  const imports = entries.map((entry) => `import "partner-hub-sandbox${entry}";`);
  writeFileSync(join(project.folder, "entries.ts"), imports.join("\n"));
  const { code, out } = await project.run("tsc", ["-p", "."]);
  expect(out).toBe("");
  expect(code).toBe(0);
});

test("the example of the vitest kit passes", { timeout: patience }, async () => {
  const { code, out } = await project.run("vitest", ["run", "onboarding.test.ts"]);
  expect(out).toContain("1 passed");
  expect(code).toBe(0);
});

test("a failed test shows the journal, and keeps it in files", { timeout: patience }, async () => {
  writeFileSync(
    join(project.folder, "broken.test.ts"),
    `import { hubTest } from "partner-hub-sandbox/vitest";
    import { expect } from "vitest";
    const test = hubTest({ redirectUrl: "http://127.0.0.1:9/", journalFolder: "journals" });
    test("nobody makes a key", async ({ hub }) => {
      await hub.client("bakery").opens().signsUp().adds("shop").confirms();
      await hub.number("shop").reaches("running");
      await hub.expect.keyCreatedOnce("shop");
    });
    test("something else is wrong", async ({ hub }) => {
      await hub.client("bakery").opens().signsUp();
      expect(1).toBe(2);
    });
    test("and this one is right", async ({ hub }) => {
      await hub.client("bakery").opens();
    });`,
  );
  const { code, out } = await project.run("vitest", ["run", "broken.test.ts"]);
  expect(code).toBe(1);
  expect(out).toContain("StoryError: Expected: create_api_key for shop answered 2xx, exactly once.");
  expect(out).toMatch(/\+5s +hub +channel shop is running/);
  expect(out).toMatch(/broken\.test\.ts:7:\d+/);
  expect(out).toMatch(/The hub's journal of "something else is wrong", \w+PA:\n +\+0s +client +opens/);
  expect(readdirSync(join(project.folder, "journals")).sort()).toEqual([
    "nobody-makes-a-key.journal.json",
    "nobody-makes-a-key.journal.txt",
    "something-else-is-wrong.journal.json",
    "something-else-is-wrong.journal.txt",
  ]);
  const kept = JSON.parse(
    readFileSync(join(project.folder, "journals/nobody-makes-a-key.journal.json"), "utf8"),
  );
  expect(kept.partners[0].entries.map(({ kind }: { kind: string }) => kind)).toContain("redirect");
});

test("without vitest and Playwright, the other entries can be used", { timeout: patience }, async () => {
  for (const peer of ["vitest", "playwright"]) rmSync(join(project.folder, "node_modules", peer));
  writeFileSync(
    join(project.folder, "alone.js"),
    `import { startSandbox } from "partner-hub-sandbox";
    import { verify } from "partner-hub-sandbox/verify";
    const sandbox = await startSandbox({ port: 0 });
    console.log(sandbox.partners().length, typeof verify);
    await sandbox.stop();`,
  );
  expect(await project.run(join(project.folder, "alone.js"), [])).toEqual({ code: 0, out: "2 function\n" });
});

test("the page about the kits shows the examples as they were played", () => {
  const page = readFileSync("docs/test-kits.md", "utf8");
  for (const example of ["onboarding.test.ts", "onboarding.spec.ts"]) {
    expect(page).toContain(
      `\`\`\`ts\n${readFileSync(join("test/consumer/project", example), "utf8")}\`\`\`\n`,
    );
  }
});
