import { Hono } from "hono";
import { HubError, type HubErrorCode } from "../hub/errors.js";
import { answerJson, type WireContext, type WireVariables } from "./json.js";
import type { BoundOperation } from "./operation.js";
import { InputError } from "./parse.js";

/** How a surface words its errors. */
export type FormatError = (status: number, message: string, details?: string[]) => unknown;

const statusOf: Record<HubErrorCode, number> = {
  invalid: 400,
  not_found: 404,
  forbidden: 403,
  not_running: 400,
  conflict: 409,
  unauthorized: 401,
};

/** Turns what a handler threw into an answer; anything unforeseen is a 500 that says so. */
export function answerError(c: WireContext, error: unknown, format: FormatError): Response {
  if (error instanceof InputError) return answerJson(c, 400, format(400, error.message, error.details));
  if (error instanceof HubError) {
    const status = error.status ?? statusOf[error.code];
    return answerJson(
      c,
      status,
      format(
        status,
        error.message,
        error.field === undefined ? undefined : [`${error.field}: ${error.message}`],
      ),
    );
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return answerJson(c, 500, format(500, `The sandbox itself failed; please report it. ${reason}`));
}

async function answer(c: WireContext, operation: BoundOperation): Promise<Response> {
  const body = operation.method === "get" ? "" : await c.req.text();
  const { status, value } = operation.answer({ params: c.req.param(), query: c.req.query(), body });
  return answerJson(c, status, value);
}

/** A Hono app that serves operations and words their errors alike. */
export function mountOperations(
  operations: readonly BoundOperation[],
  format: FormatError,
): Hono<{ Variables: WireVariables }> {
  const app = new Hono<{ Variables: WireVariables }>();
  for (const operation of operations) {
    app.on(operation.method.toUpperCase(), operation.path, (c) => answer(c, operation));
  }
  app.onError((error, c) => answerError(c, error, format));
  return app;
}
