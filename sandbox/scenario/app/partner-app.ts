import type { VisitParams } from "../../hub/visit.js";

/** The app under test, as a client's browser and the clock see it. */
export interface PartnerApp {
  /**
   * The client opens the app's page and clicks Connect.
   *
   * @returns what the link asks of the permissions page.
   * @throws AppError when there is no such link.
   */
  clickConnect(client: string): Promise<VisitParams>;
  /**
   * The same browser follows the redirect.
   *
   * @returns status and text of the page it ends on.
   */
  follow(client: string, url: string): Promise<{ status: number; text: string }>;
  /** Resolves when the app has no work left that it could do now. @throws AppError when it does not come to rest. */
  idle(): Promise<void>;
}

/** The app did not do its part; the message says what was asked of it and what it gave. */
export class AppError extends Error {}
