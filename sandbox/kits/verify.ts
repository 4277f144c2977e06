/** The judge as functions: `partner-hub-sandbox/verify`. */
export type { RuleVerdict } from "../contract/rule.js";
export type { AppOptions } from "../verify/app-options.js";
export { toHtml } from "../verify/report/html.js";
export { toJson } from "../verify/report/json.js";
export { toJUnit } from "../verify/report/junit.js";
export type { Baseline, Play, RunRule, VerifyResult } from "../verify/result.js";
export { type AppPartner, type VerifyOptions, verify } from "../verify/verify.js";
export { VerifyError } from "../verify/verify-error.js";
