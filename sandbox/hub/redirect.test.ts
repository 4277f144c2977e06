import { expect, it } from "vitest";
import { type RedirectForm, type RedirectResult, redirectTo } from "./redirect.js";
import { defaultSettings } from "./settings.js";

const result: RedirectResult = {
  client: "oaY9LLfUCL",
  channels: ["y9MiLoCH", "k2PpQ7CH"],
  revoked: [],
  state: undefined,
};

const redirect = (
  { url = "http://a.test", ...change }: Partial<RedirectResult> & { url?: string },
  form: Partial<RedirectForm> = {},
) => redirectTo(url, { ...result, ...change }, { ...defaultSettings(), ...form });

/** How the official button reads a list: observed, npm 360dialog-connect-button 1.0.2. Without one, it calls nobody back. */
function readByOfficialButton(address: string, name: string): string[] | undefined {
  const value = new RegExp(`[?&]${name}=([^&#]*)`).exec(new URL(address).search)?.[1];
  const text = value && decodeURIComponent(value.replace(/\+/g, " "));
  return text ? text.slice(1, -1).split(",") : undefined;
}

/** How the seed's sample reads it. */
const readBySample = (address: string) => new URL(address).searchParams.get("channels");

it.each([
  ["http://a.test", "http://a.test?client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]"],
  ["http://a.test/cb?x=1", "http://a.test/cb?x=1&client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]"],
  ["http://a.test/cb?", "http://a.test/cb?client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]"],
  ["http://a.test/cb?x=1&", "http://a.test/cb?x=1&client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]"],
  ["http://a.test/cb#top", "http://a.test/cb?client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]#top"],
  [
    "http://a.test/cb?x=1#/route?y=2",
    "http://a.test/cb?x=1&client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]#/route?y=2",
  ],
])("appends to %s and keeps its query and fragment", (url, expected) => {
  expect(redirect({ url })).toBe(expected);
});

it("names client, channels, revoked and state in this order, and hands the state back percent-encoded", () => {
  expect(redirect({ client: "c", channels: ["p"], revoked: ["r1", "r2"], state: "a&b #1" })).toBe(
    "http://a.test?client=c&channels=[p]&revoked=[r1,r2]&state=a%26b%20%231",
  );
});

it.each([
  [{}, "http://a.test?client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]", ["y9MiLoCH", "k2PpQ7CH"]],
  [
    { redirect_brackets: "encoded" },
    "http://a.test?client=oaY9LLfUCL&channels=%5By9MiLoCH%2Ck2PpQ7CH%5D",
    ["y9MiLoCH", "k2PpQ7CH"],
  ],
  [
    { redirect_quotes_ids: true },
    "http://a.test?client=oaY9LLfUCL&channels=[%22y9MiLoCH%22,%22k2PpQ7CH%22]",
    ['"y9MiLoCH"', '"k2PpQ7CH"'],
  ],
  [{ redirect_channels: "first" }, "http://a.test?client=oaY9LLfUCL&channels=[y9MiLoCH]", ["y9MiLoCH"]],
] as const)("with %o the official button reads what it is known to read", (form, address, read) => {
  expect(redirect({}, form)).toBe(address);
  expect(readByOfficialButton(address, "channels")).toEqual(read);
});

it("is the same text for usual parsers, whether its brackets are encoded or not", () => {
  const [literal, encoded] = (["literal", "encoded"] as const).map((redirect_brackets) =>
    readBySample(redirect({}, { redirect_brackets })),
  );
  expect(literal).toBe("[y9MiLoCH,k2PpQ7CH]");
  expect(encoded).toBe(literal);
});

it.each([
  ["empty_list", "http://a.test?client=oaY9LLfUCL&channels=[]&revoked=[y9MiLoCH]", [""]],
  ["empty", "http://a.test?client=oaY9LLfUCL&channels=&revoked=[y9MiLoCH]", undefined],
  ["absent", "http://a.test?client=oaY9LLfUCL&revoked=[y9MiLoCH]", undefined],
] as const)("writes a visit that only revoked as %s", (redirect_revoke_only, address, read) => {
  expect(redirect({ channels: [], revoked: ["y9MiLoCH"] }, { redirect_revoke_only })).toBe(address);
  expect(readByOfficialButton(address, "channels")).toEqual(read);
  expect(readByOfficialButton(address, "revoked")).toEqual(["y9MiLoCH"]);
});

it("names every revoked number, even where channels names the first only", () => {
  expect(redirect({ revoked: ["r1", "r2"] }, { redirect_channels: "first" })).toContain("&revoked=[r1,r2]");
});

it.each([
  [undefined, true, ""],
  ["", false, ""],
  ["", true, "&state="],
  [" ", false, "&state=%20"],
])("hands the state %j back, with redirect_echoes_empty_state %j, as %j", (state, echoes, expected) => {
  const address = redirect({ state }, { redirect_echoes_empty_state: echoes });
  expect(address).toBe(`http://a.test?client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]${expected}`);
});

it("leaves a client or state of the partner's own query in front, where the official button reads it first", () => {
  const address = redirect({ url: "http://a.test/cb?state=own", state: "sent" });
  expect(address).toBe(
    "http://a.test/cb?state=own&client=oaY9LLfUCL&channels=[y9MiLoCH,k2PpQ7CH]&state=sent",
  );
  expect(/[?&]state=([^&#]*)/.exec(address)?.[1]).toBe("own");
});
