import type { Channel, Waba } from "../../hub/channel.js";
import type { HubError } from "../../hub/errors.js";
import { displayPhoneNumber } from "../../hub/phone.js";
import { FormError, SelectField, TextField } from "../../pages/field.js";
import { sayMistake } from "../../pages/mistakes.js";
import { VisitPage } from "../components/visit-page.js";
import { askedNumber, signupWindow, type View } from "../view.js";

interface NumbersProps {
  view: View;
  channels: readonly Channel[];
  wabas: readonly Waba[];
  /** Why no number can be added. */
  blocked: HubError | undefined;
}

const fields = ["phone_number", "display_name", "waba"];

function NumberList({ view: { t, visit }, channels }: Pick<NumbersProps, "view" | "channels">) {
  return (
    <section class="list" aria-labelledby="your-numbers">
      <h2 id="your-numbers">{t.numbers.yours}</h2>
      <ul class="rows">
        {channels.map((channel) => (
          <li key={channel.id} class="row" data-testid={`number-${channel.id}`}>
            <span class="choice-text">
              <strong class="digits">{displayPhoneNumber(channel.phoneNumber)}</strong>
              <span class="hint">{channel.phoneName}</span>
            </span>
            {visit.added.includes(channel.id) && <span class="tag good">{t.numbers.addedNow}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Meta's embedded signup has a window of its own, as in reality; without JavaScript it becomes a new tab. */
function OpenMeta({ view: { t, path, visit }, channels }: Pick<NumbersProps, "view" | "channels">) {
  const isFirst = channels.length === 0;
  return (
    <section class="simulated" aria-labelledby="add-a-number">
      <p class="simulated-mark">
        <span class="tag warn">{t.numbers.simulated}</span>
      </p>
      <h2 id="add-a-number">{isFirst ? t.numbers.addFirst : t.numbers.addMore}</h2>
      <p>{t.numbers.addText}</p>
      <form
        method="get"
        action={`${path}/meta`}
        target={signupWindow(visit)}
        data-testid="meta-form"
        data-visit={path}
      >
        <button class={isFirst ? "primary" : "secondary"} type="submit" data-testid="open-meta">
          {t.numbers.openMeta}
        </button>
      </form>
      <p class="note" role="status" data-testid="meta-waiting" hidden>
        {t.numbers.waiting}
      </p>
      <noscript>
        <a href={path} data-testid="meta-refresh">
          {t.numbers.refresh}
        </a>
      </noscript>
    </section>
  );
}

/** The sandbox's own way to a number, for those who do not want to see Meta's pages for the hundredth time. */
function Shortcut({ view, channels, wabas }: Omit<NumbersProps, "blocked">) {
  const { t, path, client, refusal } = view;
  const wabaOptions = wabas.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }));
  return (
    <details class="shortcut" data-testid="number-shortcut" open={refusal !== undefined}>
      <summary>{t.numbers.shortcut}</summary>
      <form method="post" action={`${path}/numbers`} novalidate data-testid="number-form">
        <p class="hint">{t.numbers.shortcutText}</p>
        <TextField
          name="phone_number"
          label={t.numbers.phone}
          testId="phone-number"
          type="tel"
          value={askedNumber(view.visit, channels)}
          hint={t.numbers.phoneHint}
          autocomplete="tel"
          refusal={refusal}
        />
        <TextField
          name="display_name"
          label={t.numbers.displayName}
          testId="display-name"
          value={client?.name}
          hint={t.numbers.displayNameHint}
          autocomplete="organization"
          refusal={refusal}
        />
        <SelectField
          name="waba"
          label={t.numbers.waba}
          testId="waba"
          value={wabas[0]?.id ?? "new"}
          options={[...wabaOptions, { value: "new", label: t.numbers.newWaba }]}
          refusal={refusal}
        />
        <button class="secondary" type="submit" data-testid="add-number">
          {t.numbers.add}
        </button>
      </form>
    </details>
  );
}

/** The client adds its numbers, one after the other. */
export function NumbersScreen(props: NumbersProps) {
  const { view, channels, blocked } = props;
  const { t, path, partner, visit, refusal } = view;
  const isDirect = visit.billing === "direct";
  const lead = isDirect ? t.numbers.leadDirect : t.numbers.leadPartner(partner.brandName);
  return (
    <VisitPage
      view={view}
      title={t.numbers.title}
      lead={lead}
      styles={["permissions-page/numbers.css"]}
      scripts={["permissions-page/browser/meta-opener.js"]}
    >
      <FormError refusal={refusal} fields={fields} />
      {channels.length > 0 && <NumberList view={view} channels={channels} />}
      {channels.length > 0 && (
        <form method="post" action={`${path}/numbers/done`}>
          <button class="primary" type="submit" data-testid="numbers-done">
            {isDirect ? t.numbers.done : t.numbers.doneBack(partner.brandName)}
          </button>
        </form>
      )}
      {blocked ? (
        <p class="note" data-testid="numbers-blocked">
          {sayMistake(blocked, view.language)}
        </p>
      ) : (
        <>
          <OpenMeta view={view} channels={channels} />
          <Shortcut {...props} />
        </>
      )}
    </VisitPage>
  );
}
