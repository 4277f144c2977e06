/** How an app is reached. `{partner}` in an address or selector stands for the partner's id. */
export interface AppOptions {
  /** Where the app takes partner webhooks. Left out, the app sets it itself, as it would at the real hub. */
  webhookUrl?: string | undefined;
  /** Headers that come with every webhook. */
  webhookHeaders?: Record<string, string> | undefined;
  /** Where the app takes its clients back. Left out, the app sets it itself, or its link carries it. */
  redirectUrl?: string | undefined;
  /** The page with the Connect control, or an address of the app that leads to the permissions page. */
  pageUrl?: string | undefined;
  /** A selector of the Connect control. With it the page is opened in Chromium, and clicked. */
  button?: string | undefined;
  /** Playwright's storage state with which the page is opened, for apps that want a log-in. */
  storageState?: string | undefined;
  /** How long a page may take in Chromium, and a popup to close, in real milliseconds. Default 10 s. */
  pagePatienceMs?: number | undefined;
  /** The `state` that the app takes where visits are opened without its page. */
  state?: string | undefined;
  /** The app signs its links (IO Signature) whenever its partner asks for it. Default false. */
  signsLinks?: boolean | undefined;
  /** Answers 200 as soon as the app has come to rest. */
  idleUrl?: string | undefined;
  /** Without `idleUrl`: real milliseconds of silence after which the app counts as at rest. Default 250. */
  settleMs?: number | undefined;
}

export const defaultSettleMs = 250;

/** Puts a partner's id in the place that an address has for it. */
export const forPartner = (text: string, partnerId: string): string =>
  text.replaceAll("{partner}", partnerId);
