/** Makes `biome.json`: the formatter, the linter and, from `floors.ts`, the rule that refuses an import that goes up or sideways. */
import { floors, forbiddenFor, startingRooms } from "./floors.ts";

const tests = ["!**/*.test.ts", "!**/*.test.tsx"];

/** Biome lets a later override replace an earlier one, so each room's rule carries all that is forbidden to it. */
function restrictedImports(includes: string[], groups: { group: string[]; message: string }[]) {
  return {
    includes: [...includes, ...tests],
    linter: { rules: { style: { noRestrictedImports: { level: "error", options: { patterns: groups } } } } },
  };
}

const referenceClient = {
  group: ["**/reference-client/**"],
  message: "The reference client is a partner's app: nothing of the sandbox imports it.",
};

const roomRules = floors.flat().map((room) => {
  const composition = startingRooms.includes(room) ? [] : ["**/sandbox.js"];
  const group = [...composition, ...forbiddenFor(room).map((other) => `**/${other}/**`)];
  const upOrSideways = {
    group,
    message: `${room}/ imports only from the floors below it (scripts/floors.ts).`,
  };
  return restrictedImports(
    [`sandbox/${room}/**`],
    group.length > 0 ? [upOrSideways, referenceClient] : [referenceClient],
  );
});

const wallClockFree = {
  includes: ["sandbox/**", "!sandbox/clock/**", "!sandbox/**/browser/**", ...tests],
  plugins: ["./scripts/lint/no-wall-clock.grit"],
  linter: {
    rules: {
      style: {
        noRestrictedGlobals: {
          level: "error",
          options: {
            deniedGlobals: {
              setTimeout: "Waiting is the clock's: schedule a timer.",
              setInterval: "Waiting is the clock's: schedule a timer.",
            },
          },
        },
      },
    },
  },
};

export const biomeConfig = {
  $schema: "./node_modules/@biomejs/biome/configuration_schema.json",
  vcs: { enabled: true, clientKind: "git", useIgnoreFile: true },
  files: { includes: ["**", "!package-lock.json", "!scenarios/*.schema.json", "!biome.json"] },
  formatter: { indentStyle: "space", indentWidth: 2, lineWidth: 110 },
  linter: {
    // Pages are hono/jsx, rendered once on the server: React's rules do not apply.
    domains: { react: "none" },
    rules: {
      preset: "recommended",
      style: { noNonNullAssertion: "error", useImportType: "error", useNodejsImportProtocol: "error" },
      suspicious: { noExplicitAny: "error" },
      correctness: { noUnusedImports: "error", noUnusedVariables: "error" },
    },
  },
  overrides: [
    ...roomRules,
    restrictedImports(
      ["reference-client/**"],
      [
        {
          group: ["**/sandbox/**"],
          message: "The reference client is a partner's app: it imports nothing of the sandbox.",
        },
      ],
    ),
    wallClockFree,
    // Biome always reads its own file, whatever is left out above.
    { includes: ["biome.json"], formatter: { enabled: false } },
  ],
};
