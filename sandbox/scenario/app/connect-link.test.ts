import { describe, expect, test } from "vitest";
import { findConnectLink } from "./connect-link.js";

describe("finds the Connect link", () => {
  test.each([
    ['<a data-connect data-partner-id="DirectPA" href="/x">', "/x"],
    ['<a href="/x" class="button" data-partner-id="DirectPA" data-connect>', "/x"],
    ["<a href='/x' data-partner-id=DirectPA data-connect=\"\">", "/x"],
    [
      '<a data-connect\n  data-partner-id="DirectPA"\n  href="/x?a=1&amp;b=%5B2%5D&#38;c=&quot;3&quot;">',
      '/x?a=1&b=%5B2%5D&c="3"',
    ],
    ['<A DATA-CONNECT data-partner-id="DirectPA" title="1 > 0" HREF="/x">', "/x"],
    [
      '<a data-connect data-partner-id="PrePayPA" href="/other"><a data-connect data-partner-id="DirectPA" href="/x">',
      "/x",
    ],
  ])("%s", (html, href) => {
    expect(findConnectLink(html, "DirectPA").href).toBe(href);
  });
});

test("leaves out links in comments, links without data-connect and other elements", () => {
  const html = `<!-- <a data-connect data-partner-id="DirectPA" href="/old"> -->
    <a data-partner-id="DirectPA" href="/plain"><area data-connect data-partner-id="DirectPA" href="/area">`;
  expect(findConnectLink(html, "DirectPA")).toEqual({ href: undefined, partners: [] });
});

test("names the partners that the page has links for", () => {
  const html = '<a data-connect data-partner-id="PrePayPA" href="/a"><a data-connect href="/b">';
  expect(findConnectLink(html, "DirectPA")).toEqual({ href: undefined, partners: ["PrePayPA", "(none)"] });
});
