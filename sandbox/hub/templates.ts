import { parseDuration } from "../clock/duration.js";
import type { Channels } from "./channels.js";
import type { HubContext } from "./context.js";
import { HubError, notFound } from "./errors.js";
import type { EventDetails, Events, TemplateNews } from "./events.js";
import { type ListQuery, type ListSource, listPage, type Page } from "./lists.js";
import {
  type NewTemplate,
  type Template,
  type TemplateEdit,
  type TemplateStatus,
  templateStatuses,
} from "./template.js";
import type { Wabas } from "./wabas.js";

// Invented, as no figures and no rules of Meta's review are documented.
const reviewTakes = parseDuration("10s");
const rejectedNamesContain = "reject";
const rejectedReason = "INVALID_FORMAT";

export interface Templates {
  /** @throws HubError `conflict` when the WABA has a template of this name and language. */
  create(partnerId: string, wabaId: string, template: NewTemplate): Template;
  list(partnerId: string, wabaId: string, query: ListQuery): Page<Template>;
  /** Hands other components in for a new review. */
  edit(partnerId: string, wabaId: string, id: string, edit: TemplateEdit): Template;
  remove(partnerId: string, wabaId: string, id: string): Template;
  /**
   * Takes news of a template (by its id, or its name and language) over into the hub. It is part of a command: call it
   * in a transaction.
   *
   * @returns the news in full, or as they came when the WABA has no such template.
   */
  learn(partnerId: string, wabaId: string, news: EventDetails["template"]): EventDetails["template"];
}

interface TemplateRow extends Omit<Template, "components"> {
  components: string;
}

const reviewTimer = "template-review";

const from = "templates JOIN wabas ON wabas.id = templates.waba_id";
const columns = `templates.id, wabas.partner_id AS partnerId, waba_id AS wabaId, templates.external_id AS externalId,
  namespace, templates.name, language, category, components, templates.status, rejected_reason AS rejectedReason,
  created_at AS createdAt, modified_at AS modifiedAt`;

/** Every filter key that the docs list for templates. */
const source: ListSource = {
  noun: "template",
  columns,
  from,
  searched: ["templates.id", "templates.name"],
  keys: {
    id: "templates.id",
    partner_id: "wabas.partner_id",
    "business_templates.name": "templates.name",
    name: "templates.name",
    status: "templates.status",
    category: "templates.category",
    language: "templates.language",
  },
};

const toTemplate = (row: TemplateRow): Template => ({ ...row, components: JSON.parse(row.components) });

const newsOf = (template: Template): TemplateNews => ({
  id: template.id,
  externalId: template.externalId,
  name: template.name,
  language: template.language,
  status: template.status.toUpperCase(),
  rejectedReason: template.rejectedReason ?? "NONE",
  category: template.category,
});

