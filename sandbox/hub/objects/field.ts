import { z } from "zod";
import type { Evidence } from "../../evidence/evidence.js";

/** `2026-03-02T09:14:05Z`, as recorded. */
export const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

/** Meta's ids and phone numbers: digits in a string. */
export const digits = z.string().regex(/^\d+$/);

export const text = z.string();
export const maybeText = z.string().nullable();

/** Six letters or digits and the suffix of what it names, such as `CH`. Clients' ids have eight. */
export const idOf = (suffix: string, length = 6) => z.string().regex(new RegExp(`^\\w{${length}}${suffix}$`));

/** One field of a wire object, with its mark and source; the OpenAPI document and `SUPPORT.md` repeat them. */
export const field = <Schema extends z.ZodType>(
  schema: Schema,
  evidence: Evidence,
  description?: string,
): Schema => schema.meta(description === undefined ? { evidence } : { description, evidence });
