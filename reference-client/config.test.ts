import { expect, test } from "vitest";
import { ConfigError, parseConfig, readConfig } from "./config.js";

test("every key can be left out: the sandbox's two partners are the default", () => {
  const config = parseConfig({});
  expect(config.hubUrl).toBe("http://localhost:8082");
  expect(config.hubs.map(({ partnerId, billing, label }) => [partnerId, billing, label])).toEqual([
    ["PrePayPA", "partner", "Partner Payment"],
    ["DirectPA", "direct", "Direct Payment"],
  ]);
});

test.each([
  [{ hubURL: "http://localhost" }, "hubURL"],
  [{ hubUrl: "localhost:8082" }, "hubUrl"],
  [{ hubs: [{ partnerId: "a/b" }] }, "partnerId"],
  [{ hubs: [{ partnerId: "OnePA", color: "red" }] }, "color"],
  [{ hubs: [{ partnerId: "OnePA" }, { partnerId: "OnePA" }] }, "twice"],
  [{ firstMessageTo: "somebody" }, "phone number"],
  [{ retryBaseMs: 0 }, "retryBaseMs"],
])("refuses %j and names the fault", (input, named) => {
  expect(() => parseConfig(input)).toThrow(ConfigError);
  expect(() => parseConfig(input)).toThrow(named);
});

test("a config file that is not there is told in words", () => {
  expect(() => readConfig("/nowhere/desk.json")).toThrow("cannot be read");
});
