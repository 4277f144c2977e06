import { createHash } from "node:crypto";

/** A client that nobody is: the same for the same visit, and different for every other. */
export interface Somebody {
  company: string;
  person: string;
  email: string;
}

const places = ["Harbour", "Linden", "Nordlicht", "Sunday", "Riverside", "Corner", "Juniper", "Lantern"];
const trades = ["Bakery", "Bikes", "Books", "Ceramics", "Flowers", "Opticians", "Tailors", "Tea House"];
const firstNames = ["Ada", "Bruno", "Chiara", "Davi", "Elif", "Jonas", "Marta", "Noor", "Paulo", "Zoe"];
const lastNames = [
  "Almeida",
  "Berger",
  "Costa",
  "Demir",
  "Ek",
  "Fischer",
  "Haddad",
  "Lind",
  "Moreau",
  "Ruiz",
];

const digest = (key: string) => createHash("sha256").update(key).digest();

const pick = (list: readonly string[], byte = 0): string => list[byte % list.length] ?? "";

/** Makes up a company with its person; the domain is one that no real company can have. */
export function somebody(visitId: string): Somebody {
  const [place, trade, first, last] = digest(visitId);
  const company = `${pick(places, place)} ${pick(trades, trade)}`;
  const person = `${pick(firstNames, first)} ${pick(lastNames, last)}`;
  const mark = digest(`${visitId}/domain`).toString("hex").slice(0, 8);
  const host = `${company.toLowerCase().replace(/\W+/g, "-")}-${mark}`;
  return { company, person, email: `${pick(firstNames, first).toLowerCase()}@${host}.example` };
}

/** Makes up a mobile number: German, possible, and nobody else's in all likelihood. */
export function someNumber(visitId: string, index: number): string {
  const eight = digest(`${visitId}/number/${index}`).readUInt32BE() % 100_000_000;
  return `+49151${String(eight).padStart(8, "0")}`;
}

/** The id of the visit in an address of the pages, for those who know nothing else of it. */
export const visitIn = (url: string): string => /\/visits\/([^/?#]+)/.exec(url)?.[1] ?? url;
