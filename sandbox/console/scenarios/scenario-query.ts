import { z } from "zod";
import { type ConsoleQuery, withParams } from "../console-query.js";
import type { ScenarioCard } from "../rooms.js";

const text = z.string().trim().max(200).catch("").default("");

const querySchema = z.object({
  text,
  tag: text,
  billing: z.enum(["direct", "partner"]).optional().catch(undefined),
  scenario: text,
});

/** What of the library is shown; `scenario` names the one beside the list, or is empty. */
export type ScenarioQuery = z.infer<typeof querySchema>;

export const readScenarioQuery = (url: string): ScenarioQuery =>
  querySchema.parse(Object.fromEntries(new URL(url).searchParams));

/** The address of the page, or of a part of it, with this query. */
export const scenariosHref = (
  page: string,
  { partner }: ConsoleQuery,
  { text, tag, billing, scenario }: Partial<ScenarioQuery>,
): string => withParams(page, { partner, text, tag, billing, scenario });

/** Those of the library that match: every word somewhere in name, title, story or tags. */
export function matching(
  all: readonly ScenarioCard[],
  { text, tag, billing }: ScenarioQuery,
): ScenarioCard[] {
  const words = text.toLowerCase().split(/\s+/);
  return all.filter((card) => {
    const said = [card.name, card.title, card.story, ...card.tags].join(" ").toLowerCase();
    return (
      words.every((word) => said.includes(word)) &&
      (tag === "" || card.tags.includes(tag)) &&
      (billing === undefined || card.billing === billing)
    );
  });
}
