import { z } from "zod";
import { parseDuration } from "./duration.js";

function isDuration(text: string): boolean {
  try {
    parseDuration(text);
    return true;
  } catch {
    return false;
  }
}

/** A duration as text, such as `90s` or `2d`. */
export const durationSchema = z.string().refine(isDuration, {
  error: (issue) => `"${issue.input}" is not a duration. Write it as 500ms, 90s, 10m, 1h30m or 2d.`,
});

/** A duration, or `never`. */
export const delaySchema = z.union([z.literal("never"), durationSchema]);
