// Bundles the extension into dist/: the host and the worker for Node, both for the browser (dist/web/), the pages under webview/.
// `--watch` rebuilds on change; `--production` minifies and leaves source maps out (what the VSIX holds).
import { rmSync } from "node:fs";
import { join } from "node:path";
import { context, type BuildOptions } from "esbuild";
import { host, pages, web, webReaders } from "./bundles.ts";
import { root } from "./paths.ts";
import { preloads } from "./preloads.ts";

const watch = process.argv.includes("--watch");
const production = process.argv.includes("--production");
const mode: BuildOptions = { minify: production, sourcemap: production ? false : "linked", logLevel: "info" };

rmSync(join(root, "dist"), { recursive: true, force: true });
const pageContext = await context({ ...pages, ...mode, metafile: true });
// The hosts' HTML names the files of a page, so that they are fetched side by side. While watching, names that have changed
// since only cost that.
const define = { pagePreloads: JSON.stringify(preloads((await pageContext.rebuild()).metafile)) };
const contexts = [
  pageContext,
  ...(await Promise.all([host, web, webReaders].map((options) => context({ ...options, ...mode, define })))),
];
if (watch) {
  // Everything is there before the first "[watch] build finished", which F5 waits for. Errors are printed by esbuild.
  await Promise.allSettled(contexts.map((it) => it.rebuild()));
  await Promise.all(contexts.map((it) => it.watch()));
} else {
  await Promise.all(contexts.map((it) => it.rebuild()));
  await Promise.all(contexts.map((it) => it.dispose()));
}
