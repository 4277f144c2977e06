/** Writes `SUPPORT.md` out of the OpenAPI document and the settings: what the sandbox can do, and how sure we are. */
import { z } from "zod";
import { readDocument } from "../dist/sandbox/control-api/api-page-document.js";
import { settingsSchema } from "../dist/sandbox/hub/settings.js";

const settingSchema = z.object({
  description: z.string().default(""),
  evidence: z.object({ mark: z.string(), source: z.string() }).optional(),
});

type Row = (string | undefined)[];

const cell = (text = "") => text.replaceAll("|", "\\|").replaceAll("\n", " ") || "–";

function table(head: string[], rows: Row[]): string {
  const line = (cells: Row) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function settings(): string {
  const { properties } = z
    .object({ properties: z.record(z.string(), settingSchema) })
    .parse(z.toJSONSchema(settingsSchema, { io: "output", unrepresentable: "any" }));
  const defaults = z.record(z.string(), z.unknown()).parse(settingsSchema.parse({}));
  const shown = (value: unknown) => {
    const text = JSON.stringify(value) ?? "";
    return `\`${text.length > 60 ? `${text.slice(0, 50)}…` : text}\``;
  };
  return table(
    ["setting", "default", "what it does", "evidence", "source"],
    Object.entries(properties).map(([name, { description, evidence }]) => [
      `\`${name}\``,
      shown(defaults[name]),
      description,
      evidence?.mark,
      evidence?.source,
    ]),
  );
}

const intro = `# What the sandbox supports

Made by \`npm run generate\` from the same schemas that the sandbox serves with; do not edit.

**documented**: in 360dialog's own documentation. **observed**: seen on the wire, or read by clients in production.
**inferred**: concluded from what is stated. **invented**: the facts are silent; our choice, and a setting where it matters.`;

type Operations = ReturnType<typeof readDocument>["groups"][number]["operations"];

const call = ({ method, path }: { method: string; path: string }) => `\`${method.toUpperCase()} ${path}\``;

const servedTable = (served: Operations) =>
  table(
    ["operation", "call", "implemented", "evidence", "source", "who uses it"],
    served.map((one) => [one.id, call(one), "yes", one.evidence?.mark, one.evidence?.source, one.usedBy]),
  );

const leftOutTable = (leftOut: Operations) =>
  table(
    ["operation", "call", "why", "evidence", "source", "who uses it"],
    leftOut.map((one) => [
      one.id,
      call(one),
      `${one.leftOut}; answers 501`,
      one.evidence?.mark,
      one.evidence?.source,
      one.usedBy,
    ]),
  );

const unknown = `Known to exist, but by neither method nor path, so they cannot be served: three operations on a channel in
api-reference/channel-management (they answer 200, 400 or 404). No call is known that refreshes a token, creates a
partner API key, changes a permission or deletes a number at once.`;

/** The whole file, from the document of \`GET /_sandbox/api/openapi.json\`. */
export function supportMarkdown(document: unknown): string {
  const { groups, webhooks } = readDocument(document);
  const api = groups
    .filter(({ title }) => title.startsWith("Partner API"))
    .flatMap(({ operations }) => operations);
  const served = api.filter(({ leftOut }) => leftOut === undefined);
  const leftOut = api.filter((operation) => operation.leftOut !== undefined);
  return [
    intro,
    "## Operations of the Partner API",
    `${served.length} of ${api.length} known operations are implemented.`,
    servedTable(served),
    "## Left out",
    ...(leftOut.length === 0 ? [] : [leftOutTable(leftOut)]),
    unknown,
    "## Events",
    "What the partner's webhook receives. The evidence of an event and that of its body are two things.",
    table(
      ["event", "sent when", "evidence", "source", "body", "body's source"],
      webhooks.map(({ event, summary, evidence, bodyEvidence }) => [
        `\`${event}\``,
        summary.replace(/^Sent when /, ""),
        evidence?.mark,
        evidence?.source,
        bodyEvidence?.mark,
        bodyEvidence?.source,
      ]),
    ),
    "## Settings of a partner",
    "Where the facts are silent, or the real hub is known to differ, a partner can choose.",
    settings(),
    "",
  ]
    .join("\n\n")
    .replace(/\n\n$/, "\n");
}
