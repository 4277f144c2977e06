import { z } from "zod";
import { invalid } from "../hub/errors.js";
import { testCardIds } from "./test-cards.js";

/** The body of a posted form, as Hono reads it. */
export type FormBody = Record<string, unknown>;

// A field that was not sent is an empty one: the hub says what is wrong with it.
const text = z.string().default("");

export const signUpForm = z.object({ name: text, email: text, password: text });

export const logInForm = z.object({ email: text, password: text });

export const paymentForm = z.object({
  plan: text,
  card: text.refine((id) => testCardIds.includes(id), {
    error: ({ input }) => `"${input}" is no test card. Choose one of ${testCardIds.join(", ")}.`,
  }),
  terms: z.literal("accepted").optional(),
});

export const numberForm = z.object({
  phone_number: text,
  display_name: text,
  verification: z.enum(["sms", "voice"]).default("sms"),
  waba: text.transform((id) => id || undefined),
});

export const permissionForm = z.object({
  permit: z.union([z.array(z.string()), z.string().transform((id) => [id])]).default([]),
});

/** @throws HubError `invalid` that names the first field of the wrong kind. */
export function parseForm<Form extends z.ZodType>(schema: Form, body: FormBody): z.output<Form> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(issue?.message ?? "The form cannot be read.", issue?.path[0]?.toString());
}

/** What to show again after a refusal: all text, but never a password. */
export const typedText = (body: FormBody): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === "string" && name !== "password" ? [[name, value]] : [],
    ),
  );
