// An esbuild plugin that makes codicon.woff2: the glyphs of the codicon font that the pages use (a fiftieth of them). The 3 kB
// stand in the style sheet: a file of its own came seconds after the first rows, which had no icons until then.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Plugin } from "esbuild";
import subsetFont from "subset-font";
import { codicons } from "../webview/common/icons.ts";

export const codiconFont: Plugin = {
  name: "codicon-font",
  setup(build) {
    build.onResolve({ filter: /^codicon\.woff2$/ }, ({ path }) => ({ path, namespace: "codicon-font" }));
    build.onLoad({ filter: /.*/, namespace: "codicon-font" }, async () => {
      const font = await readFile(createRequire(import.meta.url).resolve("@vscode/codicons/dist/codicon.ttf"));
      const used = String.fromCodePoint(...Object.values(codicons));
      return { contents: await subsetFont(font, used, { targetFormat: "woff2" }), loader: "dataurl" };
    });
  },
};
