import { keptBody } from "../journal/entry.js";

interface CodeBlockProps {
  /** What it is, for the button that copies it. */
  name: string;
  text: string;
  testId?: string | undefined;
}

/** Text as code, with a button that copies it. */
export function CodeBlock({ name, text, testId }: CodeBlockProps) {
  return (
    <div class="code-block">
      <pre tabindex={0} data-testid={testId}>
        {text}
      </pre>
      <button type="button" class="small-button copy" data-copy aria-label={`Copy ${name}`}>
        Copy
      </button>
    </div>
  );
}

/** JSON as a person reads it; other text stays as it is. */
export function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Headers of a request or an answer. */
export function Headers({ title, headers }: { title: string; headers: readonly [string, string][] }) {
  if (headers.length === 0) return null;
  return (
    <details class="headers">
      <summary>
        {title} <span class="quiet">{headers.length}</span>
      </summary>
      <dl>
        {headers.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

interface BodyProps {
  title: string;
  text: string;
  /** How long it was, before the journal kept its beginning. */
  length?: number | null | undefined;
  testId?: string | undefined;
}

/** A body, or nothing when there is none. */
export function Body({ title, text, length, testId }: BodyProps) {
  if (text === "") return null;
  return (
    <>
      <h3>
        {title}{" "}
        {typeof length === "number" && length > keptBody && (
          <span class="quiet">the beginning of {length.toLocaleString("en")} characters</span>
        )}
      </h3>
      <CodeBlock name={title} text={readable(text)} testId={testId} />
    </>
  );
}
