import js from "@eslint/js";
import tseslint from "typescript-eslint";

/**
 * The import table: which folders under src/ and webview/ a folder may import values from, and which only types from.
 * `external` lists the packages it may import. Everything else is an error.
 */
const importTable = {
  "src/engine": { values: [], types: [], external: [] },
  "src/documents": { values: ["shared"], types: ["engine"], external: ["fflate", "@vscode/l10n"] },
  "src/shared": { values: ["engine"], types: [], external: ["@vscode/l10n"] },
  "src/session": { values: ["engine", "documents", "shared"], types: [], external: ["@vscode/l10n"] },
  "src/worker": { values: ["engine", "documents", "shared"], types: ["session"], external: ["@vscode/l10n", "node:"] },
  "src/host": {
    values: ["session", "shared"],
    types: ["engine", "documents"],
    external: ["vscode", "@vscode/l10n", "node:"],
  },
  webview: { values: ["shared"], types: [], external: ["lit", "chart.js", "@vscode-elements/", "@vscode/l10n"] },
};

const folders = ["engine", "documents", "session", "worker", "host", "shared"];

/** Patterns for one row of the table: relative imports by folder, packages by name. */
function restrictedImports(folder, { values, types, external }) {
  const own = folder.replace("src/", "");
  const patterns = folders
    .filter((other) => other !== own && !values.includes(other))
    .map((other) => ({
      regex: `^\\.\\.?/(?:.*/)?${other}/`,
      allowTypeImports: types.includes(other),
      message: `${folder} may not import ${types.includes(other) ? "values from " : ""}src/${other} (see the import table in eslint.config.mjs)`,
    }));
  if (folder !== "webview") {
    patterns.push({ regex: "/webview/", message: `${folder} may not import webview/` });
  }
  const allowed = external.map((name) => (/[:/]$/.test(name) ? name : `${name}(?:/|$)`)).join("|");
  patterns.push({
    regex: allowed ? `^(?!\\.|${allowed})` : "^(?!\\.)",
    message: `${folder} may import only these packages: ${external.join(", ") || "none"}`,
  });
  return {
    files: [`${folder}/**/*.ts`],
    rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] },
  };
}

export default tseslint.config(
  { ignores: ["**/.cache/", "dist/", "out/", ".vscode-test/", ".vscode-test-web/", "src/**/assembly/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./webview/tsconfig.json", "./test/e2e/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/prefer-for-of": "off",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: "error",
    },
  },
  ...Object.entries(importTable).map(([folder, row]) => restrictedImports(folder, row)),
  {
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: ["describe", "it"] }] },
  },
  { files: ["scripts/**", "bench/**"], rules: { "no-console": "off" } },
  { files: ["**/*.mjs"], languageOptions: { globals: { console: "readonly", process: "readonly" } } },
);
