import { expect, test } from "vitest";
import { hubHref, overviewQuery, readHubQuery } from "./hub-query.js";

test("an address tells what is listed, and leads back to it", () => {
  const address = "/_sandbox/hub?partner=DirectPA&view=clients&text=bakery&page=3";
  const shown = readHubQuery(`http://localhost${address}`);
  expect(shown).toMatchObject({ view: "clients", text: "bakery", page: 3 });
  expect(hubHref("/_sandbox/hub", { partner: "DirectPA" }, shown)).toBe(address);
});

test("what cannot be read in an address is left out", () => {
  const shown = readHubQuery("http://localhost/_sandbox/hub?view=x&state=y&permission=z&page=-1");
  expect(hubHref("/_sandbox/hub", { partner: undefined }, shown)).toBe("/_sandbox/hub");
});

test("asks the hub for numbers that do not run by their missing state, page by page", () => {
  const shown = readHubQuery("http://localhost/?state=not-running&permission=missing&page=2");
  expect(overviewQuery(shown)).toEqual({
    text: undefined,
    integrationState: null,
    permitted: false,
    limit: 50,
    offset: 50,
  });
});
