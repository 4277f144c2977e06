import type { PropsWithChildren } from "hono/jsx";
import type { Secret } from "./shown-once.js";

interface CopyableProps {
  id: string;
  text: string;
  /** What is copied, for those who hear the button only. */
  what: string;
  testId?: string;
}

/** A text to take elsewhere. The button appears with its script; without one, the text can be marked by hand. */
export function Copyable({ id, text, what, testId }: CopyableProps) {
  return (
    <span class="copyable">
      <code id={id} data-testid={testId}>
        {text}
      </code>
      <CopyButton from={id} what={what} />
    </span>
  );
}

/** Copies the text of the element `from`. */
function CopyButton({ from, what }: { from: string; what: string }) {
  return (
    <button class="copy" type="button" data-copy={from} aria-label={`Copy ${what}`} hidden>
      Copy
    </button>
  );
}

/** A text of several lines that may be wider than the page: it scrolls by itself, with the keyboard too. */
export function Code({
  id,
  label,
  text,
  testId,
}: {
  id: string;
  label: string;
  text: string;
  testId?: string;
}) {
  return (
    <section class="code" aria-label={label}>
      <div class="code-head">
        <span>{label}</span>
        <CopyButton from={id} what={label} />
      </div>
      <pre id={id} data-testid={testId} tabindex={0}>
        {text}
      </pre>
    </section>
  );
}

interface NewSecretProps {
  secret: Secret;
  title: string;
}

/** A secret right after it was made, and never again. */
export function NewSecret({ secret, title, children }: PropsWithChildren<NewSecretProps>) {
  return (
    <div class="new-secret" role="status" data-testid="new-secret">
      <strong>{title}</strong>
      <Copyable id="new-secret" text={secret.value} what="the secret" testId="new-secret-value" />
      <p class="hint">Copy it now: it is shown this once. {children}</p>
    </div>
  );
}

interface SureProps {
  action: string;
  /** What is asked for, on the closed and on the open part. */
  ask: string;
  confirm: string;
  testId: string;
  fields?: Record<string, string>;
}

/** A button that asks once more before it destroys something; without a script, too. */
export function Sure({ action, ask, confirm, testId, fields = {}, children }: PropsWithChildren<SureProps>) {
  return (
    <details class="sure">
      <summary class="sure-ask" data-testid={testId}>
        {ask}
      </summary>
      <form method="post" action={action}>
        <p class="hint">{children}</p>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button class="danger" type="submit" data-testid={`${testId}-confirm`}>
          {confirm}
        </button>
      </form>
    </details>
  );
}
