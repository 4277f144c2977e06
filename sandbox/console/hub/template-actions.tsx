import type { Template } from "../../hub/template.js";
import { CallButton } from "../call-form.js";
import type { NumberProps } from "./number-state.js";

const tones: Record<Template["status"], string> = {
  created: "plain",
  submitted: "warn",
  pending: "warn",
  approved: "good",
  rejected: "bad",
};

const decisions = [
  { status: "APPROVED", title: "Approve" },
  { status: "REJECTED", title: "Reject" },
] as const;

function TemplateLine({
  template,
  partner,
  channel,
}: {
  template: Template;
  partner: string;
  channel: string;
}) {
  const { id, name, language, category, status } = template;
  return (
    <li class="template">
      <p>
        <code>{name}</code> <span class={`result-of ${tones[status]}`}>{status}</span>{" "}
        <span class="quiet">
          {language} · {category}
        </span>
      </p>
      <div class="actions">
        {decisions.map(({ status: decision, title }) => (
          <CallButton
            call="POST /events"
            body={{
              partner,
              channel,
              event: "waba_template_status_changed",
              template: {
                id,
                status: decision,
                ...(decision === "REJECTED" ? { rejected_reason: "INVALID_FORMAT" } : {}),
              },
            }}
            title={`Meta's review of ${name} ends so`}
            testId={`template-${decision.toLowerCase()}-${name}`}
          >
            {title}
          </CallButton>
        ))}
      </div>
    </li>
  );
}

const shownTemplates = 20;

/** The templates of a number's account, and Meta's decisions on them. */
export function TemplateActions({ rooms, channel }: NumberProps) {
  const { partnerId, id, waba } = channel;
  const { rows, total } = rooms.hub.templates.list(partnerId, waba.id, { limit: shownTemplates });
  if (total === 0) return null;
  return (
    <section aria-label="Templates">
      <h3>Templates</h3>
      <ul class="templates">
        {rows.map((template) => (
          <TemplateLine template={template} partner={partnerId} channel={id} />
        ))}
      </ul>
      {total > rows.length && (
        <p class="quiet">
          The first {rows.length} of {total}.
        </p>
      )}
    </section>
  );
}
