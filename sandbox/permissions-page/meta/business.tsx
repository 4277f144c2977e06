import type { Waba } from "../../hub/channel.js";
import { businessCategories } from "../../hub/meta-signup.js";
import type { Portfolio } from "../../hub/waba-rows.js";
import { FormError, SelectField, TextField } from "../../pages/field.js";
import type { View } from "../view.js";
import { metaMessagesIn } from "./messages.js";
import { MetaWindow } from "./window.js";

interface BusinessProps {
  view: View;
  portfolios: readonly Portfolio[];
  wabas: readonly Waba[];
}

/** What stands in the fields: what was typed before in this signup, or what the client most likely wants. */
function startOf({ view: { visit, client }, portfolios, wabas }: BusinessProps) {
  const { metaSignup } = visit;
  const name = client?.name ?? "";
  const [portfolio] = portfolios;
  if (metaSignup !== null && metaSignup.channelId === undefined) {
    return {
      ...metaSignup,
      portfolioId: metaSignup.portfolioId ?? "new",
      wabaId: metaSignup.wabaId ?? "new",
    };
  }
  return {
    portfolioId: portfolio?.id ?? "new",
    wabaId: wabas.find(({ fbBusinessId }) => fbBusinessId === portfolio?.id)?.id ?? "new",
    portfolioName: name,
    wabaName: name,
    displayName: name,
    category: businessCategories[0],
  };
}

function Fields(props: BusinessProps) {
  const { view, portfolios, wabas } = props;
  const { business: t } = metaMessagesIn(view.language);
  const { refusal } = view;
  const start = startOf(props);
  const listed = (one: { id: string; name: string }) => ({ value: one.id, label: `${one.name} (${one.id})` });
  return (
    <>
      <div class="pair">
        <SelectField
          name="business"
          label={t.portfolio}
          testId="meta-business"
          value={start.portfolioId}
          options={[...portfolios.map(listed), { value: "new", label: t.portfolioNew }]}
          refusal={refusal}
        />
        <TextField
          name="business_name"
          label={t.portfolioName}
          testId="meta-business-name"
          value={start.portfolioName}
          autocomplete="organization"
          class="of-new"
          refusal={refusal}
        />
      </div>
      <div class="pair">
        <SelectField
          name="waba"
          label={t.waba}
          testId="meta-waba"
          value={start.wabaId}
          options={[...wabas.map(listed), { value: "new", label: t.wabaNew }]}
          refusal={refusal}
        />
        <TextField
          name="waba_name"
          label={t.wabaName}
          testId="meta-waba-name"
          value={start.wabaName}
          autocomplete="organization"
          class="of-new"
          refusal={refusal}
        />
      </div>
      <TextField
        name="display_name"
        label={t.displayName}
        testId="meta-display-name"
        value={start.displayName}
        hint={t.displayNameHint}
        autocomplete="organization"
        refusal={refusal}
      />
      <SelectField
        name="category"
        label={t.category}
        testId="meta-category"
        value={start.category}
        options={businessCategories.map((value) => ({ value, label: t.categories[value] }))}
        refusal={refusal}
      />
    </>
  );
}

/** The first page: whose number it will be. */
export function BusinessPage(props: BusinessProps) {
  const { view } = props;
  const t = metaMessagesIn(view.language);
  const fields = ["business", "business_name", "waba", "waba_name", "display_name"];
  return (
    <MetaWindow view={view} title={t.business.title} lead={t.business.lead("Partner Hub")} step={1}>
      <form method="post" action={`${view.path}/meta`} novalidate data-testid="meta-business-form">
        <FormError refusal={view.refusal} fields={fields} />
        <Fields {...props} />
        <button class="primary" type="submit" data-testid="meta-next">
          {t.next}
        </button>
      </form>
    </MetaWindow>
  );
}
