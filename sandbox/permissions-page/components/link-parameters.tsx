import { linkParameters } from "../link-parameters.js";
import type { View } from "../view.js";

/** For the developer who made the link, and in English as all that is for developers: what arrived, and what it does. */
export function LinkParameters({ view }: { view: Pick<View, "visit" | "partner"> }) {
  const parameters = linkParameters(view);
  if (parameters.length === 0) return null;
  return (
    <details class="link-parameters" lang="en" data-testid="link-parameters">
      <summary>What this link asked for</summary>
      <dl>
        {parameters.map(({ name, value, meaning }) => (
          <div key={name} data-testid={`link-parameter-${name}`}>
            <dt>{name}</dt>
            <dd>
              {value !== "" && <code>{value}</code>}
              <span class="hint">{meaning}</span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
