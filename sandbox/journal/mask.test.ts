import { expect, it } from "vitest";
import { mask, maskForm, maskHeaders, maskJson, maskUrl } from "./mask.js";

it("gives the same mask for the same secret, and another for another", () => {
  expect(mask("a")).toBe(mask("a"));
  expect(mask("a")).not.toBe(mask("b"));
  expect(mask("sandbox-partner-key")).toMatch(/^masked:[0-9a-f]{8}$/);
});

it("hides credentials in headers and keeps the rest", () => {
  const masked = maskHeaders(
    Object.entries({
      Authorization: "Bearer abc",
      "X-API-Key": "k",
      "D360-API-KEY": "d",
      Cookie: "c=1",
      "X-Partner-Secret": "p",
      Accept: "*/*",
    }),
  );
  expect(masked.authorization).toBe(`Bearer ${mask("abc")}`);
  expect(masked.accept).toBe("*/*");
  expect(JSON.stringify(masked)).not.toMatch(/"k"|"d"|c=1|"p"|abc/);
});

it.each([
  ['{"password":"hunter2","username":"u"}', "hunter2"],
  ['{ "api_key" : "SECRETAK" }', "SECRETAK"],
  ['{"access_token":"a.b.c","refresh_token":"rrr"}', "a.b.c"],
  ['{"headers":{"Authorization":"Bearer hush","X-Api-Key":"h"}}', "hush"],
  ['{"platformSecret":"camel"}', "camel"],
  ['{"platform_secret":"with \\" quote"}', "quote"],
])("hides secrets in %s", (json, secret) => {
  expect(maskJson(json)).not.toContain(secret);
  expect(() => JSON.parse(maskJson(json))).not.toThrow();
});

it("hides passwords and secret query values of URLs in a body", () => {
  const masked = maskJson('{"webhook_url":"http://user:s3cr3t@localhost:1/w?token=abc&x=1"}');
  expect(masked).not.toMatch(/s3cr3t|abc/);
  expect(JSON.parse(masked).webhook_url).toContain("http://user:masked:");
});

it("leaves fields that only sound secret", () => {
  const text = '{"token_type":"Bearer","expires_in":86400,"key":"value","keys":["a"]}';
  expect(maskJson(text)).toBe(text);
});

it("hides a password in JSON that a query carries, and leaves other JSON as it came", () => {
  const url = (query: string) => `http://localhost:8082/onboarding/DirectPA?${query}`;
  const masked = maskUrl(
    url(`plan=${encodeURIComponent('{"account":{"password":"hunter2"}}')}&state=%7B%7D`),
  );
  expect(masked).not.toContain("hunter2");
  expect(new URL(masked).searchParams.get("plan")).toBe(`{"account":{"password":"${mask("hunter2")}"}}`);
  const harmless = url("state=%7b%22password_set%22:true%7d");
  expect(maskUrl(harmless)).toBe(harmless);
});

it("hides a password in a form", () => {
  expect(maskForm("email=a%40b.test&password=hunter2&name=x")).toBe(
    `email=a%40b.test&password=${mask("hunter2")}&name=x`,
  );
});

it("hides secrets of other forms: whatever is named like one, and what stands in a URL", () => {
  const masked = maskForm(
    "secret_value=Bearer+abc&name=x&webhook_url=http%3A%2F%2Fu%3Apw1%40a.test%2F%3Ftoken%3Dt0",
  );
  expect(masked).not.toMatch(/abc|pw1|t0/);
  expect(masked).toContain(`secret_value=${mask("Bearer abc")}&name=x&`);
  expect(maskForm("url=http%3A%2F%2Fa.test&empty=&odd")).toBe("url=http%3A%2F%2Fa.test&empty=&odd");
});

it("hides what stands on a card, by the field's name or by the number itself, and leaves the id of a test card", () => {
  const card =
    "card_number=4929+1234&card-cvc=123&expiry=12%2F40&name=4539%201488%200343%206467&amex=371449635398431";
  expect(maskForm(card)).toBe(
    "card_number=masked:card&card-cvc=masked:card&expiry=masked:card&name=masked:card&amex=masked:card",
  );
  const others = "card=test-4242&phone_number=%2B4915100000042&business=200000000000002&id=1234567812345678";
  expect(maskForm(others)).toBe(others);
});

it("hides passwords and secret query values in a URL, and leaves others as they were written", () => {
  expect(maskUrl("http://a.test/?channels=[a,b]&state=x")).toBe("http://a.test/?channels=[a,b]&state=x");
  expect(maskUrl("http://u:pw@a.test/")).not.toContain("pw@");
  expect(maskUrl("http://a.test/?secret=s3")).not.toContain("s3");
});
