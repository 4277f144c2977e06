import type { PropsWithChildren } from "hono/jsx";

interface CallFormProps {
  /** Method and path of the control API: `POST /clock/advance`. */
  call: string;
  /** Fields that are not typed in. */
  body?: Readonly<Record<string, unknown>> | undefined;
  /** What a success says; left out, nothing. */
  done?: string | undefined;
  /** What is asked before: what will be lost. */
  confirm?: string | undefined;
  /** The word on the button that goes on after that: `Reset`. */
  confirmVerb?: string | undefined;
  /** Where a success leads. */
  goTo?: string | undefined;
  /** Empties the fields after a success. */
  clears?: boolean | undefined;
  class?: string | undefined;
  testId?: string | undefined;
}

/**
 * A form that calls the control API: `body` and its filled fields become the JSON that is sent. A field with `data-json`
 * holds JSON; one that is named `a,b` gives two values with a comma between, one that is named `a.b` a value within `a`. While the call is under way the form is shut;
 * what went wrong is said above the clock bar.
 */
export function CallForm({
  call,
  body = {},
  done,
  confirm,
  confirmVerb,
  goTo,
  clears = false,
  testId,
  class: extra,
  children,
}: PropsWithChildren<CallFormProps>) {
  return (
    <form
      class={extra === undefined ? "call" : `call ${extra}`}
      data-call={call}
      data-body={JSON.stringify(body)}
      data-done={done}
      data-confirm={confirm}
      data-confirm-verb={confirmVerb}
      data-then={goTo}
      data-clear={clears ? "" : undefined}
      data-testid={testId}
    >
      {children}
    </form>
  );
}

interface CallButtonProps extends CallFormProps {
  title?: string | undefined;
  /** For one that cannot be undone. */
  isGrave?: boolean | undefined;
  pressed?: boolean | undefined;
}

/** One button that calls the control API. */
export function CallButton({
  title,
  pressed,
  isGrave = false,
  testId,
  children,
  ...form
}: PropsWithChildren<CallButtonProps>) {
  return (
    <CallForm {...form}>
      <button
        type="submit"
        class={isGrave ? "small-button grave" : "small-button"}
        title={title}
        data-testid={testId}
        aria-pressed={pressed === undefined ? undefined : String(pressed)}
      >
        {children}
      </button>
    </CallForm>
  );
}
