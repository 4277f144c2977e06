import { createRequire } from "node:module";
import { invalid } from "./errors.js";

type PhoneNumbers = typeof import("libphonenumber-js/min");

// The numbering plans of all countries take a while to load, and most starts of a sandbox never see a phone number.
const require = createRequire(import.meta.url);
let library: PhoneNumbers | undefined;
function phoneNumbers(): PhoneNumbers {
  library ??= require("libphonenumber-js/min") as PhoneNumbers;
  return library;
}

/**
 * The digits of a phone number as it came in a link, without checking that it is one: `"+49 151-42"`, `0049 151 42` and
 * `4915142` are the same.
 */
export const digitsOf = (text: string): string => text.replace(/\D/g, "").replace(/^00/, "");

/**
 * Reads a phone number with its country code, with or without `+`, spaces and punctuation.
 *
 * @returns its digits, as the Partner API gives them: `4915100000042`.
 * @throws HubError `invalid` that names the text.
 */
export function parsePhoneNumber(text: string): string {
  const trimmed = text.trim().replace(/^"(.*)"$/, "$1");
  const international = trimmed.replace(/^00/, "").replace(/^\+?/, "+");
  const parsed = phoneNumbers().parsePhoneNumberFromString(international);
  // Possible, not valid: invented numbers of a test are rarely in a range that a country has given out.
  if (!parsed?.isPossible() || /[a-z]/i.test(trimmed)) {
    throw invalid(
      `"${text}" is no phone number. Write it with its country code, such as +49 151 00000042.`,
      "phone_number",
    );
  }
  return parsed.number.slice(1);
}

/** Writes digits for a person: `+49 1510 0000042`. */
export function displayPhoneNumber(digits: string): string {
  return phoneNumbers().parsePhoneNumberFromString(`+${digits}`)?.formatInternational() ?? `+${digits}`;
}
