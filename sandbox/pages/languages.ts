/** Languages of the hosted pages, as `lang` names them. */
export const languages = ["en", "de", "pt"] as const;
export type Language = (typeof languages)[number];

/** The language that a `lang` parameter means; `pt-BR` is `pt`, and English is what everything else becomes. */
export function toLanguage(lang: string | undefined): Language {
  const code = lang?.toLowerCase().split(/[-_]/)[0] ?? "";
  return languages.find((one) => one === code) ?? "en";
}
