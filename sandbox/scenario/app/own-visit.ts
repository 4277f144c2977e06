import type { Wall } from "../../clock/wall.js";
import { createBrowser } from "./browser.js";
import { AppError, type PartnerApp } from "./partner-app.js";

export interface OwnVisitOptions {
  /** The partner's own, at the moment of a visit; without one the hub says so itself. */
  redirectUrl(): string | null;
  /** The state that the app takes, when it is always the same. */
  state: string | undefined;
  wall: Wall;
}

/** Clients who come to the permissions page without the app: nobody knows which `state` it would have given them. */
export function ownVisit({ redirectUrl, state, wall }: OwnVisitOptions): Omit<PartnerApp, "idle"> {
  const browser = createBrowser(wall);
  return {
    clickConnect: async () => ({
      redirect_url: redirectUrl() ?? undefined,
      ...(state !== undefined && { state }),
    }),
    async follow(_client, url) {
      const page = await browser.get(url);
      if (page.status < 400 || page.status > 499 || state !== undefined) return page;
      throw new AppError(
        `The app answered the redirect with ${page.status}, perhaps because it carries no state of its own: the visit was opened without the app's page. Name the page with --page-url (and --button), or a state that the app takes with --state.`,
      );
    },
  };
}
