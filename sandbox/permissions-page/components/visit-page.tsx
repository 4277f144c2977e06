import type { PropsWithChildren } from "hono/jsx";
import { Page } from "../../pages/page.js";
import { withAutopilot } from "../autopilot-head.js";
import type { View } from "../view.js";
import { LinkParameters } from "./link-parameters.js";
import { Steps } from "./steps.js";

interface VisitPageProps {
  view: View;
  title: string;
  lead?: string | undefined;
  /** Style sheets that only this screen needs. */
  styles?: readonly string[];
  scripts?: readonly string[];
}

function Account({ view: { client, path, t } }: { view: View }) {
  if (client === undefined) return null;
  return (
    <form class="who" method="post" action={`${path}/log-out`}>
      <span>{t.notYou(client.name)}</span>{" "}
      <button class="link" type="submit" data-testid="use-another-account">
        {t.useAnotherAccount}
      </button>
    </form>
  );
}

/** A screen on the way: where the client is, what to do, who it is, and the way out. */
export function VisitPage({
  view,
  title,
  lead,
  styles,
  scripts,
  children,
}: PropsWithChildren<VisitPageProps>) {
  const { language, partner, t, path } = view;
  return (
    <Page language={language} title={title} partner={partner} {...withAutopilot(view, { styles, scripts })}>
      <Steps view={view} />
      <h1>{title}</h1>
      {lead && <p class="lead">{lead}</p>}
      {children}
      <div class="card-foot">
        <Account view={view} />
        <form method="post" action={`${path}/cancel`}>
          <button class="link quiet" type="submit" data-testid="cancel">
            {t.cancel}
          </button>
        </form>
      </div>
      <LinkParameters view={view} />
    </Page>
  );
}
