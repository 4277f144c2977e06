import fc from "fast-check";
import { z } from "zod";
import { type BoundOperation, none } from "../../../sandbox/wire/operation.ts";
import { logIn, partnerKey, type World } from "./world.ts";

/** A request that anybody might send, valid or broken. */
export interface SentRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "",
    " ",
    "0",
    "-1",
    "null",
    "..",
    "%",
    "%00",
    "'",
    '"',
    "\u0000",
    "ÄÖ€😀",
    "__proto__",
    "constructor",
  ),
  fc.constantFrom("9".repeat(30), "x".repeat(5000), "[]", "{}", "{", "' OR 1=1 --", "\ud800"),
);

const sensible = fc.constantFrom(
  "https://app.example/hook",
  "ftp://app.example",
  "first",
  "second_name",
  "a@shop.example",
  "new@shop.example",
  "not an address",
  "en",
  "MARKETING",
  "day",
  "month",
  "1767600000",
  "100000000000001",
  "TIER_1K",
);

interface Shape {
  type?: unknown;
  enum?: unknown[];
  const?: unknown;
  properties?: unknown;
  required?: string[];
  items?: unknown;
  anyOf?: unknown[];
}

const isShape = (value: unknown): value is Shape => typeof value === "object" && value !== null;

/** Values of the form that a JSON schema asks for; their content may still be refused. */
function valuesOf(schema: unknown, ids: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (!isShape(schema)) return fc.jsonValue();
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((inner) => valuesOf(inner, ids)));
  if (schema.type === "object" && isShape(schema.properties)) {
    const fields: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(
      Object.entries(schema.properties).map(([name, inner]) => [name, valuesOf(inner, ids)]),
    );
    return fc.record(fields, { requiredKeys: schema.required ?? [] });
  }
  if (schema.type === "array") return fc.array(valuesOf(schema.items, ids), { maxLength: 3 });
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "null") return fc.constant(null);
  if (schema.type === "integer") return fc.integer({ min: -2, max: 2 ** 31 });
  if (schema.type === "number") return fc.double();
  if (schema.type === "string") return fc.oneof(sensible, ids, nasty);
  return fc.jsonValue();
}

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });

function bodies({ body }: BoundOperation, ids: fc.Arbitrary<string>): fc.Arbitrary<string | undefined> {
  const broken = fc.oneof(
    nasty,
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.constantFrom("[".repeat(500), '{"a":', "null", "5", "multipart", "--x\r\n\r\n--x--"),
  );
  if (body === none) return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(undefined, "{}") }, broken);
  const shaped = valuesOf(schemaOf(body), ids).map((value) => JSON.stringify(value));
  const oneWrong = fc
    .tuple(valuesOf(schemaOf(body), ids), fc.string({ maxLength: 5 }), fc.jsonValue(), fc.boolean())
    .map(([value, name, wrong, known]) => {
      if (typeof value !== "object" || value === null) return JSON.stringify(wrong);
      const key = known ? (Object.keys(value)[0] ?? name) : name;
      return JSON.stringify({ ...value, [key]: wrong });
    });
  return fc.oneof({ weight: 6, arbitrary: shaped }, { weight: 2, arbitrary: oneWrong }, broken);
}

const filterKeys = [
  "id",
  "q",
  "status",
  "client_id",
  "created_at",
  "setup_info.phone_number",
  "name",
  "nonsense",
];

