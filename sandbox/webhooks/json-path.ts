/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The path names no field of the body. */
export class UnknownFieldError extends Error {}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** All fields of a body in dotted form, such as `data.setup_info.phone_number`. */
function fieldPaths(value: Json, prefix = ""): string[] {
  if (!isObject(value)) return prefix === "" ? [] : [prefix];
  const inner = Object.entries(value).flatMap(([key, field]) =>
    fieldPaths(field, prefix === "" ? key : `${prefix}.${key}`),
  );
  return prefix === "" ? inner : [prefix, ...inner];
}

/** Whether a body has a field at a dotted path. */
export function hasField(body: Json, path: string): boolean {
  const [key = "", ...rest] = path.split(".");
  if (!isObject(body) || !(key in body)) return false;
  return rest.length === 0 || hasField(body[key] ?? null, rest.join("."));
}

/**
 * A copy of `body` with another value at a dotted path.
 *
 * @throws UnknownFieldError that lists the valid paths.
 */
export function setField(body: Json, path: string, value: Json): Json {
  const [key = "", ...rest] = path.split(".");
  if (!isObject(body) || !(key in body)) {
    throw new UnknownFieldError(`There is no field "${path}". Fields: ${fieldPaths(body).join(", ")}.`);
  }
  if (rest.length === 0) return { ...body, [key]: value };
  try {
    return { ...body, [key]: setField(body[key] ?? null, rest.join("."), value) };
  } catch (error) {
    // Told from the top, where the path began.
    if (error instanceof UnknownFieldError) {
      throw new UnknownFieldError(`There is no field "${path}". Fields: ${fieldPaths(body).join(", ")}.`);
    }
    throw error;
  }
}
