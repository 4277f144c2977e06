/** Stands for what was on a payment card. It is always the same: a mask that tells cards apart could be tried out. */
export const hiddenCard = "masked:card";

const cardNames = /card|cvc|cvv|expiry/i;
/** The id of a test card, which is no secret. */
const cardId = /^[a-z]+-\d{4}$/;

/** The check digit of every card number (ISO/IEC 7812, "Luhn"). */
function isChecked(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const times = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (times > 9 ? times - 9 : times);
  }, 0);
  return sum % 10 === 0;
}

/** 16 to 19 digits, or 15 of American Express; phone numbers have 15 at most, and none so long begins with 34 or 37. */
const cardNumber = /(?<!\d)(?:\d(?:[ -]?\d){15,18}|3[ -]?[47](?:[ -]?\d){13})(?!\d)/g;

/** Whether a field of a form holds what stands on a payment card: by its name, or by a card number in its value. */
export function holdsCard(name: string, value: string): boolean {
  if (value === "") return false;
  if (cardNames.test(name) && !cardId.test(value)) return true;
  return [...value.matchAll(cardNumber)].some(([found]) => isChecked(found.replace(/\D/g, "")));
}
