import { expect, test } from "vitest";
import { defaultSettings, settingsSchema } from "../../hub/settings.js";
import { openDashboard, textOf } from "../testing.js";
import { groupedSettings, settingFacts } from "./controls.js";
import { readSettings, textsOf } from "./form.js";

/** What a browser sends for a form of all settings as they are shown. */
function shownForm(settings = defaultSettings()): Record<string, string | string[]> {
  const values = new Map<string, unknown>(Object.entries(settings));
  const texts = settingFacts.flatMap((fact) => Object.entries(textsOf(fact, values.get(fact.name))));
  return {
    setting: settingFacts.map(({ name }) => name),
    // A switch that is off is not sent.
    ...Object.fromEntries(texts.filter(([name, text]) => !(isSwitch(name) && text === "off"))),
  };
}

const switchNames = settingFacts.filter(({ control }) => control.kind === "switch").map(({ name }) => name);
const isSwitch = (name: string) => switchNames.includes(name);

test("every setting is shown below one heading, with what it does and how sure we are", () => {
  const shown = groupedSettings().flatMap(({ settings }) => settings.map(({ name }) => name));
  expect(shown.toSorted()).toEqual(Object.keys(settingsSchema.shape).toSorted());
  for (const { name, description, evidence } of settingFacts) {
    expect(description, name).not.toBe("");
    expect(evidence?.source, name).toBeTruthy();
  }
});

test("the form as it is shown changes nothing", async () => {
  const desk = openDashboard();
  const page = await desk.post("settings", shownForm());
  expect(textOf(page, "notice")).toBe("Nothing was changed.");
  expect(desk.hub.partners.get("DirectPA").settings).toEqual(defaultSettings());
});

test("only what was changed is written, and the journal tells it", async () => {
  const desk = openDashboard();
  const page = await desk.post("settings", {
    ...shownForm(),
    "life.running": "2d",
    webhook_retries: "1m, 5m",
    key_before_running_status: "409",
    permission_event: "always",
    revoke_ends_keys: "on",
  });
  expect(textOf(page, "notice")).toBe("The settings are saved.");
  const change = {
    life: { ...defaultSettings().life, running: "2d" },
    webhook_retries: ["1m", "5m"],
    key_before_running_status: 409,
    permission_event: "always",
    revoke_ends_keys: true,
  };
  expect(desk.hub.partners.get("DirectPA").settings).toEqual({ ...defaultSettings(), ...change });
  expect(desk.journal.read({ kinds: ["state"] }).at(-1)?.data).toEqual({ settings: change });
});

test("a switch that is not sent is off", () => {
  const form = readSettings({ setting: ["bearer_enabled"] }, defaultSettings());
  expect(form).toEqual({ change: { bearer_enabled: false } });
});

test("a setting that the form does not name stays", () => {
  expect(readSettings({ bearer_enabled: "on", setting: [] }, defaultSettings())).toEqual({
    change: undefined,
  });
  expect(readSettings({ setting: "no_such_setting" }, defaultSettings())).toEqual({ change: undefined });
});

test.each([
  ["life.ready", "soon", '"soon" is not a duration'],
  ["webhook_timeout", "5", '"5" is not a duration'],
  ["webhook_retries", "1m, often", '"often" is not a duration'],
  ["key_without_permission_status", "200", '"200" does not fit. Write a whole number from 400 to 499.'],
  ["key_without_permission_status", "", '"" does not fit'],
  ["webhook_retry_jitter", "2", '"2" does not fit. Write a number from 0 to 1.'],
  ["webhook_test_event", "", "The event needs a name"],
  ["permission_event", "sometimes", "Invalid option"],
])("%s refuses %j beside its field", async (name, text, says) => {
  const desk = openDashboard();
  const page = await desk.post("settings", { ...shownForm(), revoke_ends_keys: "on", [name]: text });
  expect(page.status).toBe(422);
  const error = new RegExp(`id="${name}-error"[^>]*>([^<]*)<`)
    .exec(page.html)?.[1]
    ?.replaceAll("&quot;", '"');
  expect(error).toContain(says);
  // All or nothing, and what else was typed is still there.
  expect(desk.hub.partners.get("DirectPA").settings).toEqual(defaultSettings());
  expect(page.html).toMatch(
    /<input[^>]*checked[^>]*name="revoke_ends_keys"|name="revoke_ends_keys"[^>]*checked/,
  );
});

test("a setting has its effect at once", async () => {
  const desk = openDashboard();
  await desk.post("settings", { ...shownForm(), "life.running": "0s" });
  const { channelId } = desk.addNumber();
  expect(desk.hub.channels.get("DirectPA", channelId).integrationState).toBe("running");
});

test("the Integration tab has the switches for signatures and access, and leaves the other settings alone", async () => {
  const desk = openDashboard();
  const page = await desk.get("integration");
  const names = [...page.html.matchAll(/name="setting" value="(\w+)"/g)].map(([, name = ""]) => name);
  expect(names).toContain("bearer_enabled");
  expect(names).toContain("io_signature");
  const saved = await desk.post("integration/switches", { setting: "bearer_enabled" });
  expect(saved.path).toBe("integration?done=settings#switches");
  expect(desk.hub.partners.get("DirectPA").settings).toEqual({ ...defaultSettings(), bearer_enabled: false });
  const refused = await desk.post("integration/switches", {
    setting: "io_signature_window",
    io_signature_window: "x",
  });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('id="io_signature_window-error"');
});
