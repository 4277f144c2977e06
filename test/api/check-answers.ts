/**
 * A vitest setup file: every answer of the Partner API in every test is held against the OpenAPI document. A test in
 * which an answer has drifted fails, and names the operation, the JSON path and the value.
 */
import { Hono } from "hono";
import { afterEach, vi } from "vitest";
import { createAnswerChecker } from "./support/answer-checker.ts";

const { drifts } = vi.hoisted(() => {
  const found: string[] = [];
  return { drifts: found };
});

vi.mock(import("../../sandbox/partner-api/routes.ts"), async (importOriginal) => {
  const original = await importOriginal();
  // The document is the same for every hub, and made once for a test file.
  let check: ReturnType<typeof createAnswerChecker> | undefined;
  return {
    ...original,
    createPartnerApi(hub) {
      const api = original.createPartnerApi(hub);
      const checked: typeof api = new Hono();
      checked.use("*", async (c, next) => {
        await next();
        check ??= createAnswerChecker(hub);
        drifts.push(...(await check(c.req.method, c.req.path, c.res.clone())));
      });
      return checked.route("/", api);
    },
  };
});

afterEach(() => {
  const found = drifts.splice(0);
  if (found.length > 0)
    throw new Error(`Answers have drifted from the OpenAPI document:\n${found.join("\n")}`);
});
