import type { Wall } from "../../clock/wall.js";
import type { VisitParams } from "../../hub/visit.js";
import { idleEndpoint } from "./idle-endpoint.js";
import { linkOnPage } from "./link-on-page.js";
import type { PartnerApp } from "./partner-app.js";

export interface HttpAppOptions {
  /** The app's origin; its page with the Connect control is `/`. */
  url: string;
  partnerId: string;
  wall: Wall;
  /** How the permissions page reads the address it is opened with. */
  readLink(url: string): VisitParams;
}

/** An app that is reached over HTTP: every client has a browser of its own, and `GET /idle` says when it has come to rest. */
export const httpApp = ({ url, ...options }: HttpAppOptions): PartnerApp => ({
  ...linkOnPage({ ...options, pageUrl: `${url}/` }),
  idle: idleEndpoint(`${url}/idle?timeout=5000&partner=${options.partnerId}`, options.wall),
});
