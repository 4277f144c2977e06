import type { Language } from "../../pages/languages.js";
import { de } from "./de.js";
import { en } from "./en.js";
import type { Messages } from "./messages.js";
import { pt } from "./pt.js";

const catalogues: Record<Language, Messages> = { en, de, pt };

/** All texts of the Client Hub in one language. */
export const messagesIn = (language: Language): Messages => catalogues[language];
