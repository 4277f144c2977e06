import type { RedirectOutcome } from "../store/sessions.js";
import { outcomeInWords } from "./home.js";
import { Layout } from "./layout.js";

/** The redirect page. In a popup its script hands the query to the opener and closes; else the visitor reads it. */
export function ConnectedPage({
  outcome,
  embeddedIn,
}: {
  outcome: RedirectOutcome;
  embeddedIn: string | undefined;
}) {
  const isWell = outcome === "linked" || outcome === "pending";
  return (
    <Layout title="Harbour Desk: back from the hub" scripts={["redirect-page.js"]} embeddedIn={embeddedIn}>
      <section class="card result">
        <h1>{isWell ? "All set" : "Not connected"}</h1>
        <p>{outcomeInWords[outcome]}</p>
        <a class="button" href="/">
          Go to your numbers
        </a>
      </section>
    </Layout>
  );
}

/** Shown when a redirect cannot be tied to this visitor. Has no script: nothing of it may reach the opener. */
export function RefusedRedirectPage({ reason }: { reason: string }) {
  return (
    <Layout title="Harbour Desk: nothing was linked" scripts={[]}>
      <section class="card result">
        <h1>Nothing was linked</h1>
        <p>{reason}</p>
        <a class="button" href="/">
          Back to Harbour Desk
        </a>
      </section>
    </Layout>
  );
}
