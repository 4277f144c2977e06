import { de } from "./messages/de.js";
import { en } from "./messages/en.js";
import type { Messages } from "./messages/messages.js";
import { pt } from "./messages/pt.js";

const catalogues = { en, de, pt } satisfies Record<string, Messages>;

/** A language of the hosted pages, as `lang` names it. */
export type Language = keyof typeof catalogues;

const isLanguage = (text: string): text is Language => Object.hasOwn(catalogues, text);

/** The language that a `lang` parameter means; `pt-BR` is `pt`, and English is what everything else becomes. */
export function toLanguage(lang: string | undefined): Language {
  const code = lang?.toLowerCase().split(/[-_]/)[0] ?? "";
  return isLanguage(code) ? code : "en";
}

/** All texts of the pages in one language. */
export const messagesIn = (language: Language): Messages => catalogues[language];
