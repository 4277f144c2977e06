import { expect, test } from "vitest";
import { parseQuery } from "./query.js";

const read = (query: string) => parseQuery(`http://localhost:8082/onboarding/DirectPA?${query}`);
const back = "http://localhost:3000/callback?platform=x";

test("reads a redirect URL that was written into the link as it is", () => {
  expect(read(`redirect_url=${back}&state=s1`)).toMatchObject({ redirect_url: back, state: "s1" });
});

test("reads a redirect URL that was percent-encoded, with all of its own query", () => {
  const own = `${back}&y=1#done`;
  expect(read(`redirect_url=${encodeURIComponent(own)}`).redirect_url).toBe(own);
});

test("keeps a raw plus in an e-mail, a number and a redirect URL", () => {
  expect(
    read("email=anna+test@blum.example&number=+4915100000042&redirect_url=http://a.example/?q=1+2"),
  ).toMatchObject({
    email: "anna+test@blum.example",
    number: "+4915100000042",
    redirect_url: "http://a.example/?q=1+2",
  });
});

test("reads a plus in a name as a space", () => {
  expect(read("name=Bakery+Blum").name).toBe("Bakery Blum");
});

test("takes an empty value for an absent one", () => {
  const params = read("redirect_url=&state=&email=&name=%20&next=&number=&plan_selection=&lang=");
  expect(Object.values(params).filter((value) => value !== undefined)).toEqual([]);
});

test.each(['number="4915100000042"', "number=%224915100000042%22", "number=4915100000042"])(
  "takes the quotes off %s",
  (query) => {
    expect(read(query).number).toBe("4915100000042");
  },
);

test("hands a state back with its own spaces and signs", () => {
  expect(read("state=%20a%2Bb%26c%20").state).toBe(" a+b&c ");
});

test("leaves out what it does not know, prototypes included", () => {
  expect(read("__proto__=x&constructor=y&flow=z&next=login")).toEqual({ next: "login" });
});

test("takes the first of a repeated parameter, as the official button does", () => {
  expect(read("state=first&state=second").state).toBe("first");
});

test.each([
  ["de", "de"],
  ["pt-BR", "pt"],
  ["DE", "de"],
  ["xx", "en"],
  ["constructor", "en"],
])("understands lang=%s as %s", (lang, language) => {
  expect(read(`lang=${lang}`).lang).toBe(language);
});
