import { defineConfig, type OxlintOverride } from "oxlint";
import { doorsBelow, moduleOrder } from "./doors.ts";

const doors = (names: readonly string[]) => names.map((name) => `#${name}`);

/** Doors a module may not open, as lint rules; a folder inside a module may reach the module's other folders. */
const moduleBoundaries: OxlintOverride[] = moduleOrder.flatMap((module) =>
  [
    { files: [`server/modules/${module}/*.ts`], outside: "../**" },
    { files: [`server/modules/${module}/*/**/*.ts`], outside: "../../**" },
  ].map(({ files, outside }) => ({
    files,
    rules: {
      "no-restricted-imports": [
        "error" as const,
        {
          paths: doors(moduleOrder.filter((other) => other !== module && !doorsBelow(module).includes(other))),
          patterns: ["#kit", "#shell", "#compose", "#sample", outside],
        },
      ],
    },
  })),
);

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "promise", "node", "react", "jsx-a11y"],
  categories: { correctness: "error", suspicious: "error", perf: "error" },
  options: { typeAware: true },
  env: { node: true, browser: true, es2024: true },
  ignorePatterns: ["dist", "var", "node_modules", "scripts", "test/fixtures"],
  rules: {
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/switch-exhaustiveness-check": "error",
    "import/no-default-export": "error",
    "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
    "max-lines-per-function": ["error", { max: 90, skipBlankLines: true, skipComments: true }],
    "no-await-in-loop": "off",
    "import/no-unassigned-import": "off",
    "unicorn/no-array-sort": "error",
    // One object with the library's name in front reads better than twenty imported words (fc.array, pg.Pool).
    "import/no-named-as-default-member": "off",
    // The compiler proves that every case returns.
    "consistent-return": "off",
    "typescript/consistent-return": "off",
    "promise/always-return": "off",
    "oxc/no-map-spread": "off",
    // Worker threads have no origins.
    "unicorn/require-post-message-target-origin": "off",
    "react/react-in-jsx-scope": "off",
    "no-underscore-dangle": "off",
    "typescript/no-unsafe-type-assertion": "off",
    "unicorn/consistent-function-scoping": "off",
    "unicorn/prefer-add-event-listener": "off",
  },
  overrides: [
    ...moduleBoundaries,
    // A contract is a table: one route after another.
    { files: ["contract/**"], rules: { "max-lines": "off" } },
    { files: ["*.config.ts"], rules: { "import/no-default-export": "off" } },
    {
      files: ["**/*.test.ts", "**/*.test.tsx", "test/**"],
      rules: { "max-lines-per-function": "off", "typescript/no-floating-promises": "off" },
    },
    {
      files: ["web/**"],
      rules: { "max-lines-per-function": ["error", { max: 140, skipBlankLines: true, skipComments: true }] },
    },
  ],
});
