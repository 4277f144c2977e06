import { type AutopilotPlan, autopilotPlanSchema } from "../hub/autopilot.js";
import { invalid } from "../hub/errors.js";
import { InputError, parse, parseJson } from "../wire/parse.js";

/** Our own parameter of the permissions page's address. It is no part of the visit: nothing hands it on. */
export const autopilotParameter = "sandbox_autopilot";

const paces: readonly string[] = autopilotPlanSchema.shape.pace.unwrap().options;

/** What to write in its place, in English as all that is for developers. */
export const autopilotRemedy = `Write ${paces.join(" or ")}, or a plan in JSON, percent-encoded, such as {"pace":"person","end":"cancel"}.`;

function readPlan(value: string): AutopilotPlan {
  if (!value.trimStart().startsWith("{")) return parse(autopilotPlanSchema, { pace: value.trim() }, value);
  return parse(autopilotPlanSchema, parseJson(value, autopilotParameter), autopilotParameter);
}

/**
 * Reads `?sandbox_autopilot=instant`, `person`, or a plan in JSON. Absent and empty are the same.
 *
 * @throws HubError `invalid` with the field `sandbox_autopilot` that names the value; `autopilotRemedy` goes with it.
 */
export function parseAutopilot(url: string): AutopilotPlan | undefined {
  const value = new URL(url).searchParams.get(autopilotParameter);
  if (value === null || value.trim() === "") return undefined;
  try {
    return readPlan(value);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw invalid(error.message, autopilotParameter);
  }
}
