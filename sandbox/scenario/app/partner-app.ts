import type { VisitParams } from "../../hub/visit.js";

/** A visit that a real window has opened at the hub. */
export interface OpenedVisit {
  visitId: string;
}

/** The app under test, as a client's browser and the clock see it. */
export interface PartnerApp {
  /**
   * The client opens the app's page and clicks Connect.
   *
   * @returns what the link asks of the permissions page, or the visit that the window has opened with it.
   * @throws AppError when there is no such link.
   */
  clickConnect(client: string): Promise<VisitParams | OpenedVisit>;
  /**
   * The same browser follows the redirect.
   *
   * @returns status and text of the page it ends on.
   */
  follow(client: string, url: string): Promise<{ status: number; text: string }>;
  /** The client closes the window of its visit; only a real browser has one. */
  closeWindow?(client: string): Promise<void>;
  /** Resolves when the app has no work left that it could do now. @throws AppError when it does not come to rest. */
  idle(): Promise<void>;
}

/** The app did not do its part; the message says what was asked of it and what it gave. */
export class AppError extends Error {}
