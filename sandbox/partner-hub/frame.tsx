import type { PropsWithChildren } from "hono/jsx";
import { Document, SandboxLine, Wordmark } from "../pages/page.js";
import { hubPath, type Tab, tabs, type View } from "./view.js";

interface FrameProps {
  view: View;
  tab: Tab;
  title: string;
  /** Style sheets that only this screen needs. */
  styles?: readonly string[];
}

const billingNames = { direct: "Direct Payment", partner: "Partner Payment" } as const;

/** Who pays the hub's clients' numbers, in the docs' words. */
export const billingOf = ({ billing }: View["partner"]): string => billingNames[billing];

/** All partners of the sandbox; the tab stays. A list that opens by itself, so that it needs no script. */
function PartnerSwitch({ view: { partner, partners }, tab }: { view: View; tab: Tab }) {
  return (
    <details class="switcher" data-testid="partner-switch">
      <summary>
        <span class="switcher-name">{partner.brandName}</span>
        <code class="switcher-id">{partner.id}</code>
      </summary>
      <ul>
        {partners.map((other) => (
          <li key={other.id}>
            <a
              class="switcher-link"
              href={hubPath(other.id, tab)}
              data-testid={`partner-${other.id}`}
              aria-current={other.id === partner.id ? "true" : undefined}
            >
              <span class="switcher-name">{other.brandName}</span>
              <span class="hint">
                <code class="switcher-id">{other.id}</code> {billingOf(other)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Tabs({ view: { partner }, tab }: { view: View; tab: Tab }) {
  return (
    <nav class="tabs" aria-label="Partner Hub">
      {Object.entries(tabs).map(([name, label]) => (
        <a
          key={name}
          href={hubPath(partner.id, name)}
          data-testid={`tab-${name}`}
          aria-current={name === tab ? "page" : undefined}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}

/** A screen of the dashboard: which partner, which tab, and what the last form did. */
export function HubPage({ view, tab, title, styles = [], children }: PropsWithChildren<FrameProps>) {
  return (
    <Document
      language="en"
      title={`${title} · ${view.partner.brandName} · Partner Hub`}
      styles={["partner-hub/partner-hub.css", ...styles]}
      scripts={["partner-hub/browser/copy.js"]}
      layout="partner-hub"
    >
      <header class="hub-head">
        <div class="hub-bar">
          <Wordmark />
          <PartnerSwitch view={view} tab={tab} />
        </div>
        <Tabs view={view} tab={tab} />
      </header>
      <main class="hub-main">
        {view.notice && (
          <p class="notice" role="status" data-testid="notice">
            {view.notice}
          </p>
        )}
        {children}
      </main>
      <aside class="about" aria-label="About this sandbox">
        Nobody has to log in here: the sandbox leaves that out, the real Partner Hub does not.{" "}
        <a href={`/_sandbox?partner=${view.partner.id}`} data-testid="console">
          The console
        </a>{" "}
        shows everything that happens.
      </aside>
      <SandboxLine language="en" />
    </Document>
  );
}

interface PanelProps {
  title: string;
  id?: string;
  lead?: string;
}

/** One matter of a screen, with its heading. */
export function Panel({ title, id, lead, children }: PropsWithChildren<PanelProps>) {
  return (
    <section class="panel" id={id}>
      <h2>{title}</h2>
      {lead && <p class="hint">{lead}</p>}
      {children}
    </section>
  );
}
