import { z } from "zod";
import { textInput } from "../pages/forms.js";

export const signUpForm = z.object({
  name: textInput,
  // A program that signs a client up may leave the person out; the page's own form always sends it.
  user_name: z.string().optional(),
  email: textInput,
  password: textInput,
});

export const paymentForm = z.object({
  plan: textInput,
  card: textInput,
  terms: z.literal("accepted").optional(),
});

export const numberForm = z.object({
  phone_number: textInput,
  display_name: textInput,
  waba: textInput.transform((id) => id || undefined),
});

export const permissionForm = z.object({
  permit: z.union([z.array(z.string()), z.string().transform((id) => [id])]).default([]),
});
