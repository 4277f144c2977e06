import { z } from "zod";
import type { Evidence } from "../evidence/evidence.js";
import { parse, parseJson } from "./parse.js";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** An HTTP call as it came in: path parameters, query (the last of repeated names wins), body text. */
export interface RawCall {
  params: Record<string, string>;
  query: Record<string, string>;
  body: string;
}

/** What a handler gives back. `undefined` as a value sends an empty body. */
export interface Answer {
  status: number;
  value: unknown;
}

/** One operation of an HTTP API: how it is called, how sure we are of it, and what it does. */
export interface Operation<Query, Body> {
  id: string;
  method: Method;
  /** With `:name` for path parameters, relative to the surface. */
  path: string;
  summary: string;
  evidence: Evidence;
  query: z.ZodType<Query>;
  body: z.ZodType<Body>;
  /** What a success answers; describes, and is held against every answer in the tests. */
  response?: z.ZodType;
  /** Who uses it in the wild, for the support table. */
  usedBy?: string;
  /** Status of a success; 200 when left out. */
  status?: number;
  handle(input: { params: Record<string, string>; query: Query; body: Body }): unknown;
}

/** An operation whose schemas are already bound to its handler. */
export interface BoundOperation
  extends Pick<Operation<unknown, unknown>, "id" | "method" | "path" | "summary" | "evidence"> {
  status: number;
  query: z.ZodType;
  body: z.ZodType;
  response: z.ZodType | undefined;
  usedBy: string | undefined;
  answer(call: RawCall): Answer;
}

/** For operations that take no query, or no body: whatever comes is ignored, as the real hub is known to do. */
export const none = z.unknown();

/** Binds parsing to handling, so that a route only passes the call on. */
export function operation<Query, Body>(definition: Operation<Query, Body>): BoundOperation {
  const { id, method, path, summary, evidence, query, body, status = 200 } = definition;
  return {
    id,
    method,
    path,
    summary,
    evidence,
    status,
    query,
    body,
    response: definition.response,
    usedBy: definition.usedBy,
    answer(call) {
      const parsedQuery = parse(query, call.query, "query");
      const parsedBody =
        body === none ? parse(body, undefined, "body") : parse(body, parseJson(call.body, "body"), "body");
      return {
        status,
        value: definition.handle({ params: call.params, query: parsedQuery, body: parsedBody }),
      };
    },
  };
}

/** A path parameter that the route's pattern promises. */
export function param(params: Record<string, string>, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`The route has no parameter :${name}.`);
  return value;
}
