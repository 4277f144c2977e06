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
  const params = read("redirect_url=&email=&name=%20&next=&number=&plan_selection=&lang=");
  const { others, ...known } = params;
  expect(Object.values(known).filter((value) => value !== undefined)).toEqual([]);
  expect(others).toMatchObject({ redirect_url: "", email: "", name: " " });
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

test("keeps an empty state, which a setting may hand back", () => {
  expect(read("state=").state).toBe("");
  expect(read("lang=de").state).toBeUndefined();
});

test("reads a signature as it came", () => {
  expect(read("io_signature=ab+c%2B&io_timestamp=1775653748")).toMatchObject({
    io_signature: "ab c+",
    io_timestamp: "1775653748",
  });
});

test("keeps what it does not know apart, prototypes included", () => {
  const { others = {}, ...known } = read("__proto__=x&constructor=y&flow=z&next=login");
  expect(known).toEqual({ flow: "z", next: "login" });
  expect(Object.entries(others)).toEqual([
    ["__proto__", "x"],
    ["constructor", "y"],
  ]);
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