/** The values of a list's query, and any of the others. */
function queries(ids: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const filterValue = fc.oneof(ids, sensible, nasty, fc.constant(null), fc.boolean(), fc.integer());
  const filters = fc
    .dictionary(
      fc.constantFrom(...filterKeys),
      fc.oneof(filterValue, fc.array(filterValue, { maxLength: 3 })),
    )
    .map((value) => JSON.stringify(value));
  const sort = fc
    .array(fc.constantFrom("id", "-id", "name", "created_at", "-modified_at", "status", "x"), {
      maxLength: 3,
    })
    .map((fields) => fields.join(","));
  const whole = fc.oneof(fc.integer({ min: -1, max: 2000 }).map(String), nasty);
  const named = fc.oneof(
    fc.tuple(fc.constant("filters"), fc.oneof(filters, nasty)),
    fc.tuple(fc.constant("sort"), fc.oneof(sort, nasty)),
    fc.tuple(fc.constantFrom("limit", "offset", "start", "end", "start_date", "end_date"), whole),
    fc.tuple(fc.constantFrom("granularity", "countries", "anything"), fc.oneof(sensible, nasty)),
  );
  const encoded = fc
    .array(named, { maxLength: 3 })
    .map((pairs) => pairs.map(([name, value]) => `${name}=${encode(value)}`).join("&"));
  return fc.oneof({ weight: 5, arbitrary: encoded }, { weight: 1, arbitrary: nasty.map(encode) });
}

/** Percent-encodes; half a surrogate pair, which cannot be encoded, becomes a replacement character. */
const encode = (value: string) => encodeURIComponent(Buffer.from(value).toString());

/** A path whose ids belong together, or now and then do not. */
function pathsOf({ path }: BoundOperation, { ids }: World, place: number): fc.Arbitrary<string> {
  const segments = path
    .split("/")
    .slice(1)
    .map((segment) => {
      if (!segment.startsWith(":")) return fc.constant(segment);
      const known = ids[segment.slice(1)] ?? ["none"];
      return fc.oneof(
        { weight: 12, arbitrary: fc.constant(known[place] ?? known[0] ?? "none") },
        { weight: 1, arbitrary: fc.constantFrom(...known) },
        { weight: 1, arbitrary: nasty.map(encode) },
      );
    });
  return fc.tuple(...segments).map((parts) => `/${parts.join("/")}`);
}

function paths(operation: BoundOperation, world: World): fc.Arbitrary<string> {
  const right = fc.oneof(
    ...[6, 2, 3, 1].map((weight, place) => ({ weight, arbitrary: pathsOf(operation, world, place) })),
  );
  const bent = fc.tuple(right, nasty, fc.integer({ min: 1, max: 60 })).map(([whole, extra, at]) => {
    return `${whole.slice(0, at)}${encode(extra)}${whole.slice(at)}`;
  });
  return fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: bent });
}

const headersOf = ({ token }: World): fc.Arbitrary<Record<string, string>> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant({ "x-api-key": partnerKey }) },
    { weight: 2, arbitrary: fc.constant({ authorization: `Bearer ${token}` }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Record<string, string>>(
        {},
        { "x-api-key": "wrong" },
        { authorization: "Bearer wrong" },
        { authorization: partnerKey },
        { authorization: "Basic eDp5" },
        { "d360-api-key": partnerKey },
        { "x-api-key": partnerKey, "content-type": "text/plain" },
        { "x-api-key": partnerKey, "content-type": "multipart/form-data" },
      ),
    },
  );

/** Any request to any operation of a world. */
export function anyRequest(world: World): fc.Arbitrary<SentRequest> {
  const ids = fc.constantFrom(...Object.values(world.ids).flat());
  const query = queries(ids);
  const toOperation = world.operations.map((operation) =>
    fc
      .record({
        path: paths(operation, world),
        query: fc.oneof({ weight: 2, arbitrary: fc.constant("") }, query),
        method: fc.oneof(
          { weight: 9, arbitrary: fc.constant(operation.method.toUpperCase()) },
          fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"),
        ),
        headers: headersOf(world),
        body: bodies(operation, ids),
      })
      .map(({ query: text, path, ...rest }) => ({ ...rest, path: text === "" ? path : `${path}?${text}` })),
  );
  const toToken = fc.record({
    path: fc.constant("/token"),
    method: fc.constantFrom("POST", "POST", "POST", "GET", "PUT"),
    headers: fc.constant({}),
    body: fc.oneof(
      fc.constantFrom(
        undefined,
        "{",
        '{"username":5}',
        '{"username":"me","password":"x"}',
        JSON.stringify(logIn),
      ),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      nasty,
    ),
  });
  return fc.oneof(...toOperation, toToken);
}
