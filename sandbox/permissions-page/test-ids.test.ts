import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const room = import.meta.dirname;
const promised = readFileSync(join(room, "../../docs/test-ids.md"), "utf8");

/** The test ids in a source file; `permit-${id}` is promised as `permit-{ch}`. */
const testIdsIn = (file: string): string[] =>
  [
    ...readFileSync(file, "utf8").matchAll(/(?:data-testid|testId)=(?:"([\w-]+)"|\{`([\w-]+-)\$\{[^`]*`\})/g),
  ].map(([, whole, start]) => whole ?? `${start}{`);

test.each(globSync(join(room, "{screens,components,meta}/*.tsx")).toSorted())(
  "every test id in %s is promised in docs/test-ids.md",
  (file) => {
    expect(testIdsIn(file).filter((testId) => !promised.includes(`\`${testId}`))).toEqual([]);
  },
);
