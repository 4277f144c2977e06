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

/** The number that the link asks for, if it is one of the client's. */
const requested = ({ visit }: View, channels: readonly Channel[]): Channel | undefined => {
  const digits = visit.params.number === undefined ? undefined : digitsOf(visit.params.number);
  return channels.find(({ phoneNumber }) => phoneNumber === digits);
};

function asked({ t, partner, visit }: View, channel: Channel | undefined): string | undefined {
  const { number } = visit.params;
  if (number === undefined) return undefined;
  if (channel) return t.permission.asked(partner.brandName, displayPhoneNumber(channel.phoneNumber));
  const digits = digitsOf(number);
  return t.permission.askedUnknown(partner.brandName, digits ? displayPhoneNumber(digits) : number);
}

interface NumberRowProps {
  view: View;
  channel: Channel;
  /** The one number that the link asks for. */
  wanted: Channel | undefined;
}

/**
 * Whether the tick is there from the start: a number of this visit was added to be shared, an older one stays as it is
 * until the client says otherwise. A request for one number leaves all others as they are.
 */
function isTicked({ view: { visit }, channel: { id, permitted }, wanted }: NumberRowProps): boolean {
  return permitted || (wanted === undefined ? visit.added.includes(id) : wanted.id === id);
}

function NumberRow(props: NumberRowProps) {
  const { view, channel, wanted } = props;
  const { id, permitted, phoneNumber } = channel;
  const { t } = view;
  return (
    <li data-testid={`number-${id}`}>
      <Choice
        type="checkbox"
        name="permit"
        value={id}
        checked={isTicked(props)}
        testId={`permit-${id}`}
        describedBy={`state-${id}`}
      >
        <span class="choice-text">
          <strong class="digits">{displayPhoneNumber(phoneNumber)}</strong>
          <span class="hint">
            {channel.phoneName}{" "}
            {wanted?.id === id && (
              <span class="tag" data-testid="requested">
                {t.permission.requested}
              </span>
            )}
          </span>
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
  const wanted = requested(view, channels);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot share its line with the toolbar in every browser.
    <div class="choices" role="group" aria-labelledby="numbers">
      <div class="list-head">
        <h2 id="numbers">{t.permission.list}</h2>
        <span class="toolbar" data-select>
          <button class="link" type="button" data-value="all" data-testid="select-all">
            {t.permission.all}
          </button>
          <button class="link" type="button" data-value="none" data-testid="select-none">
            {t.permission.none}
          </button>
        </span>
      </div>
      <ul class="plain">
        {channels.map((channel) => (
          <NumberRow key={channel.id} view={view} channel={channel} wanted={wanted} />
        ))}
      </ul>
    </div>
  );
}

/** Which numbers the partner may create API keys for; documented for Direct Payment. */
export function PermissionScreen({ view, channels }: PermissionProps) {
  const { t, path, partner, refusal } = view;
  const request = asked(view, requested(view, channels));
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
        <section class="list small" aria-labelledby="meaning">
          <h2 id="meaning">{t.permission.meaningTitle}</h2>
          <ul class="points">
            {t.permission.meaning(partner.brandName).map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </section>
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
