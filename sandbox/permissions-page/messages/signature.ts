import type { IoSignatureReason } from "../../hub/io-signature-report.js";
import type { Language } from "../../pages/languages.js";

/** What a client is told when its link is refused; what the developer is told is another matter, and in English. */
export type SignatureMessages = Record<IoSignatureReason, { title: string; text: (brand: string) => string }>;

export const signatureMessages: Record<Language, SignatureMessages> = {
  en: {
    "no-secret": {
      title: "This link cannot be checked",
      text: (brand) => `${brand} has not finished setting up its connection. Please let ${brand} know.`,
    },
    missing: {
      title: "This link is incomplete",
      text: (brand) => `Please open this page from ${brand} itself, not with a saved or copied link.`,
    },
    wrong: {
      title: "This link is not valid",
      text: (brand) =>
        `It was changed on the way, or it does not come from ${brand}. Go back to ${brand} and try again.`,
    },
    replayed: {
      title: "This link was used before",
      text: (brand) => `Each link works once. Go back to ${brand} and start again from there.`,
    },
    "too-old": {
      title: "This link has expired",
      text: (brand) => `It works for a short time only. Go back to ${brand} and start again from there.`,
    },
    "in-the-future": {
      title: "This link is not valid yet",
      text: (brand) =>
        `Go back to ${brand} and try again. If it happens once more, please let ${brand} know.`,
    },
  },
  de: {
    "no-secret": {
      title: "Dieser Link lässt sich nicht prüfen",
      text: (brand) =>
        `${brand} hat die Verbindung noch nicht fertig eingerichtet. Bitte sagen Sie ${brand} Bescheid.`,
    },
    missing: {
      title: "Dieser Link ist unvollständig",
      text: (brand) =>
        `Bitte öffnen Sie diese Seite bei ${brand} selbst, nicht über einen gespeicherten oder kopierten Link.`,
    },
    wrong: {
      title: "Dieser Link ist ungültig",
      text: (brand) =>
        `Er wurde unterwegs verändert oder stammt nicht von ${brand}. Gehen Sie zurück zu ${brand} und versuchen Sie es noch einmal.`,
    },
    replayed: {
      title: "Dieser Link wurde schon benutzt",
      text: (brand) => `Jeder Link gilt einmal. Gehen Sie zurück zu ${brand} und beginnen Sie dort von vorn.`,
    },
    "too-old": {
      title: "Dieser Link ist abgelaufen",
      text: (brand) => `Er gilt nur kurze Zeit. Gehen Sie zurück zu ${brand} und beginnen Sie dort von vorn.`,
    },
    "in-the-future": {
      title: "Dieser Link gilt noch nicht",
      text: (brand) =>
        `Gehen Sie zurück zu ${brand} und versuchen Sie es noch einmal. Passiert es wieder, sagen Sie bitte ${brand} Bescheid.`,
    },
  },
  pt: {
    "no-secret": {
      title: "Não é possível verificar este link",
      text: (brand) => `${brand} ainda não terminou de configurar a conexão. Por favor, avise ${brand}.`,
    },
    missing: {
      title: "Este link está incompleto",
      text: (brand) => `Abra esta página a partir de ${brand}, e não por um link salvo ou copiado.`,
    },
    wrong: {
      title: "Este link não é válido",
      text: (brand) =>
        `Ele foi alterado no caminho ou não vem de ${brand}. Volte a ${brand} e tente de novo.`,
    },
    replayed: {
      title: "Este link já foi usado",
      text: (brand) => `Cada link funciona uma vez. Volte a ${brand} e comece de novo por lá.`,
    },
    "too-old": {
      title: "Este link expirou",
      text: (brand) => `Ele vale por pouco tempo. Volte a ${brand} e comece de novo por lá.`,
    },
    "in-the-future": {
      title: "Este link ainda não é válido",
      text: (brand) => `Volte a ${brand} e tente de novo. Se acontecer outra vez, por favor, avise ${brand}.`,
    },
  },
};
