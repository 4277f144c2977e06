import { expect, test } from "vitest";
import { faultSchema } from "../../faults/fault.js";
import { faultKind, faultKinds, faultName } from "./fault-fields.js";

test("has every fault of the schema, each with what it does in words", () => {
  expect(faultKinds.map(faultName)).toContain("webhook.duplicate");
  expect(faultKinds.map(faultName)).toContain("api.done_but_500");
  expect(new Set(faultKinds.map(faultName)).size).toBe(
    faultSchema.options.reduce((sum, { options }) => sum + options.length, 0),
  );
  expect(faultKinds.filter(({ says }) => says === "")).toEqual([]);
});

test("reads from the schema how each field is typed in", () => {
  const fields = (name: string) =>
    faultKind(name)?.fields.map(
      ({ name: field, kind, required }) => `${field} ${kind}${required ? " !" : ""}`,
    );
  expect(fields("webhook.mutate")?.slice(0, 3)).toEqual(["path text !", "value json !", "route choice"]);
  expect(fields("webhook.delay")).toContain("by duration !");
  expect(fields("webhook.after_redirect")).toContain("by duration");
  expect(fields("api.latency")).toContain("ms json !");
  expect(fields("api.status")).toContain("status number !");
  expect(fields("api.reset")).toEqual(["method choice", "path text", "times number", "probability number"]);
});

test("shows what counts when a field is left empty, and its limits", () => {
  const copies = faultKind("webhook.duplicate")?.fields.find(({ name }) => name === "copies");
  expect(copies).toMatchObject({ required: false, preset: "1", min: 1, max: 100, isWhole: true });
});

test("tells the path of a call from the path within a body", () => {
  const titleOf = (name: string) => faultKind(name)?.fields.find((field) => field.name === "path")?.title;
  expect([titleOf("api.reset"), titleOf("webhook.mutate")]).toEqual(["Path", "Field"]);
});
