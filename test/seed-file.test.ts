import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { control, testSandbox } from "./support/sandbox.ts";

function seedFile(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "sandbox-seed-")), "seed.yaml");
  writeFileSync(file, text);
  return file;
}

const bakery = `
partners:
  - id: DirectPA
    billing: direct
    clients:
      - name: Nordlicht Bakery
        email: owner@nordlicht.example
        channels:
          - { id: y9MiLoCH, phone: "+4915100000042", display_name: Shop, state: live, permitted: true, api_key: true }
`;

it("begins with what the seed says, and a stock partner keeps its well-known credentials", async () => {
  const sandbox = await testSandbox({ seedFile: seedFile(bakery) });
  expect(sandbox.partners()).toMatchObject([
    { id: "DirectPA", apiKey: "sandbox-partner-key", platformSecret: "sandbox-platform-secret" },
    { id: "PrePayPA", apiKey: "sandbox-partner-key" },
  ]);
  expect(sandbox.hub.channels.get("DirectPA", "y9MiLoCH")).toMatchObject({
    accountMode: "live",
    permitted: true,
  });
  expect(sandbox.hub.apiKeys.list("DirectPA", "y9MiLoCH")).toHaveLength(1);
});

it("returns to the seed exactly with a reset, and announces nothing of it", async () => {
  const sandbox = await testSandbox({ seedFile: seedFile(bakery) });
  const before = sandbox.hub.channels.list("DirectPA", {}).rows;
  sandbox.hub.cancellations.request("DirectPA", "y9MiLoCH");
  sandbox.hub.partners.change("DirectPA", { webhookUrl: "http://127.0.0.1:9/changed", brandName: "Changed" });
  await control(sandbox, "POST", "/reset", { partner: "DirectPA" });
  expect(sandbox.hub.channels.list("DirectPA", {}).rows).toEqual(before);
  expect(sandbox.outbox.list("DirectPA", 10)).toEqual([]);
  expect(sandbox.partners()[0]).toMatchObject({ brandName: "Partner DirectPA", webhookUrl: null });
});

it("names file, line and column of a mistake, and starts nothing", async () => {
  const file = seedFile("partners:\n  - id: DirectPA\n    biling: direct\n");
  await expect(testSandbox({ seedFile: file })).rejects.toThrow(
    `${file}:3:5: partners[0] has the unknown key "biling"`,
  );
  await expect(testSandbox({ seedFile: "/nowhere.yaml" })).rejects.toThrow(
    "Cannot read the seed /nowhere.yaml",
  );
});
