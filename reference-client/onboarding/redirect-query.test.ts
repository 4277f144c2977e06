import { expect, test } from "vitest";
import { parseIdList, parseRedirectQuery } from "./redirect-query.js";

const asQuery = (search: string) => Object.fromEntries(new URLSearchParams(search));

test.each([
  ["[y9MiLoCH,q2WeRtCH]", ["y9MiLoCH", "q2WeRtCH"]],
  ["[y9MiLoCH]", ["y9MiLoCH"]],
  ['["y9MiLoCH", "q2WeRtCH"]', ["y9MiLoCH", "q2WeRtCH"]],
  ["['y9MiLoCH']", ["y9MiLoCH"]],
  [" [ y9MiLoCH , q2WeRtCH ] ", ["y9MiLoCH", "q2WeRtCH"]],
  ["y9MiLoCH,q2WeRtCH", ["y9MiLoCH", "q2WeRtCH"]],
  ["[y9MiLoCH,y9MiLoCH]", ["y9MiLoCH"]],
  ["[y9MiLoCH,]", ["y9MiLoCH"]],
  ["[../../admin,<script>]", []],
  ["[]", []],
  ["", []],
  [undefined, []],
])("reads the id list %s", (list, ids) => {
  expect(parseIdList(list)).toEqual(ids);
});

test("reads raw and percent-encoded brackets alike", () => {
  const expected = { clientId: "oaY9LLfUCL", channels: ["a", "b"], revoked: ["c"] };
  expect(parseRedirectQuery(asQuery("?client=oaY9LLfUCL&channels=[a,b]&revoked=[c]"))).toEqual(expected);
  expect(
    parseRedirectQuery(asQuery("?client=oaY9LLfUCL&channels=%5Ba%2Cb%5D&revoked=%5B%22c%22%5D")),
  ).toEqual(expected);
});

test("missing lists are empty, a missing or odd client makes the query unusable", () => {
  expect(parseRedirectQuery(asQuery("?client=oaY9LLfUCL"))).toEqual({
    clientId: "oaY9LLfUCL",
    channels: [],
    revoked: [],
  });
  expect(parseRedirectQuery(asQuery("?channels=[a]"))).toBeUndefined();
  expect(parseRedirectQuery(asQuery("?client=a/../b&channels=[a]"))).toBeUndefined();
});
