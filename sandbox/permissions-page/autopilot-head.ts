import type { View } from "./view.js";

const module = "permissions-page/browser/autopilot.js";
const styleSheet = "permissions-page/autopilot.css";

interface Head {
  scripts?: readonly string[] | undefined;
  styles?: readonly string[] | undefined;
}

/** A page's modules and style sheets and, where an autopilot plays the client, its own: last, so that the others stand. */
export function withAutopilot({ autopilot }: Pick<View, "autopilot">, { scripts = [], styles = [] }: Head) {
  if (autopilot === undefined) return { scripts, styles };
  return {
    scripts: [...scripts, module],
    styles: [...styles, styleSheet],
    data: { "data-autopilot": JSON.stringify(autopilot) } as const,
  };
}
