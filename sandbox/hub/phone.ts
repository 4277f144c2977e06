import { createRequire } from "node:module";
import { invalid } from "./errors.js";

type PhoneNumber = import("libphonenumber-js/min").PhoneNumber;
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

/** A country whose numbers can be written without its code. */
export interface CallingCountry {
  /** Two capital letters. */
  code: string;
  /** Digits, such as `49`. */
  callingCode: string;
}

export function callingCountries(): CallingCountry[] {
  const { getCountries, getCountryCallingCode } = phoneNumbers();
  return getCountries().map((code) => ({ code, callingCode: getCountryCallingCode(code) }));
}

const longestNational = 11;

/** What a text stands for: a number with its country code or, where a country is given, a national one. */
function reading(text: string, country: string | undefined): PhoneNumber | undefined {
  const { parsePhoneNumberFromString, getCountries } = phoneNumbers();
  const international = parsePhoneNumberFromString(text.replace(/^00/, "+").replace(/^\+?/, "+"));
  const defaultCountry = getCountries().find((code) => code === country);
  if (defaultCountry === undefined || /^(\+|00)/.test(text)) return international;
  const national = parsePhoneNumberFromString(text, defaultCountry);
  // Written with its country code after all, only without the plus. Hardly a national number is that long.
  const hasCode = international?.country === country && digitsOf(text).length > longestNational;
  return hasCode || !national?.isPossible() ? international : national;
}

/**
 * Reads a phone number, with or without spaces and punctuation.
 *
 * @param country two letters: the number may then be a national one. A `+` or `00` in front always means a country code.
 * Without a country, the country code is expected even where the `+` is missing.
 * @returns its digits, as the Partner API gives them: `4915100000042`.
 * @throws HubError `invalid` that names the text.
 */
export function parsePhoneNumber(text: string, country?: string): string {
  const trimmed = text.trim().replace(/^"(.*)"$/, "$1");
  const number = /[a-z]/i.test(trimmed) ? undefined : reading(trimmed, country);
  // Possible, not valid: invented numbers of a test are rarely in a range that a country has given out.
  if (number?.isPossible()) return number.number.slice(1);
  throw invalid(
    `"${text}" is no phone number. Write it with its country code, such as +49 151 00000042.`,
    "phone_number",
    "phone_shape",
    text,
  );
}

/** Writes digits for a person: `+49 1510 0000042`. */
export function displayPhoneNumber(digits: string): string {
  return phoneNumbers().parsePhoneNumberFromString(`+${digits}`)?.formatInternational() ?? `+${digits}`;
}
