import type { View } from "../view.js";

type Step = "account" | "payment" | "number" | "permission";

function stepsOf({ visit, client }: View): Step[] {
  if (visit.billing === "partner") return ["account", "number"];
  const hasPaidBefore = client !== undefined && !visit.isNewClient && client.plan !== null;
  return hasPaidBefore ? ["account", "number", "permission"] : ["account", "payment", "number", "permission"];
}

const stepOfScreen: Record<View["visit"]["screen"], Step | undefined> = {
  "sign-up": "account",
  "log-in": "account",
  payment: "payment",
  numbers: "number",
  permission: "permission",
  ended: undefined,
};

/** Where the client is on its way back to the partner. */
export function Steps({ view }: { view: View }) {
  const steps = stepsOf(view);
  const here = stepOfScreen[view.visit.screen];
  const current = here === undefined ? -1 : steps.indexOf(here);
  return (
    <ol class="steps" aria-label={view.t.steps.label}>
      {steps.map((step, index) => (
        <li
          key={step}
          class={index < current ? "is-done" : undefined}
          aria-current={index === current ? "step" : undefined}
        >
          {view.t.steps[step]}
        </li>
      ))}
    </ol>
  );
}
