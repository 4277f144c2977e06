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

/** What a handler gives back; the value of one that waits is a promise. */
export interface Answer {
  status: number;
  value: unknown;
}

/** What the answer of one operation gives to another, as OpenAPI's links have it. */
export interface OperationLink {
  operationId: string;
  /** Path parameters by name; the values are runtime expressions such as `$response.body#/id`. */
  parameters: Record<string, string>;
  description: string;
}

/** What is known of an operation without calling it. */
interface OperationFacts {
  id: string;
  method: Method;
  /** With `:name` for path parameters, relative to the surface. */
  path: string;
  summary: string;
  evidence: Evidence;
  /** Who uses it in the wild, for the support table. */
  usedBy?: string | undefined;
  /** Statuses that the docs or clients name, with what they mean here; every refusal has the surface's form anyway. */
  refusals?: Record<number, string> | undefined;
  /** A body to send, and the answer to expect. */
  example?: { body?: unknown; answer?: unknown } | undefined;
  links?: Record<string, OperationLink> | undefined;
  /** The real hub has it and the sandbox does not: the reason. It answers 501. */
  leftOut?: string | undefined;
}

/** One operation of an HTTP API: how it is called, how sure we are of it, and what it does. */
export interface Operation<Query, Body> extends OperationFacts {
  query: z.ZodType<Query>;
  body: z.ZodType<Body>;
  /** What a success answers; describes, and is held against every answer in the tests. */
  response?: z.ZodType | undefined;
  /** Status of a success; 200 when left out. */
  status?: number | undefined;
  handle(input: { params: Record<string, string>; query: Query; body: Body }): unknown;
}

/** An operation whose schemas are already bound to its handler. */
export interface BoundOperation extends OperationFacts {
  status: number;
  query: z.ZodType;
  body: z.ZodType;
  response: z.ZodType | undefined;
  answer(call: RawCall): Answer;
}

/** For operations that take no query, or no body: whatever comes is ignored, as the real hub is known to do. */
export const none = z.unknown();

/** Binds parsing to handling, so that a route only passes the call on. */
export function operation<Query, Body>({
  handle,
  query,
  body,
  response,
  status = 200,
  ...facts
}: Operation<Query, Body>): BoundOperation {
  return {
    ...facts,
    status,
    query,
    body,
    response,
    answer(call) {
      const parsedQuery = parse(query, call.query, "query");
      const parsedBody =
        body === none ? parse(body, undefined, "body") : parse(body, parseJson(call.body, "body"), "body");
      return { status, value: handle({ params: call.params, query: parsedQuery, body: parsedBody }) };
    },
  };
}

/** A path parameter that the route's pattern promises. */
export function param(params: Record<string, string>, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`The route has no parameter :${name}.`);
  return value;
}
