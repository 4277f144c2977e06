import type { Page } from "playwright";

/** By what each screen of the hosted pages is known. */
const marks = {
  "sign-up": ["sign-up-form"],
  "log-in": ["log-in-form"],
  payment: ["payment-form"],
  numbers: ["open-meta", "numbers-blocked"],
  permission: ["permission-form"],
  done: ["done"],
  cancelled: ["cancelled"],
  error: ["error-page"],
} as const;

/** What a window shows: a screen of the hosted pages, a page of somebody else (`elsewhere`), or nothing any more. */
export type PopupScreen = keyof typeof marks | "elsewhere" | "closed";

/** Tells where a window is. */
export interface Screens {
  /** Which screen the window shows, once one has loaded. */
  current(): Promise<PopupScreen>;
  /** Waits for one of these. @throws Error that says what the window shows instead. */
  need(...screens: PopupScreen[]): Promise<void>;
  /** The page is about to be left: from now on only another document counts. */
  leave(): Promise<void>;
  /** What the window shows, in a sentence, for errors. */
  describe(): Promise<string>;
}

/** For a screen that does not fit: it may be on its way out. */
const graceMs = 1000;

const fresh = ":root:not([data-popup-left])";
const markOf = (testIds: readonly string[]) =>
  testIds.map((testId) => `${fresh} [data-testid="${testId}"]`).join(", ");
const anyMark = Object.values(marks).map(markOf).join(", ");

const isHosted = /^\/(onboarding|dashboard\/app)\//;

/** Tells the hosted pages from others. The first one tells their origin: an app may have paths that look like theirs. */
function createIsElsewhere(): (url: URL) => boolean {
  let home: string | undefined;
  return ({ origin, pathname, protocol }) => {
    if (!protocol.startsWith("http")) return false;
    if (!isHosted.test(pathname)) return true;
    home ??= origin;
    return origin !== home;
  };
}

const isScreen = (name: string): name is keyof typeof marks => name in marks;

export function createScreens(page: Page): Screens {
  const isElsewhere = createIsElsewhere();

  async function shown(): Promise<PopupScreen> {
    if (page.isClosed()) return "closed";
    if (URL.canParse(page.url()) && isElsewhere(new URL(page.url()))) return "elsewhere";
    for (const [name, testIds] of Object.entries(marks)) {
      if (isScreen(name) && (await page.locator(markOf(testIds)).count()) > 0) return name;
    }
    // It went away while we looked.
    return current();
  }

  /** Whichever comes first. The others end by themselves, and nobody waits for them. */
  async function current(): Promise<PopupScreen> {
    if (page.isClosed()) return "closed";
    const closed = page.waitForEvent("close", { timeout: 0 }).then((): PopupScreen => "closed");
    const elsewhere = page
      .waitForURL(isElsewhere, { waitUntil: "commit", timeout: 0 })
      .then((): PopupScreen => "elsewhere");
    const marked = page
      .locator(anyMark)
      .first()
      .waitFor({ state: "attached" })
      .then(() => undefined);
    closed.catch(() => {});
    elsewhere.catch(() => {});
    try {
      return (await Promise.race([closed, elsewhere, marked])) ?? (await shown());
    } catch (error) {
      if (page.isClosed()) return "closed";
      throw new Error(`No screen of the hosted pages has loaded. ${await describe()}`, { cause: error });
    }
  }

  async function describe(): Promise<string> {
    if (page.isClosed()) return "The window is closed.";
    const title = await page.title();
    const errors = await page.getByTestId("error").allInnerTexts();
    // What a browser refuses by itself is in no element.
    const refused = await page
      .locator(":invalid:not(form, fieldset)")
      .evaluateAll((fields) =>
        fields.map((field) =>
          [field.getAttribute("data-testid"), Reflect.get(field, "validationMessage")].join(": "),
        ),
      );
    const says = [...errors, ...refused].map((text) => `"${text.trim()}"`).join(", ");
    return `The window shows "${title}" at ${page.url()}${says === "" ? "." : `, and says ${says}.`}`;
  }

  async function need(...screens: PopupScreen[]): Promise<void> {
    const screen = await current();
    if (screens.includes(screen)) return;
    const wanted = screens.filter(isScreen).map((name) => markOf(marks[name]));
    try {
      await page.locator(wanted.join(", ")).first().waitFor({ state: "attached", timeout: graceMs });
    } catch (error) {
      const expected = screens.map((name) => `"${name}"`).join(" or ");
      throw new Error(
        `The popup is at "${screen}", and this step belongs to ${expected}. ${await describe()}`,
        { cause: error },
      );
    }
  }

  return {
    current,
    need,
    describe,
    leave: () => page.evaluate('document.documentElement.dataset.popupLeft = ""').then(() => {}),
  };
}
