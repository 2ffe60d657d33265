// Bundles the extension into dist/: the host and the worker for Node, both for the browser (dist/web/), the pages under webview/.
// `--watch` rebuilds on change; `--production` minifies and leaves source maps out (what the VSIX holds).
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { context, type BuildOptions, type Plugin } from "esbuild";
import { codiconFont } from "./codiconFont.ts";
import { preloads } from "./preloads.ts";

const root = join(import.meta.dirname, "..");
const watch = process.argv.includes("--watch");
const production = process.argv.includes("--production");

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  logLevel: "info",
  legalComments: "none",
};

/**
 * Both hosts run one bundle, the browser's, which has to be one file; Node's entry takes it from there. Its folder says that
 * it is CommonJS: the package is of modules.
 */
const oneHost: Plugin = {
  name: "one-host",
  setup(build) {
    build.onResolve({ filter: /\/host\/startExtension\.ts$/ }, () => ({ path: "./web/extension.js", external: true }));
    build.onEnd(() => {
      mkdirSync(join(root, "dist", "web"), { recursive: true });
      writeFileSync(join(root, "dist", "web", "package.json"), '{ "type": "commonjs" }\n');
    });
  },
};

/** The readers of checkpoints are a bundle of their own, which the computing thread loads when it opens the first. */
const ownReaders: Plugin = {
  name: "own-readers",
  setup(build) {
    build.onResolve({ filter: /\/checkpoint\/readers\.ts$/ }, ({ kind }) =>
      kind === "entry-point" ? undefined : { path: "./checkpoints.cjs", external: true },
    );
  },
};

const host: BuildOptions = {
  ...common,
  entryPoints: [
    { in: "src/extension.ts", out: "extension" },
    { in: "src/worker/main.ts", out: "worker" },
    { in: "src/worker/files/scan/scanThread.ts", out: "scan" },
    { in: "src/worker/checkpoint/readers.ts", out: "checkpoints" },
  ],
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  plugins: [oneHost, ownReaders],
};

/** The same sources for VS Code for the Web, with Web Workers in the place of threads. */
const web: BuildOptions = {
  ...common,
  entryPoints: [
    { in: "src/extension.web.ts", out: "extension" },
    { in: "src/worker/main.web.ts", out: "worker" },
  ],
  outdir: "dist/web",
  platform: "browser",
  format: "cjs",
  target: "chrome122",
  external: ["vscode"],
};

/** The readers for a Web Worker: a script that leaves them in a global name. */
const webReaders: BuildOptions = {
  ...common,
  entryPoints: [{ in: "src/worker/checkpoint/readers.ts", out: "checkpoints" }],
  outdir: "dist/web",
  platform: "browser",
  format: "iife",
  globalName: "checkpointReaders",
  target: "chrome122",
};

const pages = {
  ...common,
  metafile: true,
  entryPoints: readdirSync(join(root, "webview"))
    .map((page) => ({ in: `webview/${page}/main.ts`, out: page }))
    .filter((entry) => existsSync(join(root, entry.in))),
  outdir: "dist/webview",
  platform: "browser",
  // What pages share (lit, Chart.js, the controls) is packaged once: modules that import it inherit the page's nonce.
  format: "esm",
  splitting: true,
  chunkNames: "shared-[hash]",
  target: "chrome122",
  plugins: [codiconFont],
} satisfies BuildOptions;

rmSync(join(root, "dist"), { recursive: true, force: true });
const pageContext = await context(pages);
// The hosts' HTML names the files of a page, so that they are fetched side by side. While watching, names that have changed
// since only cost that.
const define = { pagePreloads: JSON.stringify(preloads((await pageContext.rebuild()).metafile)) };
const contexts = [
  pageContext,
  ...(await Promise.all([host, web, webReaders].map((options) => context({ ...options, define })))),
];
if (watch) {
  // Everything is there before the first "[watch] build finished", which F5 waits for. Errors are printed by esbuild.
  await Promise.allSettled(contexts.map((it) => it.rebuild()));
  await Promise.all(contexts.map((it) => it.watch()));
} else {
  await Promise.all(contexts.map((it) => it.rebuild()));
  await Promise.all(contexts.map((it) => it.dispose()));
}
