import type { Browser, BrowserContext, Page, Request, Response } from "playwright";
import type { Wall } from "../../clock/wall.js";
import { visitAt } from "./hub-address.js";
import { AppError, type PartnerApp } from "./partner-app.js";

export interface RealPageOptions {
  browser: Browser;
  /** The app's page with the Connect control. */
  pageUrl: string;
  /** A selector of the control. */
  button: string;
  partnerId: string;
  /** The hub's own pages may wait for the app, so that nobody waits for them. */
  hubUrl: string;
  wall: Wall;
  /** Playwright's storage state, for a page that wants a log-in. */
  storageState?: string | undefined;
  /** How long a page may take, and a popup to close, in real milliseconds. Default 10 s. */
  patienceMs?: number | undefined;
  /** Where a visit leads to once it has ended. */
  resultOf(visitId: string): string | null;
  /** Written down when a popup has come back: whether it closed by itself. */
  notePopup(client: string, closed: boolean): void;
}

/** Chromium with the app's page in it. */
export interface RealPage extends Omit<PartnerApp, "idle"> {
  /** Resolves when no page waits for an answer. */
  quiet(): Promise<void>;
  /** Closes every window. */
  close(): Promise<void>;
}

const defaultPatienceMs = 10_000;
/** A callback that the closing popup leaves behind needs a moment to send its request. */
const quietMs = 60;

/** One person at the app's page; `window` is where the hub is open: a popup, or the page itself. */
interface Person {
  context: BrowserContext;
  page: Page;
  window: Page | undefined;
  visitId: string | undefined;
}

const isStream = (request: Request): boolean =>
  ["eventsource", "websocket", "ping"].includes(request.resourceType());

const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split("\n")[0] ?? error.name) : String(error);

/**
 * The last step of the page as it stands, sent once more: an ended visit answers it with the redirect. It is text, because
 * this room knows no `document`.
 */
const sendLastForm = (window: Page, visitUrl: string): Promise<unknown> =>
  window.evaluate(`
    const form = document.createElement("form");
    form.method = "post";
    form.action = ${JSON.stringify(`${visitUrl}/numbers/done`)};
    document.body.append(form);
    form.submit();`);

const textOf = (response: Response): Promise<string> => response.text().catch(() => "");

