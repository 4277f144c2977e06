import type { PropsWithChildren } from "hono/jsx";
import type { Refusal } from "./forms.js";

/** The text of a refused form, beside its field or above the form. */
export function ErrorText({ id, message }: { id?: string | undefined; message: string }) {
  return (
    <p class="error" id={id} data-testid="error" role="alert">
      {message}
    </p>
  );
}

/** The error of a whole form: one that belongs to none of its fields. */
export function FormError({ refusal, fields }: { refusal: Refusal | undefined; fields: readonly string[] }) {
  if (refusal === undefined || (refusal.field !== undefined && fields.includes(refusal.field))) return null;
  return <ErrorText message={refusal.message} />;
}

interface FieldProps {
  name: string;
  label: string;
  testId: string;
  value?: string | undefined;
  hint?: string | undefined;
  type?: "text" | "email" | "password" | "tel";
  autocomplete: string;
  autofocus?: boolean;
  refusal: Refusal | undefined;
}

/** A labelled text field that keeps what was typed into it. */
export function TextField({ name, label, testId, value, hint, type = "text", refusal, ...rest }: FieldProps) {
  const error = refusal?.field === name ? refusal.message : undefined;
  const typed = refusal?.typed[name] ?? value;
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        type={type}
        value={typed}
        data-testid={testId}
        required
        aria-describedby={described || undefined}
        aria-invalid={error === undefined ? undefined : "true"}
        {...rest}
        autofocus={error !== undefined || (refusal === undefined && rest.autofocus)}
      />
      {error && <ErrorText id={`${name}-error`} message={error} />}
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  checked: boolean;
  testId?: string | undefined;
  type?: "radio" | "checkbox";
  describedBy?: string | undefined;
}

/** A radio button or tick box whose whole row can be clicked. */
export function Choice({
  type = "radio",
  testId,
  describedBy,
  children,
  ...input
}: PropsWithChildren<ChoiceProps>) {
  return (
    <label class="choice">
      <input type={type} data-testid={testId} aria-describedby={describedBy} {...input} />
      {children}
    </label>
  );
}
