import type { Pace } from "./demo-acts.js";
import { place } from "./demo-place.js";

// Long enough to be read from the last row.
const shownMs = 1600;

const moment = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** A virtual time for a person: `Wednesday 25 November, 10:02`. */
export const inWords = (at: string): string => moment.format(new Date(at)).replace(" at ", ", ");

/** Words such as "two days later" over the whole screen, while time is moved on. */
export async function during(
  words: string,
  pace: Pace,
  jump: () => Promise<void>,
  now: () => string,
): Promise<void> {
  const sign = place("later", HTMLElement);
  const [says, date] = sign.querySelectorAll("p");
  if (says) says.textContent = words;
  if (date) date.textContent = now();
  sign.classList.add("is-shown");
  try {
    await jump();
    if (date) date.textContent = now();
    if (pace === "person") await new Promise((resolve) => setTimeout(resolve, shownMs));
  } finally {
    sign.classList.remove("is-shown");
  }
}
