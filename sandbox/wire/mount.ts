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

/** The last of repeated names counts; several `sort` are one list, in their order. */
function queryOf(c: WireContext): Record<string, string> {
  const query = c.req.query();
  const sort = query.sort === undefined ? [] : (c.req.queries("sort") ?? []);
  return sort.length > 1 ? { ...query, sort: sort.join(",") } : query;
}

async function answer(c: WireContext, operation: BoundOperation): Promise<Response> {
  const body = operation.method === "get" ? "" : await c.req.text();
  const { status, value } = operation.answer({ params: c.req.param(), query: queryOf(c), body });
  return answerJson(c, status, value instanceof Promise ? await value : value);
}

function answerLeftOut(c: WireContext, { leftOut }: BoundOperation, format: FormatError): Response {
  const message = `The real hub has ${c.req.method} ${c.req.path}, but the sandbox does not serve it yet: ${leftOut}.`;
  return answerJson(c, 501, format(501, message));
}

/** A path that exists, asked with a method that it does not have: 405, and the methods it has. */
function answerWrongMethod(c: WireContext, methods: readonly string[], format: FormatError): Response {
  const allowed = methods.join(", ");
  const message = `${c.req.path} does not take ${c.req.method}. It takes ${allowed}.`;
  return answerJson(c, 405, format(405, message), { allow: allowed });
}

const upper = ({ method }: BoundOperation) => method.toUpperCase();

/** Which methods each path has. Paths that differ only in the names of their parameters are one. */
function methodsByPath(operations: readonly BoundOperation[]): Map<string, string[]> {
  const shape = (path: string) => path.replace(/:\w+/g, ":");
  return new Map(
    operations.map(({ path }) => [
      path,
      operations.filter((other) => shape(other.path) === shape(path)).map(upper),
    ]),
  );
}

/** A Hono app that serves operations and words their errors alike. */
export function mountOperations(
  operations: readonly BoundOperation[],
  format: FormatError,
): Hono<{ Variables: WireVariables }> {
  const app = new Hono<{ Variables: WireVariables }>();
  for (const operation of operations) {
    app.on(upper(operation), operation.path, (c) =>
      operation.leftOut === undefined ? answer(c, operation) : answerLeftOut(c, operation, format),
    );
  }
  for (const [path, methods] of methodsByPath(operations)) {
    app.all(path, (c) => answerWrongMethod(c, methods, format));
  }
  app.onError((error, c) => answerError(c, error, format));
  return app;
}
