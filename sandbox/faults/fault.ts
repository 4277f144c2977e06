import { z } from "zod";
import { durationSchema } from "../clock/duration-schema.js";

const times = z
  .int()
  .min(1)
  .max(1_000_000)
  .optional()
  .describe("How often it fires before it is used up; for ever when left out.");
const probability = z
  .number()
  .gt(0)
  .max(1)
  .optional()
  .describe("How likely it is each time, drawn from the seed; always when left out.");

/** Which deliveries a fault meets; what is left out matches all. */
const whichWebhook = {
  on: z.literal("webhook"),
  route: z.enum(["partner", "messaging"]).optional(),
  event: z.string().min(1).optional(),
  channel: z.string().min(1).optional(),
  times,
  probability,
};

/** Which calls a fault meets. In `path`, `*` stands for anything but a slash. */
const whichCall = {
  on: z.literal("api"),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional(),
  path: z
    .string()
    .startsWith("/", { error: "a path begins with a slash, such as /api/v2/partners/*/channels" })
    .optional(),
  times,
  probability,
};

const webhookFault = <Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.strictObject({ ...whichWebhook, do: z.literal(name), ...shape });

const callFault = <Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.strictObject({ ...whichCall, do: z.literal(name), ...shape });

const milliseconds = z.number().min(0).max(600_000);

const latencySchema = z.union([
  z.strictObject({ fixed: milliseconds }),
  z.strictObject({ uniform: z.tuple([milliseconds, milliseconds]) }),
  z.strictObject({ log_normal: z.strictObject({ median: milliseconds, sigma: z.number().min(0).max(5) }) }),
]);

const webhookFaults = z.discriminatedUnion("do", [
  webhookFault("refuse", {}).describe("The connection is refused at each attempt."),
  webhookFault("late_answer", {}).describe(
    "The app takes it, and its answer comes too late: the hub tries again.",
  ),
  webhookFault("wrong_signature", {}).describe("The signature is made with another secret."),
  webhookFault("drop", {}).describe("The event is never sent."),
  webhookFault("duplicate", { copies: z.int().min(1).max(100).default(1) }).describe(
    "It is sent again after it was received.",
  ),
  webhookFault("delay", { by: durationSchema }).describe("It is sent later, and later ones pass it by."),
  webhookFault("reorder", { batch: z.int().min(2).max(100).default(2) }).describe(
    "So many are held back, then sent last first.",
  ),
  webhookFault("mutate", { path: z.string().min(1), value: z.json() }).describe(
    "One field of the body has another value.",
  ),
  webhookFault("array_body", {}).describe("The body is an array that holds the one object."),
  webhookFault("after_redirect", { by: durationSchema.default("1s") }).describe(
    "It is held back until the client has been sent back to the partner.",
  ),
  webhookFault("before_redirect", {}).describe(
    "The number runs through its life before the client is sent back.",
  ),
]);

const callFaults = z.discriminatedUnion("do", [
  callFault("status", { status: z.int().min(400).max(599), body: z.json().optional() }).describe(
    "Answers with an error, and does nothing.",
  ),
  callFault("rate_limit", { retry_after: z.int().min(0).max(86_400).default(30) }).describe(
    "Answers 429 with Retry-After in seconds.",
  ),
  callFault("latency", { ms: latencySchema }).describe("Takes its time, in milliseconds on the wall."),
  callFault("reset", {}).describe("Closes the connection without an answer."),
  callFault("half_answer", {}).describe("Closes the connection in the middle of the answer."),
  callFault("done_but_500", {}).describe("Does what was asked, and answers 500."),
]);

/** One thing to break on purpose, as a script or a scenario writes it. */
export const faultSchema = z.discriminatedUnion("on", [webhookFaults, callFaults]);

export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;
export type WebhookFault = z.output<typeof webhookFaults>;
export type CallFault = z.output<typeof callFaults>;
