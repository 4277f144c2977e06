import { z } from "zod";
import { FormError, TextField } from "./field.js";
import { type Refusal, textInput } from "./forms.js";

/** What `LogInForm` sends. */
export const logInForm = z.object({ email: textInput, password: textInput });

interface LogInFormProps {
  action: string;
  texts: { email: string; password: string; submit: string };
  /** Filled in, where it is known. */
  email?: string | undefined;
  refusal: Refusal | undefined;
}

/** A client's e-mail and password; the first that is not filled in gets the focus. */
export function LogInForm({ action, texts, email, refusal }: LogInFormProps) {
  return (
    <form method="post" action={action} novalidate data-testid="log-in-form">
      <FormError refusal={refusal} fields={["email", "password"]} />
      <TextField
        name="email"
        label={texts.email}
        testId="email"
        type="email"
        value={email}
        autocomplete="username"
        autofocus={email === undefined}
        refusal={refusal}
      />
      <TextField
        name="password"
        label={texts.password}
        testId="password"
        type="password"
        autocomplete="current-password"
        autofocus={email !== undefined}
        refusal={refusal}
      />
      <button class="primary" type="submit" data-testid="submit">
        {texts.submit}
      </button>
    </form>
  );
}
