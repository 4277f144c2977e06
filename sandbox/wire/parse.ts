import type { z } from "zod";

/** The input is not what the operation takes. Each detail names a field, the value it had, and what was expected. */
export class InputError extends Error {
  readonly details: string[];

  constructor(details: string[]) {
    super(details.join(" "));
    this.details = details;
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "missing";
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Whether a branch of a union takes another kind of value altogether, such as a number where a list was given. */
const isOfAnotherKind = (issues: readonly z.core.$ZodIssue[]): boolean =>
  issues.some(({ code, path }) => path.length === 0 && (code === "invalid_type" || code === "invalid_value"));

/** Of the branches of a union, the one that the input was probably meant for: its kind, and the fewest complaints. */
function likelyIssues(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const [likely = []] = [...issue.errors].sort(
    (a, b) => Number(isOfAnotherKind(a)) - Number(isOfAnotherKind(b)) || a.length - b.length,
  );
  return likely.flatMap((inner) => likelyIssues({ ...inner, path: [...issue.path, ...inner.path] }));
}

function detail(where: string, input: unknown, issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    const name = issue.path.length > 0 ? `${where} ${issue.path.join(".")}` : where;
    return `${name} has the unknown key ${issue.keys.map((key) => `"${key}"`).join(", ")}. Remove it, or correct its spelling.`;
  }
  const field = issue.path.length > 0 ? issue.path.join(".") : where;
  return `${field} is ${show(valueAt(input, issue.path))}: ${issue.message.replace(/^Invalid input: /, "")}.`.replace(
    /\.\.$/,
    ".",
  );
}

/**
 * Reads `input` by a schema.
 *
 * @param where what the input is, for errors: `body`, `query`.
 * @throws InputError that names each wrong field with its value.
 */
export function parse<Value>(schema: z.ZodType<Value>, input: unknown, where: string): Value {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new InputError(result.error.issues.flatMap(likelyIssues).map((issue) => detail(where, input, issue)));
}

/**
 * Reads a JSON text; an empty one is `undefined`.
 *
 * @throws InputError that shows the beginning of a text that is no JSON.
 */
export function parseJson(text: string, where: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError([
      `${where} is no JSON (${reason}): ${show(text)}. Send valid JSON with Content-Type: application/json.`,
    ]);
  }
}
