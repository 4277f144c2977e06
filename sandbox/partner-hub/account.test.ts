import { expect, test } from "vitest";
import { countOf, openDashboard, textOf } from "./testing.js";

test("a partner API key is made with a name, shown once and accepted, and stands in no journal entry", async () => {
  const desk = openDashboard();
  await desk.clock.advance("DirectPA", 90_000);
  const page = await desk.post("api-keys", { name: " production " });
  const apiKey = textOf(page, "new-secret-value") ?? "";
  expect(desk.hub.access.check("DirectPA", { apiKey })).toEqual({ allowed: true });
  const list = await desk.get("api-keys");
  expect(list.html).not.toContain(apiKey);
  expect(list.html).toContain(`••••••••${apiKey.slice(-4)}`);
  expect(list.html).toContain("2026-01-05 09:01:30");
  expect(countOf(list, "partner-key-production")).toBe(1);
  expect(JSON.stringify(desk.journal.read())).not.toContain(apiKey);
});

test.each([
  ["", "The name of the API key is empty"],
  ["default", "already. Use another name."],
])("the name %j is refused beside its field", async (name, says) => {
  const desk = openDashboard();
  const refused = await desk.post("api-keys", { name });
  expect(refused.status).toBe(422);
  expect(refused.html).toMatch(new RegExp(`id="name-error"[^>]*>[^<]*${says}`));
  expect(desk.hub.access.keys.list("DirectPA")).toHaveLength(1);
});

test("each key is deleted alone, and is refused from then on", async () => {
  const desk = openDashboard();
  const apiKey = textOf(await desk.post("api-keys", { name: "ci" }), "new-secret-value") ?? "";
  const page = await desk.post("api-keys/delete", { name: "ci" });
  expect(textOf(page, "notice")).toContain("deleted");
  expect(desk.hub.access.check("DirectPA", { apiKey })).toMatchObject({ allowed: false });
  expect(desk.hub.access.keys.list("DirectPA").map(({ name }) => name)).toEqual(["default"]);
  const again = await desk.post("api-keys/delete", { name: "ci" });
  expect(again.status).toBe(422);
  expect(textOf(again, "error")).toContain("There is no partner API key");
});

test("a partner without any key is told what that means", async () => {
  const desk = openDashboard();
  const page = await desk.post("api-keys/delete", { name: "default" });
  expect(page.html).toContain('data-testid="no-keys"');
});

test("the profile is saved, and shown as clients see it", async () => {
  const desk = openDashboard();
  const profile = { brand_name: "Ocean Desk", logo_url: "http://a.test/logo.png", country: "PT" };
  const page = await desk.post("profile", profile);
  expect(textOf(page, "notice")).toContain("saved");
  expect(page.html).toContain('src="http://a.test/logo.png"');
  expect(desk.hub.partners.get("DirectPA")).toMatchObject({
    brandName: "Ocean Desk",
    logoUrl: "http://a.test/logo.png",
    country: "PT",
  });
  await desk.post("profile", { ...profile, logo_url: "" });
  expect(desk.hub.partners.get("DirectPA").logoUrl).toBeNull();
});

test.each([
  ["brand_name", "  ", "The brand name is empty"],
  ["logo_url", "logo.png", "no http(s) URL"],
  ["country", "Germany", "no country code"],
])("the profile refuses the %s %j beside its field", async (field, value, says) => {
  const desk = openDashboard();
  const before = desk.hub.partners.get("DirectPA");
  const refused = await desk.post("profile", {
    brand_name: "Ocean Desk",
    logo_url: "",
    country: "PT",
    [field]: value,
  });
  expect(refused.status).toBe(422);
  const error = new RegExp(`id="${field}-error"[^>]*>([^<]*)<`).exec(refused.html)?.[1];
  expect(error).toContain(says);
  expect(desk.hub.partners.get("DirectPA")).toEqual(before);
});

test("names with markup are shown as text, on every tab", async () => {
  const desk = openDashboard();
  const evil = '"><script>alert(1)</script>';
  await desk.post("profile", { brand_name: evil, logo_url: "", country: "DE" });
  await desk.post("api-keys", { name: evil });
  const { channelId } = desk.addNumber();
  for (const path of [
    "channels",
    "connect",
    `channels/${channelId}`,
    "integration",
    "api-keys",
    "profile",
    "settings",
  ]) {
    const page = await desk.get(path);
    expect(page.html, path).toContain("&lt;script&gt;");
    expect(page.html, path).not.toContain("<script>alert");
  }
  expect((await desk.get(`channels?text=${encodeURIComponent(evil)}`)).html).not.toContain("<script>alert");
});

test("every tab leads to the same tab of the other partners", async () => {
  const desk = openDashboard();
  const other = desk.addPartner("partner");
  for (const tab of ["channels", "integration", "api-keys", "profile", "settings"]) {
    const page = await desk.get(tab);
    expect(page.html).toContain(`href="/partner-hub/${other}/${tab}"`);
    expect(page.html).toContain(
      `href="/partner-hub/DirectPA/${tab}" data-testid="tab-${tab}" aria-current="page"`,
    );
  }
});

test("an unknown partner's address lists those that there are", async () => {
  const desk = openDashboard();
  const page = await desk.get("/partner-hub/NobodyPA/integration");
  expect(page.status).toBe(404);
  expect(page.html).toContain("DirectPA");
});

test("the address of a refused form leads back to its tab", async () => {
  const desk = openDashboard();
  for (const [path, tab] of [
    ["integration/redirect-url/test", "integration"],
    ["api-keys/delete", "api-keys"],
  ] as const) {
    expect((await desk.get(path)).path).toBe(
      `/partner-hub/DirectPA/${tab}`.replace("/partner-hub/DirectPA/", ""),
    );
  }
});
