import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { z } from "zod";
import type { Hub } from "../../../sandbox/hub/hub.ts";
import { partnerApiSurface } from "../../../sandbox/partner-api/surface.ts";
import { openApiDocument } from "../../../sandbox/wire/openapi.ts";

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ operationId: z.string(), responses: z.record(z.string(), z.unknown()) })),
  ),
});

/** Looks at one answer; gives each way in which it is not what the document says. */
export type AnswerChecker = (method: string, path: string, answer: Response) => Promise<string[]>;

interface Described {
  operationId: string;
  /** JSON pointer of each response inside the document, by status. */
  responses: Map<string, string>;
}

const pointer = (...parts: string[]) =>
  parts.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

const asPattern = (path: string) => new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`);

/** Keys that are out of order, by path; the real hub sorts them. */
function unsortedKeys(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Object.keys(value);
  const isFree = path.endsWith("/filters") || path.endsWith("/components");
  const own =
    !Array.isArray(value) && !isFree && keys.some((key, index) => key < (keys[index - 1] ?? ""))
      ? [`${path || "/"} has its keys out of order: ${keys.join(", ")}`]
      : [];
  if (isFree) return own;
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => unsortedKeys(inner, `${path}/${key}`))];
}

/** Compact ASCII JSON with one newline at the end, without a charset, as recorded from the real hub. */
function formProblems(text: string, value: unknown, answer: Response): string[] {
  const type = answer.headers.get("content-type");
  return [
    ...(type === "application/json" ? [] : [`content-type is ${type}`]),
    ...(/^[\x20-\x7f]*\n$/.test(text) ? [] : ["the text is not ASCII in one line with a newline at its end"]),
    ...unsortedKeys(value),
  ];
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split("/")
    .slice(1)
    .reduce<unknown>(
      (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
      value,
    );
}

/** Holds answers of the Partner API against the OpenAPI document. */
export function createAnswerChecker(hub: Hub): AnswerChecker {
  const document = openApiDocument("http://localhost", [partnerApiSurface(hub)], []);
  const described = Object.entries(documentSchema.parse(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, responses }]) => ({
      method: method.toUpperCase(),
      pattern: asPattern(path),
      operationId,
      responses: new Map(
        Object.keys(responses).map((status) => [
          status,
          pointer("paths", path, method, "responses", status, "content", "application/json", "schema"),
        ]),
      ),
    })),
  );
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
  ajv.addSchema({ $id: "api", ...document });
  const compiled = new Map<string, ValidateFunction>();

  function validator(at: string): ValidateFunction {
    const known = compiled.get(at);
    if (known) return known;
    const made = ajv.compile({ $ref: `api#${encodeURI(at)}` });
    compiled.set(at, made);
    return made;
  }

  const nobody = { operationId: "(no operation)" };
  const elsewhere: Pick<Described, "responses"> = {
    responses: new Map([["4XX", pointer("components", "schemas", "MetaError")]]),
  };

  return async (method, path, answer) => {
    const full = path.startsWith("/api/v2") ? path : `/api/v2${path}`;
    const atPath = described.filter(({ pattern }) => pattern.test(full));
    const served = atPath.find((one) => one.method === (method === "HEAD" ? "GET" : method));
    // A wrong method is refused in the form of the path; a wrong path in that of the surface.
    const { operationId, responses } = served ?? { ...(atPath[0] ?? elsewhere), ...nobody };
    const text = await answer.text();
    const name = `${operationId}: ${method} ${path} answered ${answer.status}`;
    const at = responses.get(String(answer.status)) ?? responses.get(`${Math.floor(answer.status / 100)}XX`);
    if (at === undefined) return [`${name}, which the document does not know: ${text}`];
    // The answer to HEAD is that to GET without its body.
    if (method === "HEAD") return [];
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return [`${name}, and not with JSON: ${text}`];
    }
    const validate = validator(at);
    validate(value);
    const drifts = (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || "/"} ${message} ${JSON.stringify(params)}; it is ${JSON.stringify(valueAt(value, instancePath))}`,
    );
    return [...drifts, ...formProblems(text, value, answer)].map((drift) => `${name}: ${drift}`);
  };
}
