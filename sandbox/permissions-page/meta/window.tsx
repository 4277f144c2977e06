import type { PropsWithChildren } from "hono/jsx";
import { Document, SandboxLine } from "../../pages/page.js";
import { withAutopilot } from "../autopilot-head.js";
import { signupWindow, type View } from "../view.js";
import { metaMessagesIn } from "./messages.js";

interface MetaWindowProps {
  view: View;
  title: string;
  lead?: string;
  /** Which page it is; left out, none of the way. */
  step?: 1 | 2 | 3;
  /** The signup is over: the window closes, or leads back. */
  isFinished?: boolean;
}

const steps = 3;

/** The window of the simulated embedded signup. It looks like nobody's: not like the hub's pages, and not like Meta's. */
export function MetaWindow(props: PropsWithChildren<MetaWindowProps>) {
  const { view, title, lead, step, isFinished = false, children } = props;
  const t = metaMessagesIn(view.language);
  const head = withAutopilot(view, {
    styles: ["permissions-page/meta-window.css"],
    scripts: ["permissions-page/browser/meta-window.js"],
  });
  return (
    <Document language={view.language} title={`${title} · ${t.window}`} layout="meta" {...head}>
      <header class="meta-bar">
        <span class="meta-mark" aria-hidden="true" />
        <strong>{t.window}</strong>
        <span class="tag warn">{t.simulated}</span>
      </header>
      <main
        class="card"
        data-testid="meta-window"
        data-window={signupWindow(view.visit)}
        data-finished={isFinished ? view.path : undefined}
      >
        {step !== undefined && (
          <p class="meta-step">
            <progress value={step} max={steps} aria-label={t.step(step, steps)} />
            <span class="hint">{t.step(step, steps)}</span>
          </p>
        )}
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
        {children}
        {!isFinished && (
          <p class="meta-foot">
            <a href={view.path} data-testid="meta-cancel" data-close>
              {t.cancel}
            </a>
          </p>
        )}
      </main>
      <SandboxLine language={view.language} />
    </Document>
  );
}