/** Clients who use the app's page as people do: in Chromium, with its own popup, state and callback. */
export function realPage(options: RealPageOptions): RealPage {
  const { browser, pageUrl, button, partnerId, wall, resultOf, notePopup } = options;
  const { patienceMs = defaultPatienceMs } = options;
  const hubOrigin = new URL(options.hubUrl).origin;
  const people = new Map<string, Person>();
  const underWay = new Set<Request>();
  let last = wall.elapsed();

  const pause = (ms: number) => new Promise<void>((resolve) => void wall.after(ms, resolve));

  function watch(context: BrowserContext): void {
    context.on("request", (request) => {
      if (!isStream(request) && new URL(request.url()).origin !== hubOrigin) underWay.add(request);
    });
    const ended = (request: Request) => {
      underWay.delete(request);
      last = wall.elapsed();
    };
    context.on("requestfinished", ended);
    context.on("requestfailed", ended);
    // A window that closes leaves its requests without an end.
    context.on("page", (page) => {
      page.on("close", () => {
        last = wall.elapsed();
        for (const request of underWay) {
          const owner = request.serviceWorker() === null ? request.frame().page() : undefined;
          if (owner === page) underWay.delete(request);
        }
      });
    });
  }

  async function personOf(client: string): Promise<Person> {
    const known = people.get(client);
    if (known) return known;
    const { storageState } = options;
    const context = await browser.newContext(storageState === undefined ? {} : { storageState });
    context.setDefaultTimeout(patienceMs);
    watch(context);
    const person = { context, page: await context.newPage(), window: undefined, visitId: undefined };
    people.set(client, person);
    return person;
  }

  /** The window that shows the hub after the click, whichever it is. */
  async function windowAfterClick({ context, page }: Person): Promise<Page> {
    const until = wall.elapsed() + patienceMs;
    while (wall.elapsed() < until) {
      const window = context.pages().find((one) => visitAt(one.url(), partnerId) !== undefined);
      if (window) return window;
      await pause(20);
    }
    const open = context.pages().map((one) => one.url());
    throw new AppError(
      `No window reached the permissions page of ${partnerId} within ${patienceMs / 1000} s of the click on ${button}. Open: ${open.join(", ")}.${open.length === 1 && page.url() === pageUrl ? " The page opened no window." : ""}`,
    );
  }

  /** Goes back to the app as the hub's own page does. @returns the answer that the app gave in the end. */
  async function goBack(window: Page, url: string): Promise<Response> {
    const { origin, pathname } = new URL(url);
    const isHub = (address: string) => visitAt(address, partnerId) !== undefined;
    let reached = false;
    const landed = window.waitForEvent("response", (response) => {
      const request = response.request();
      if (!request.isNavigationRequest() || request.frame() !== window.mainFrame()) return false;
      const address = new URL(response.url());
      reached ||= address.origin === origin && address.pathname === pathname;
      return reached && !isHub(response.url()) && (response.status() < 300 || response.status() > 399);
    });
    const [response] = await Promise.all([landed, sendLastForm(window, window.url()).catch(() => undefined)]);
    return response;
  }

  async function closes(window: Page): Promise<boolean> {
    if (window.isClosed()) return true;
    return window.waitForEvent("close", { timeout: patienceMs }).then(
      () => true,
      () => false,
    );
  }

  async function quiet(silenceMs = 0): Promise<void> {
    const until = wall.elapsed() + patienceMs;
    while (wall.elapsed() < until) {
      const left = last + silenceMs - wall.elapsed();
      if (left <= 0 && underWay.size === 0) return;
      await pause(Math.max(left, 5));
    }
    const [one] = underWay;
    throw new AppError(
      `The app's page has not come to rest: ${one?.url() ?? "it goes on making requests"} has no answer.`,
    );
  }

  return {
    quiet: () => quiet(),
    async clickConnect(client) {
      const person = await personOf(client);
      try {
        const answer = await person.page.goto(pageUrl);
        if (answer && !answer.ok()) {
          throw new AppError(`The app's page ${pageUrl} answers ${answer.status()}.`);
        }
        await person.page.locator(button).first().click();
      } catch (error) {
        if (error instanceof AppError) throw error;
        throw new AppError(`${button} on ${pageUrl} could not be clicked: ${reasonOf(error)}`);
      }
      const window = await windowAfterClick(person);
      const opened = visitAt(window.url(), partnerId);
      if (!opened) throw new AppError(`The window left the permissions page: ${window.url()}.`);
      person.window = window;
      person.visitId = opened.visitId;
      return opened;
    },
    async follow(client, url) {
      const person = await personOf(client);
      const { window, visitId } = person;
      try {
        const isOpen = window !== undefined && visitAt(window.url(), partnerId)?.visitId === visitId;
        if (!isOpen || window.isClosed() || visitId === undefined || resultOf(visitId) !== url) {
          // Not the end of this person's visit: an address that somebody made them open, or that they open again.
          const tab = await person.context.newPage();
          const answer = await tab.goto(url);
          await quiet(quietMs);
          return { status: answer?.status() ?? 0, text: answer ? await textOf(answer) : "" };
        }
        const answer = await goBack(window, url);
        const page = { status: answer.status(), text: await textOf(answer) };
        if (window !== person.page) notePopup(client, await closes(window));
        await quiet(quietMs);
        return page;
      } catch (error) {
        if (error instanceof AppError) throw error;
        throw new AppError(`The browser did not come back to ${url}: ${reasonOf(error)}`);
      }
    },
    async closeWindow(client) {
      const person = people.get(client);
      if (person?.window && person.window !== person.page) await person.window.close();
      await quiet(quietMs);
    },
    async close() {
      await Promise.all([...people.values()].map(({ context }) => context.close()));
      people.clear();
    },
  };
}
