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
  type?: "text" | "email" | "password" | "tel" | "url";
  /** Default true. */
  required?: boolean;
  autocomplete: string;
  autofocus?: boolean;
  /** The field is for this page alone: nothing that is typed into it is ever sent. */
  isUnsent?: boolean;
  inputmode?: "numeric";
  /** What the browser lets pass, as a regular expression of the whole value; `title` says it in words. */
  pattern?: string;
  title?: string | undefined;
  placeholder?: string;
  maxlength?: number;
  /** A class of the whole field. */
  class?: string;
  refusal: Refusal | undefined;
}

/** A labelled text field that keeps what was typed into it. */
export function TextField(props: FieldProps) {
  const { name, label, testId, value, hint, type = "text", isUnsent = false, refusal, ...rest } = props;
  const { class: ownClass, ...input } = rest;
  const error = refusal?.field === name ? refusal.message : undefined;
  const typed = refusal?.typed[name] ?? value;
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return (
    <div class={ownClass === undefined ? "field" : `field ${ownClass}`}>
      <label for={name}>{label}</label>
      <input
        id={name}
        name={isUnsent ? undefined : name}
        type={type}
        value={typed}
        data-testid={testId}
        required
        aria-describedby={described || undefined}
        aria-invalid={error === undefined ? undefined : "true"}
        {...input}
        autofocus={error !== undefined || (refusal === undefined && input.autofocus)}
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

interface SelectProps {
  name: string;
  label: string;
  testId: string;
  /** The value that is chosen, unless the form was refused with another one. */
  value: string;
  options: readonly { value: string; label: string }[];
  refusal: Refusal | undefined;
}

/** A labelled list to choose from. */
export function SelectField({ name, label, testId, value, options, refusal }: SelectProps) {
  const error = refusal?.field === name ? refusal.message : undefined;
  const typed = refusal?.typed[name];
  const chosen = options.some((option) => option.value === typed) ? typed : value;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select
        id={name}
        name={name}
        data-testid={testId}
        aria-describedby={error === undefined ? undefined : `${name}-error`}
        aria-invalid={error === undefined ? undefined : "true"}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </select>
      {error && <ErrorText id={`${name}-error`} message={error} />}
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
