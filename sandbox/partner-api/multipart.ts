import { InputError } from "../wire/parse.js";

/** A form's fields by name; of a file, its text. */
export type FormFields = Record<string, string>;

const nameOf = (head: string) => /\bname="([^"]*)"/i.exec(head)?.[1];

/**
 * Reads a `multipart/form-data` body whose files are texts. The body itself tells the boundary: it is its first line.
 *
 * @throws InputError when the text is no such body.
 */
export function parseMultipart(body: string): FormFields {
  const boundary = /^--[^\r\n]+/.exec(body)?.[0];
  if (boundary === undefined) {
    const start = JSON.stringify(body.slice(0, 60));
    throw new InputError([`body is ${start}: expected multipart/form-data with the field file.`]);
  }
  const parts = body.slice(boundary.length).split(`\r\n${boundary}`);
  const fields = parts.flatMap((part) => {
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const name = nameOf(head);
    return name === undefined ? [] : [[name, rest.join("\r\n\r\n")]];
  });
  return Object.fromEntries(fields);
}
