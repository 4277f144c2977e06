import { z } from "zod";
import { businessCategories } from "../../hub/meta-signup.js";
import { textInput } from "../../pages/forms.js";

/** The id of something that exists; `new` and nothing stand for something that is made. */
const existing = textInput.transform((id) => (id === "" || id === "new" ? undefined : id));

export const businessForm = z.object({
  business: existing,
  business_name: textInput,
  waba: existing,
  waba_name: textInput,
  display_name: textInput,
  category: z.enum(businessCategories).default("other"),
});

export const metaNumberForm = z.object({
  phone_number: textInput,
  country: textInput.transform((code) => code || undefined),
  verification: z.enum(["sms", "voice"]).default("sms"),
});

export const codeForm = z.object({ code: textInput });
