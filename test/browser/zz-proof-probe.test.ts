import { test } from "vitest";
import { testSandbox } from "../support/sandbox.ts";
import { useBrowser } from "./support/browser.ts";
const newContext = useBrowser();
test("probe", async () => {
  const sandbox = await testSandbox();
  const signed = sandbox.createPartner({ billing: "direct", settings: { io_signature: true } });
  const link = new URLSearchParams({ io_signature: "0123456789abcdef", io_timestamp: "1767603600" });
  const page = await (await newContext({ viewport: { width: 1280, height: 1100 } })).newPage();
  await page.goto(`${sandbox.url}/dashboard/app/${signed.id}/permissions?${link}`);
  console.log(await page.locator("main").innerText());
  await page.goto(`${sandbox.url}/_sandbox/api/docs`);
  await page.screenshot({ path: "/tmp/p-docs.png" });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${sandbox.url}/partner-hub/DirectPA/channels`);
  await page.screenshot({ path: "/tmp/n-ph.png" });
});
