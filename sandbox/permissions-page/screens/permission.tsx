import type { Channel } from "../../hub/channel.js";
import { digitsOf, displayPhoneNumber } from "../../hub/phone.js";
import { Choice, FormError } from "../../pages/field.js";
import { VisitPage } from "../components/visit-page.js";
import type { View } from "../view.js";

interface PermissionProps {
  view: View;
  /** The numbers that can be decided here. */
  channels: readonly Channel[];
}

function asked({ t, partner, visit }: View, channels: readonly Channel[]): string | undefined {
  const { number } = visit.params;
  const digits = number === undefined ? undefined : digitsOf(number);
  if (number === undefined) return undefined;
  const text = channels.some(({ phoneNumber }) => phoneNumber === digits) ? "asked" : "askedUnknown";
  return t.permission[text](partner.brandName, digits ? displayPhoneNumber(digits) : number);
}

function NumberRow({ view: { t, visit }, channel }: { view: View; channel: Channel }) {
  const { id, permitted } = channel;
  return (
    <li data-testid={`number-${id}`}>
      <Choice
        type="checkbox"
        name="permit"
        value={id}
        // A number of this visit was added to be shared; an older one stays as it is until the client says otherwise.
        checked={permitted || visit.added.includes(id)}
        testId={`permit-${id}`}
        describedBy={`state-${id}`}
      >
        <span class="choice-text">
          <strong class="digits">{displayPhoneNumber(channel.phoneNumber)}</strong>
          <span class="hint">{channel.phoneName}</span>
        </span>
        <span class={permitted ? "tag good" : "tag"} id={`state-${id}`}>
          {permitted ? t.permission.shared : t.permission.notShared}
        </span>
      </Choice>
    </li>
  );
}

function NumberList({ view, channels }: PermissionProps) {
  const { t } = view;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot share its line with the toolbar in every browser.
    <div class="choices" role="group" aria-labelledby="numbers">
      <div class="list-head">
        <h2 id="numbers">{t.permission.list}</h2>
        <span class="toolbar" data-select>
          <button class="link" type="button" data-value="all">
            {t.permission.all}
          </button>
          <button class="link" type="button" data-value="none">
            {t.permission.none}
          </button>
        </span>
      </div>
      <ul class="plain">
        {channels.map((channel) => (
          <NumberRow key={channel.id} view={view} channel={channel} />
        ))}
      </ul>
    </div>
  );
}

/** Which numbers the partner may create API keys for; documented for Direct Payment. */
export function PermissionScreen({ view, channels }: PermissionProps) {
  const { t, path, partner, refusal } = view;
  const request = asked(view, channels);
  return (
    <VisitPage
      view={view}
      title={t.permission.title}
      lead={t.permission.lead(partner.brandName)}
      scripts={["permissions-page/browser/select-all.js"]}
    >
      {request && <p class="note">{request}</p>}
      <form method="post" action={`${path}/permission`} data-testid="permission-form">
        <FormError refusal={refusal} fields={[]} />
        <NumberList view={view} channels={channels} />
        <p class="small">{t.permission.meaning(partner.brandName)}</p>
        <button class="primary" type="submit" data-testid="confirm">
          {t.permission.confirm}
        </button>
      </form>
      <form method="post" action={`${path}/another`}>
        <button class="secondary" type="submit" data-testid="add-another">
          {t.permission.another}
        </button>
      </form>
    </VisitPage>
  );
}
