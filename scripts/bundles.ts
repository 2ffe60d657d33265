// What esbuild bundles: the host and the worker for Node, both for the browser, and the pages under webview/.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildOptions, Plugin } from "esbuild";
import { codiconFont } from "./codiconFont.ts";
import { root } from "./paths.ts";

const common: BuildOptions = { absWorkingDir: root, bundle: true, legalComments: "none" };

/**
 * Both hosts run one bundle, the browser's, which has to be one file; Node's entry takes it from there. Its folder says that
 * it is CommonJS: the package is of modules.
 */
const oneHost: Plugin = {
  name: "one-host",
  setup(build) {
    build.onResolve({ filter: /\/host\/startExtension\.ts$/ }, () => ({ path: "./web/extension.js", external: true }));
    build.onEnd(() => {
      if (build.initialOptions.write === false) return;
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

/** The host and the threads in Node. */
export const host: BuildOptions = {
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
export const web: BuildOptions = {
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
export const webReaders: BuildOptions = {
  ...common,
  entryPoints: [{ in: "src/worker/checkpoint/readers.ts", out: "checkpoints" }],
  outdir: "dist/web",
  platform: "browser",
  format: "iife",
  globalName: "checkpointReaders",
  target: "chrome122",
};

/** The pages, each with its parts. */
export const pages = {
  ...common,
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
