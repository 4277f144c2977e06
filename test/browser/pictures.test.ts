import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import type { Page } from "playwright";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { testReceiver, testSandbox } from "../support/sandbox.ts";
import { boxStyle } from "./support/box-font.ts";
import { useBrowser } from "./support/browser.ts";

const newContext = useBrowser();

const folder = "test/browser/pictures";
const isUpdating = process.env.UPDATE_PICTURES === "1";

// A tick box or the arrow of a list looks a little different from one system to the next; a changed element does not pass.
const mostDifferent = 300;

const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } };

interface Screen {
  path: string;
}

/** Two clients of a partner: one that is through, and one at each screen on the way. */
async function someScreens(sandbox: Sandbox): Promise<Record<string, Screen>> {
  const { partners, visits, metaSignups } = sandbox.hub;
  const { url } = await testReceiver();
  partners.change("DirectPA", { webhookUrl: `${url}/webhooks`, redirectUrl: `${url}/connected` });
  const signUp = (email: string) =>
    visits.signUp(visits.open("DirectPA", {}), {
      name: "Nordlicht Bakery",
      userName: "Mara Lind",
      email,
      password: "long enough",
    });
  const paid = (email: string) => visits.pay(signUp(email), { plan: "regular", acceptsTerms: true });
  const number = (end: string) => ({ phoneNumber: `+49 151 000000${end}`, phoneName: "Nordlicht Bakery" });

  const first = visits.addNumber(paid("owner@nordlicht.example"), number("42"));
  await sandbox.clock.advance("DirectPA", 10_000);
  const permitting = visits.finishNumbers(visits.addNumber(first, number("43")));
  const window = metaSignups.describe(paid("window@nordlicht.example"), {
    portfolioName: "Nordlicht Bakery",
    wabaName: "Nordlicht Bakery",
    displayName: "Nordlicht Bakery",
    category: "food",
  });
  await sandbox.clock.settled("DirectPA");
  const signed = sandbox.createPartner({ billing: "direct", settings: { io_signature: true } });
  const link = new URLSearchParams({ io_signature: "0123456789abcdef", io_timestamp: "1767603600" });
  const at = ({ id }: { id: string }, page = "") => ({ path: `/onboarding/DirectPA/visits/${id}${page}` });
  return {
    "sign-up": at(visits.open("DirectPA", {})),
    payment: at(signUp("payment@nordlicht.example")),
    permission: at(permitting),
    "meta-window": at(window, "/meta/number"),
    "signature-error": { path: `/dashboard/app/${signed.id}/permissions?${link}` },
    "client-hub": { path: "/client-hub/DirectPA" },
    "partner-hub": { path: "/partner-hub/DirectPA/channels" },
  };
}

async function writeInBoxes(page: Page): Promise<void> {
  await page.addStyleTag({ content: boxStyle });
  await page.evaluate(async () => {
    await document.fonts.load("16px Boxes");
    await document.fonts.ready;
  });
}

/** What differs from the picture that is kept, as a sentence; `undefined` when nothing does. */
function compare(name: string, shot: Buffer): string | undefined {
  const file = join(folder, `${name}.png`);
  const hint = "Look at it, and keep it with UPDATE_PICTURES=1 npx vitest run --project browser pictures.";
  if (isUpdating) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, shot);
    return undefined;
  }
  if (!existsSync(file)) return `There is no ${file} yet. ${hint}`;
  const [kept, now] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(shot)];
  const { width, height } = now;
  const difference = new PNG({ width, height });
  const isSameSize = kept.width === width && kept.height === height;
  const pixels = isSameSize
    ? pixelmatch(kept.data, now.data, difference.data, width, height)
    : width * height;
  if (pixels <= mostDifferent) return undefined;
  mkdirSync("test-output", { recursive: true });
  const [actual, marked] = ["now", "difference"].map((what) => join("test-output", `${name}-${what}.png`));
  writeFileSync(actual ?? "", shot);
  writeFileSync(marked ?? "", PNG.sync.write(difference));
  return `${pixels} pixels differ from ${file}: see ${actual} and ${marked}. ${hint}`;
}

test.each(Object.entries(sizes))(
  "the pages look as they are kept in pictures, %s",
  async (size, viewport) => {
    const sandbox = await testSandbox();
    const screens = await someScreens(sandbox);
    const client = sandbox.hub.clients
      .list("DirectPA", {})
      .rows.find(({ email }) => email.startsWith("owner"));
    const token = sandbox.hub.clients.openSession(client?.id ?? "");
    const context = await newContext({ viewport, bypassCSP: true, reducedMotion: "reduce" });
    await context.addCookies([{ name: "hub_client_DirectPA", value: token, url: sandbox.url }]);
    const page = await context.newPage();
    const differences: (string | undefined)[] = [];
    for (const [name, { path }] of Object.entries(screens)) {
      await page.goto(sandbox.url + path);
      await writeInBoxes(page);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const shot = await page.screenshot({ animations: "disabled", caret: "hide" });
        differences.push(compare(`${name}-${size}-${colorScheme}`, shot));
      }
    }
    expect(differences.filter((difference) => difference !== undefined)).toEqual([]);
  },
);
