import { expect, it } from "vitest";
import { redirectTo } from "./redirect.js";

const result = { client: "oaY9LLfUCL", channels: ["y9MiLoCH", "k2PpQ7CH"], revoked: [], state: undefined };

it.each([
  ["http://a.test", "http://a.test?client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]"],
  ["http://a.test/cb?x=1", "http://a.test/cb?x=1&client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]"],
  ["http://a.test/cb?", "http://a.test/cb?client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]"],
  ["http://a.test/cb#top", "http://a.test/cb?client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]#top"],
  [
    "http://a.test/cb?x=1#/route?y=2",
    "http://a.test/cb?x=1&client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]#/route?y=2",
  ],
])("appends to %s and keeps its query and fragment", (url, expected) => {
  expect(redirectTo(url, result)).toBe(expected);
});

it("names what was revoked and hands the state back, percent-encoded", () => {
  expect(
    redirectTo("http://a.test", { client: "c", channels: [], revoked: ["r1", "r2"], state: "a&b #1" }),
  ).toBe("http://a.test?client=c&channels=[]&revoked=[r1,r2]&state=a%26b%20%231");
});
