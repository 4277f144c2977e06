import { z } from "zod";
import { base, type Desk, type HubApp, type HubContext, viewOf } from "./desk.js";
import { ConnectScreen } from "./screens/connect.js";

const text = z.string().max(2000).catch("").default("");

/** The parameters of the permissions page that a partner fills in by hand (facts of the onboarding, 1.3). */
const linkForm = z.object({
  redirect_url: text,
  state: text,
  name: text,
  email: text,
  number: text,
  partner: text,
  plan_selection: text,
  lang: text,
  next: text,
});

export type LinkForm = z.infer<typeof linkForm>;

/** Making onboarding links, and going there as a client would. */
export function addConnectRoutes(app: HubApp, desk: Desk): void {
  const linkOf = (c: HubContext, params: LinkForm) =>
    desk.hub.onboardingLinks.link(c.get("partner").id, params);

  app.get(`${base}/connect`, (c) => {
    const params = linkForm.parse(c.req.query());
    return c.html(<ConnectScreen view={viewOf(desk, c)} params={params} link={linkOf(c, params)} />);
  });

  // Signed when it is clicked, and not when the page was made: a signature is good for some minutes, and once.
  app.get(`${base}/connect/open`, (c) => {
    const { pathname, search } = new URL(linkOf(c, linkForm.parse(c.req.query())));
    return c.redirect(pathname + search, 303);
  });
}
