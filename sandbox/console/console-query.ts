import { z } from "zod";
import type { Hub } from "../hub/hub.js";
import { type EntryKind, type EntryQuery, entryKinds } from "../journal/entry.js";

/** Kinds of entries as a person tells them apart; each is one tick box of the timeline. */
export const kindGroups: readonly { title: string; kinds: readonly EntryKind[] }[] = [
  { title: "Calls", kinds: ["request"] },
  { title: "Webhooks", kinds: ["event", "attempt"] },
  { title: "Client", kinds: ["visit", "redirect"] },
  { title: "Hub", kinds: ["state"] },
  { title: "Clock", kinds: ["clock"] },
  { title: "Faults and notes", kinds: ["fault", "note"] },
];

const isKind = (name: string): name is EntryKind => entryKinds.some((kind) => kind === name);

const text = z.string().trim().max(200).catch("").default("");
const number = z.coerce.number().int().positive().optional().catch(undefined);

const querySchema = z.object({
  partner: text,
  subject: text,
  text,
  entry: number,
  kind: z.array(z.string()).default([]),
});

/** What an address of the console asks for. What cannot be read is left out: a link never leads to an error. */
export interface ConsoleQuery {
  /** The chosen partner; left out, all. */
  partner: string | undefined;
  subject: string | undefined;
  text: string | undefined;
  kinds: readonly EntryKind[];
  /** The selected entry. */
  entry: number | undefined;
}

export function readConsoleQuery(url: string, hub: Hub): ConsoleQuery {
  const params = new URL(url).searchParams;
  const read = querySchema.parse({ ...Object.fromEntries(params), kind: params.getAll("kind") });
  return {
    partner: hub.partners.find(read.partner)?.id,
    subject: read.subject || undefined,
    text: read.text || undefined,
    kinds: read.kind.flatMap((names) => names.split(",")).filter(isKind),
    entry: read.entry,
  };
}

/** The journal's query of an address. */
export const entryQuery = ({ partner, subject, text, kinds }: ConsoleQuery): EntryQuery => ({
  partner,
  subject,
  text,
  kinds: kinds.length > 0 ? kinds : undefined,
});

/** The address of a page of the console with this query, changed by `change`. */
export function consoleHref(page: string, query: ConsoleQuery, change: Partial<ConsoleQuery> = {}): string {
  const { partner, subject, text, kinds, entry } = { ...query, ...change };
  const params = new URLSearchParams();
  if (partner !== undefined) params.set("partner", partner);
  for (const group of kindGroups) {
    if (group.kinds.some((kind) => kinds.includes(kind))) params.append("kind", group.kinds.join(","));
  }
  if (subject !== undefined) params.set("subject", subject);
  if (text !== undefined) params.set("text", text);
  if (entry !== undefined) params.set("entry", String(entry));
  return params.size > 0 ? `${page}?${params}` : page;
}

/** The same partner on another page. */
export const partnerHref = (page: string, { partner }: ConsoleQuery): string =>
  partner === undefined ? page : `${page}?partner=${partner}`;

/** A page with parameters; empty ones are left out. */
export function withParams(page: string, given: Readonly<Record<string, string | undefined>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (value) params.set(name, value);
  return params.size > 0 ? `${page}?${params}` : page;
}
