import type { Language } from "../pages/languages.js";

interface AutopilotTexts {
  on: string;
  off: string;
  /** Heading of the error screen. */
  badTitle: string;
}

export const autopilotTexts: Record<Language, AutopilotTexts> = {
  en: { on: "Autopilot", off: "Autopilot off", badTitle: "No plan for the autopilot" },
  de: { on: "Autopilot", off: "Autopilot aus", badTitle: "Kein Plan für den Autopiloten" },
  pt: {
    on: "Piloto automático",
    off: "Piloto automático desligado",
    badTitle: "Sem plano para o piloto automático",
  },
};
