import type { View } from "./view.js";

// The last one acts; it imports the others, and a browser that knows of them fetches all at once.
const modules = ["autopilot-hand-over", "autopilot-hands", "autopilot"].map(
  (name) => `permissions-page/browser/${name}.js`,
);
const styleSheet = "permissions-page/autopilot.css";

interface Head {
  scripts?: readonly string[] | undefined;
  styles?: readonly string[] | undefined;
}

/** A page's modules and style sheets and, where an autopilot plays the client, its own: last, so that the others stand. */
export function withAutopilot({ autopilot }: Pick<View, "autopilot">, { scripts = [], styles = [] }: Head) {
  if (autopilot === undefined) return { scripts, styles };
  return {
    scripts: [...scripts, ...modules],
    styles: [...styles, styleSheet],
    data: { "data-autopilot": JSON.stringify(autopilot) } as const,
  };
}
