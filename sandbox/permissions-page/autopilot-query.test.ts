import { expect, test } from "vitest";
import { autopilotPlanSchema } from "../hub/autopilot.js";
import { parseAutopilot } from "./autopilot-query.js";

const at = (value: string) =>
  parseAutopilot(`http://localhost:8082/onboarding/DirectPA?state=x&sandbox_autopilot=${value}`);

test.each(["instant", "person"])("%s is a pace, and all else has its default", (pace) => {
  expect(at(pace)).toEqual({ pace, permit: "all", end: "confirm" });
});

test("a plan in JSON is read like the one of the control API", () => {
  const plan = {
    pace: "person",
    account: { name: "Linden Books" },
    numbers: [{ phone_number: "+49 151 00000042" }],
    permit: "none",
    end: "cancel",
  };
  expect(at(encodeURIComponent(JSON.stringify(plan)))).toEqual(autopilotPlanSchema.parse(plan));
});

test("left out and empty, there is none", () => {
  expect(at("")).toBeUndefined();
  expect(parseAutopilot("http://localhost:8082/onboarding/DirectPA?state=instant")).toBeUndefined();
});

test.each([
  ["quick", 'pace is "quick"'],
  ["{pace:1}", "sandbox_autopilot is no JSON"],
  ['{"pace":"instant","speed":9}', 'unknown key "speed"'],
  ['{"end":"leave"}', 'end is "leave": expected confirm, cancel or close.'],
  ['{"numbers":[{"phone":"+49"}]}', "numbers.0"],
])("%s is refused with its value and the remedy", (value, reason) => {
  expect(() => at(encodeURIComponent(value))).toThrow(reason);
});
