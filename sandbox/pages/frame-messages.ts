import type { Language } from "./languages.js";

/** The texts that every page has, whichever room it is of. */
export interface FrameMessages {
  sandboxLine: string;
  formTitle: string;
  formText: (from: string, host: string) => string;
  formRemedy: string;
}

export const frameMessages: Record<Language, FrameMessages> = {
  en: {
    sandboxLine: "This is a sandbox. Nothing here reaches WhatsApp, Meta or a bank.",
    formTitle: "Form refused",
    formText: (from, host) => `It was sent by a page of ${from}, and this is ${host}.`,
    formRemedy: "Open the page anew, and use the form there.",
  },
  de: {
    sandboxLine: "Dies ist eine Sandbox. Nichts hier erreicht WhatsApp, Meta oder eine Bank.",
    formTitle: "Formular abgelehnt",
    formText: (from, host) => `Eine Seite von ${from} hat es gesendet, und dies ist ${host}.`,
    formRemedy: "Öffnen Sie die Seite neu, und verwenden Sie das Formular dort.",
  },
  pt: {
    sandboxLine: "Isto é um sandbox. Nada aqui chega ao WhatsApp, à Meta ou a um banco.",
    formTitle: "Formulário recusado",
    formText: (from, host) => `Uma página de ${from} o enviou, e aqui é ${host}.`,
    formRemedy: "Abra a página de novo e use o formulário de lá.",
  },
};
