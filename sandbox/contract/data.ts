/** Reads of an entry's `data`, which is JSON that any room may have written: what is not of the kind asked for is empty. */
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
export const number = (value: unknown): number | null => (typeof value === "number" ? value : null);
export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);

/** Headers or other fields whose values are texts. */
export type TextFields = Readonly<{ [name: string]: string | undefined }>;

const isTextFields = (value: unknown): value is TextFields =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((field) => typeof field === "string");

const noFields: TextFields = {};

/** An object whose fields are all texts, as headers are; none of anything else. */
export const textFields = (value: unknown): TextFields => (isTextFields(value) ? value : noFields);

/** The fields of an object; none of anything else. */
export const fieldsOf = (value: unknown): Readonly<{ [name: string]: unknown }> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** The fields of a JSON object, or none: bodies are cut in the journal, and apps send what they like. */
export function jsonFields(body: string): Readonly<{ [name: string]: unknown }> {
  try {
    return fieldsOf(JSON.parse(body));
  } catch {
    return {};
  }
}
