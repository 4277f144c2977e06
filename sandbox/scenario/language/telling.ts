const units: readonly [suffix: string, one: string, many: string][] = [
  ["ms", "millisecond", "milliseconds"],
  ["min", "minute", "minutes"],
  ["w", "week", "weeks"],
  ["d", "day", "days"],
  ["h", "hour", "hours"],
  ["m", "minute", "minutes"],
  ["s", "second", "seconds"],
];

const small = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** A small whole number as a word: `two`; others as digits. */
const inLetters = (amount: string): string => small[Number(amount)] ?? amount;

/** `a, b and c` */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** A duration as it is said: `2d` is `two days`, `1h30m` is `one hour and 30 minutes`. */
export function inWords(duration: string): string {
  const parts = [...duration.replace(/\s+/g, "").matchAll(/(\d+(?:\.\d+)?)(ms|min|s|m|h|d|w)/g)];
  const said = parts.map(([, amount = "0", unit]) => {
    const [, one = "", many = ""] = units.find(([suffix]) => suffix === unit) ?? [];
    return `${inLetters(amount)} ${Number(amount) === 1 ? one : many}`;
  });
  return listed(said) || "no time";
}

/** The first letter as a capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
