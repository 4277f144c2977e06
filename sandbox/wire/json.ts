import type { Context } from "hono";

/** What the exchange journal reads of an answer, so that it need not copy the body out of the response. */
export interface WireVariables {
  answerText?: string;
}

/** `c` of any route that answers through this room. */
export type WireContext = Context<{ Variables: WireVariables }>;

/** Where an answer leaves its text: the context of any route. */
interface AnswerKeeper {
  set(name: "answerText", text: string): void;
}

const nonAscii = /[\u0080-\uffff]/g;
const escapeCharacter = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/**
 * JSON as recorded from the real hub: compact, ASCII only (`\u` escapes), one newline at the end. Objects are built with
 * their keys in alphabetical order where they are made.
 */
function wireJson(value: unknown): string {
  const text = JSON.stringify(value);
  // As many bytes as characters: nothing to escape, which is much cheaper to find out than to search for.
  const isAscii = Buffer.byteLength(text) === text.length;
  return `${isAscii ? text : text.replace(nonAscii, escapeCharacter)}\n`;
}

/** Answers with JSON in the hub's wire form: `application/json` without a charset, and the recorded `Vary`. */
export function answerJson(
  c: AnswerKeeper,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): Response {
  const text = wireJson(value);
  c.set("answerText", text);
  return new Response(text, {
    status,
    headers: { "content-type": "application/json", vary: "Origin", ...headers },
  });
}
