import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { outFolder, root } from "./paths.ts";

/**
 * Bundles test/vscode/*.test.ts and mocha into one CommonJS file, as VS Code loads it.
 * @returns its path
 * @throws when there are no test files
 */
export async function bundleVscodeTests(): Promise<string> {
  const folder = join(root, "test", "vscode");
  const files = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
  if (files.length === 0) throw new Error(`the suite found no tests in ${folder}`);
  const outfile = join(outFolder, "vscode-tests.cjs");
  const loaders = files.map((file) => `() => import(${JSON.stringify(`./${file}`)})`);
  await build({
    stdin: {
      contents: `import { runSuite } from "./suite.ts";\nexport const run = () => runSuite([${loaders.join(", ")}]);\n`,
      resolveDir: folder,
      loader: "ts",
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    sourcemap: "inline",
    logLevel: "warning",
    // Mocha's parallel mode resolves its worker files at run time; the suite runs serially.
    logOverride: { "require-resolve-not-external": "silent" },
  });
  return outfile;
}
