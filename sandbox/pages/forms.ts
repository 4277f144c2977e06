import { z } from "zod";
import { type HubError, invalid } from "../hub/errors.js";
import type { Language } from "./languages.js";
import { sayMistake } from "./mistakes.js";

/** The body of a posted form, as Hono reads it. */
export type FormBody = Record<string, unknown>;

/** What was wrong with a form, and what had been typed into it. */
export interface Refusal {
  /** The input it belongs to; left out, it concerns the whole form. */
  field?: string | undefined;
  message: string;
  status: 401 | 422;
  typed: Readonly<Record<string, string>>;
}

/** A text input. A field that was not sent is an empty one: the hub says what is wrong with it. */
export const textInput = z.string().default("");

/** @throws HubError `invalid` that names the first field of the wrong kind. */
export function parseForm<Form extends z.ZodType>(schema: Form, body: FormBody): z.output<Form> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(issue?.message ?? "The form cannot be read.", issue?.path[0]?.toString());
}

/** What a form is shown again with after the hub has refused it, in the words of the page's language. */
export const toRefusal = (error: HubError, body: FormBody, language: Language = "en"): Refusal => ({
  field: error.field,
  message: sayMistake(error, language),
  status: error.code === "unauthorized" ? 401 : 422,
  typed: typedText(body),
});

/** What to show again after a refusal: all text, but never a password. */
const typedText = (body: FormBody): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === "string" && name !== "password" ? [[name, value]] : [],
    ),
  );
