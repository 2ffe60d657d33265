import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type BuildOptions } from "esbuild";
import { outFolder, root } from "./paths.ts";

const folder = join(root, "test", "vscode");
const web = (file: string): string => join(folder, "web", file);

/** Node's modules that the tests use, and what stands in for them in the browser. */
const standIns: Readonly<Record<string, string>> = { mocha: web("mocha.ts"), "node:assert/strict": web("assert.ts") };
const browser: BuildOptions = {
  platform: "browser",
  target: "chrome122",
  inject: [web("process.ts")],
  plugins: [
    {
      name: "stand-ins",
      setup: (bundler) => {
        bundler.onResolve({ filter: /^(mocha|node:assert\/strict)$/ }, ({ path }) => ({ path: standIns[path] }));
        // Mocha's package says that all its files are modules; this one is not, and would take the bundle's exports.
        bundler.onLoad({ filter: /mocha[\\/]mocha\.js$/ }, async ({ path }) => ({
          contents: `let module, exports, define;\n${await readFile(path, "utf8")}`,
        }));
      },
    },
  ],
};
const node: BuildOptions = { platform: "node", target: "node20" };

export interface TestBundle {
  /** Files that end in `.node.test.ts` are for Node only. */
  readonly platform: "node" | "browser";
  readonly outfile: string;
}

/**
 * Bundles test/vscode/*.test.ts and mocha into one CommonJS file, as VS Code loads it.
 * @returns its path
 * @throws when there are no test files
 */
export async function bundleVscodeTests(
  { platform, outfile }: TestBundle = { platform: "node", outfile: join(outFolder, "vscode-tests.cjs") },
): Promise<string> {
  const files = readdirSync(folder).filter(
    (name) => name.endsWith(".test.ts") && (platform === "node" || !name.endsWith(".node.test.ts")),
  );
  if (files.length === 0) throw new Error(`the suite found no tests in ${folder}`);
  const loaders = files.map((file) => `() => import(${JSON.stringify(`./${file}`)})`);
  const reporter = platform === "node" ? "../support/summaryReporter.ts" : "./web/summaryReporter.ts";
  await build({
    stdin: {
      contents: `import { runSuite } from "./suite.ts";
        import Reporter from ${JSON.stringify(reporter)};
        export const run = () => runSuite(Reporter, [${loaders.join(", ")}]);`,
      resolveDir: folder,
      loader: "ts",
    },
    outfile,
    bundle: true,
    format: "cjs",
    external: ["vscode"],
    sourcemap: "inline",
    logLevel: "warning",
    // Mocha's parallel mode resolves its worker files at run time; the suite runs serially.
    logOverride: { "require-resolve-not-external": "silent" },
    ...(platform === "node" ? node : browser),
  });
  return outfile;
}
