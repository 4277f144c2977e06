import { test } from "vitest";
import { useBrowser } from "./support/browser.ts";
import {
  addNumber,
  cafeNumber,
  numbersDone,
  pay,
  permit,
  shopNumber,
  signUp,
} from "./support/client-in-popup.ts";
import { messageIs, noticeSays, statusSays, testDesk } from "./support/desk.ts";
import { looksWell, narrowContext } from "./support/looks.ts";

const newContext = useBrowser();

test("the reference client looks well from the first visit to a conversation and a withdrawn permission", async () => {
  const { sandbox, url, visit } = await testDesk();
  const page = await visit(await narrowContext(newContext));
  await looksWell(page, "no numbers yet");

  // The plain link, as without JavaScript: the redirect page stays open then.
  await page.goto((await page.getByTestId("connect-DirectPA").getAttribute("href")) ?? "");
  await signUp(page);
  await pay(page);
  const shop = await addNumber(page, shopNumber, "Nordlicht Bakery and Confectionery, Main Street");
  const cafe = await addNumber(page, cafeNumber);
  await numbersDone(page);
  await permit(page, [shop, cafe]);
  await page.getByRole("heading", { name: "All set" }).waitFor();
  await looksWell(page, "redirect page");

  await page.goto(url);
  await statusSays(page, shop, "Waiting until the number is running.");
  await looksWell(page, "waiting numbers");
  await sandbox.clock.advance("DirectPA", 10_000);
  sandbox.hub.messages.receive("DirectPA", shop, {
    from: "+4915100000099",
    text: "Good morning, are you open on Sundays and on public holidays? ".repeat(3),
  });
  await sandbox.clock.advance("DirectPA", 10_000);
  sandbox.hub.permissions.change("DirectPA", sandbox.hub.channels.get("DirectPA", cafe).clientId, {
    revoke: [cafe],
  });
  await page.goto((await page.getByTestId("connect-DirectPA").getAttribute("href")) ?? "");
  await permit(page, [shop]);
  await page.getByRole("link", { name: "Go to your numbers" }).click();
  await messageIs(page, shop, "read");
  await page.getByText("are you open").waitFor();
  await looksWell(page, "conversation and withdrawn permission");
});

test("what the reference client says of a blocked window and of a refused redirect looks well", async () => {
  const { url, visit } = await testDesk();
  const context = await narrowContext(newContext);
  await context.addInitScript(() => {
    window.open = () => null;
  });
  const page = await visit(context);
  await page.getByTestId("connect-PrePayPA").click();
  await noticeSays(page, "Your browser blocked the window.");
  await looksWell(page, "blocked window");
  await page.goto(`${url}/connected?client=oaY9LLfUCL&channels=[y9MiLoCH]&state=forged`);
  await looksWell(page, "refused redirect");
});
