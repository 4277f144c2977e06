import type { MetaSignup } from "../../hub/meta-signup.js";
import { displayPhoneNumber } from "../../hub/phone.js";
import { FormError, TextField } from "../../pages/field.js";
import type { View } from "../view.js";
import { metaMessagesIn } from "./messages.js";
import { MetaWindow } from "./window.js";

interface CodeProps {
  view: View;
  number: NonNullable<MetaSignup["number"]>;
}

/** The third page. No code is sent anywhere: what would arrive on the phone stands beside the field. */
export function CodePage({ view, number: { digits, method, code } }: CodeProps) {
  const { language, path, refusal } = view;
  const t = metaMessagesIn(language);
  return (
    <MetaWindow view={view} title={t.code.title} lead={t.code.lead(displayPhoneNumber(digits))} step={3}>
      <p class="arrived">
        <span class="hint">{t.code.arrived[method]}</span>
        <strong class="digits" data-testid="meta-code-shown">
          {code}
        </strong>
      </p>
      <form method="post" action={`${path}/meta/code`} novalidate data-testid="meta-code-form">
        <FormError refusal={refusal} fields={["code"]} />
        <TextField
          name="code"
          label={t.code.code}
          testId="meta-code"
          inputmode="numeric"
          maxlength={11}
          autocomplete="one-time-code"
          autofocus
          refusal={refusal}
        />
        <button class="primary" type="submit" data-testid="meta-finish">
          {t.code.finish}
        </button>
      </form>
      <form class="again" method="post" action={`${path}/meta/code/again`}>
        <a class="back" href={`${path}/meta/number`} data-testid="meta-back">
          {t.back}
        </a>
        <button class="link" type="submit" data-testid="meta-resend">
          {t.code.again}
        </button>
      </form>
    </MetaWindow>
  );
}