export function createTemplates(
  { store, clock, journal, ids }: HubContext,
  rooms: { wabas: Wabas; channels: Channels; events: Events },
): Templates {
  const { wabas, channels, events } = rooms;
  const select = store.prepare<[string, string], TemplateRow>(
    `SELECT ${columns} FROM ${from} WHERE wabas.partner_id = ? AND templates.id = ?`,
  );
  const selectByName = store.prepare<[string, string, string], TemplateRow>(
    `SELECT ${columns} FROM ${from} WHERE waba_id = ? AND templates.name = ? AND language = ?`,
  );

  function find(partnerId: string, id: string): Template | undefined {
    const row = select.get(partnerId, id);
    return row && toTemplate(row);
  }

  function get(partnerId: string, wabaId: string, id: string): Template {
    const waba = wabas.get(partnerId, wabaId);
    const template = find(partnerId, id);
    if (template?.wabaId !== waba.id)
      throw notFound("template", id, `The WABA ${wabaId} has no such template.`);
    return template;
  }

  type Change = Pick<Template, "status" | "rejectedReason" | "category" | "components">;

  function update(template: Template, change: Partial<Change>): Template {
    const { status, rejectedReason, category, components } = { ...template, ...change };
    const modifiedAt = clock.now(template.partnerId);
    store
      .prepare<(string | number | null)[], never>(
        "UPDATE templates SET status = ?, rejected_reason = ?, category = ?, components = ?, modified_at = ? WHERE id = ?",
      )
      .run(status, rejectedReason, category, JSON.stringify(components), modifiedAt, template.id);
    return { ...template, status, rejectedReason, category, components, modifiedAt };
  }

  function note(template: Template, what: string): number {
    const { partnerId: partner, id: subject, name, language, status } = template;
    const summary = `template ${name} (${language}) ${what}`;
    return journal.record({ partner, kind: "state", subject, summary, data: { status } });
  }

  function planReview(template: Template, cause: number): void {
    const { partnerId, id: subject } = template;
    clock.cancel(partnerId, subject, reviewTimer);
    const at = clock.now(partnerId) + reviewTakes;
    clock.schedule({ partnerId, at, kind: reviewTimer, subject, cause });
  }

  function review(template: Template): void {
    const rejected = template.name.includes(rejectedNamesContain);
    const reviewed = update(template, {
      status: rejected ? "rejected" : "approved",
      rejectedReason: rejected ? rejectedReason : "NONE",
    });
    const cause = note(reviewed, `is ${reviewed.status}`);
    const channel = channels.get(
      template.partnerId,
      wabas.get(template.partnerId, template.wabaId).firstChannelId,
    );
    journal.causedBy(cause, () =>
      events.channel("waba_template_status_changed", channel, { template: newsOf(reviewed) }),
    );
  }

  clock.handle(reviewTimer, {
    command(timer) {
      const template = find(timer.partnerId, timer.subject);
      if (template) journal.causedBy(timer.cause, () => review(template));
    },
  });

  function requireNewName(wabaId: string, { name, language }: NewTemplate): void {
    if (!selectByName.get(wabaId, name, language)) return;
    // A Rails client looks for this sentence from "you have provided" on; 400 is a guess.
    throw new HubError(
      "conflict",
      `The template name "${name}" and language "${language}" you have provided is already in use. Please choose a different name for your template.`,
      { field: "name", status: 400 },
    );
  }

  function insert(partnerId: string, wabaId: string, template: NewTemplate): Template {
    const id = `${ids.secret(partnerId, "template", 20)}WT`;
    const now = clock.now(partnerId);
    const { name, language, category, components } = template;
    store
      .prepare<(string | number)[], never>(
        `INSERT INTO templates (id, waba_id, external_id, name, language, category, components, status, created_at,
           modified_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'submitted', ?, ?)`,
      )
      .run(
        id,
        wabaId,
        ids.digits(partnerId, "template-external", 15),
        name,
        language,
        category,
        JSON.stringify(components),
        now,
        now,
      );
    return get(partnerId, wabaId, id);
  }

  function known(
    partnerId: string,
    wabaId: string,
    news: EventDetails["template"] = {},
  ): Template | undefined {
    const template =
      news.id === undefined
        ? selectByName.get(wabaId, news.name ?? "", news.language ?? "en")
        : select.get(partnerId, news.id);
    return template?.wabaId === wabaId ? toTemplate(template) : undefined;
  }

  const statusNamed = (name: string | undefined): TemplateStatus | undefined =>
    templateStatuses.find((status) => status === name?.toLowerCase());

  return {
    create: (partnerId, wabaId, template) =>
      store.transaction(() => {
        requireNewName(wabas.get(partnerId, wabaId).id, template);
        const created = insert(partnerId, wabaId, template);
        planReview(created, note(created, "submitted"));
        return created;
      }),
    list(partnerId, wabaId, query) {
      const { id } = wabas.get(partnerId, wabaId);
      const page = listPage<TemplateRow>(store, source, { sql: "waba_id = ?", values: [id] }, query);
      return { ...page, rows: page.rows.map(toTemplate) };
    },
    edit: (partnerId, wabaId, id, { components }) =>
      store.transaction(() => {
        const template = get(partnerId, wabaId, id);
        if (components === undefined) return template;
        const edited = update(template, { components, status: "submitted", rejectedReason: null });
        planReview(edited, note(edited, "edited, and submitted again"));
        return edited;
      }),
    remove: (partnerId, wabaId, id) =>
      store.transaction(() => {
        const template = get(partnerId, wabaId, id);
        clock.cancel(partnerId, id, reviewTimer);
        store.prepare<[string], never>("DELETE FROM templates WHERE id = ?").run(id);
        note(template, "deleted");
        return template;
      }),
    learn(partnerId, wabaId, news) {
      const template = known(partnerId, wabaId, news);
      if (!template) return news;
      const status = statusNamed(news?.status) ?? template.status;
      if (news?.status !== undefined) clock.cancel(partnerId, template.id, reviewTimer);
      const learnt = update(template, {
        status,
        rejectedReason: news?.rejectedReason ?? (status === "approved" ? "NONE" : template.rejectedReason),
        category: news?.category ?? template.category,
      });
      return { ...newsOf(learnt), ...(news?.status === undefined ? {} : { status: news.status }) };
    },
  };
}
