import { z } from "zod";
import { textInput } from "../pages/forms.js";
import { testCardIds } from "./test-cards.js";

export const signUpForm = z.object({ name: textInput, email: textInput, password: textInput });

export const logInForm = z.object({ email: textInput, password: textInput });

export const paymentForm = z.object({
  plan: textInput,
  card: textInput.refine((id) => testCardIds.includes(id), {
    error: ({ input }) => `"${input}" is no test card. Choose one of ${testCardIds.join(", ")}.`,
  }),
  terms: z.literal("accepted").optional(),
});

export const numberForm = z.object({
  phone_number: textInput,
  display_name: textInput,
  verification: z.enum(["sms", "voice"]).default("sms"),
  waba: textInput.transform((id) => id || undefined),
});

export const permissionForm = z.object({
  permit: z.union([z.array(z.string()), z.string().transform((id) => [id])]).default([]),
});
