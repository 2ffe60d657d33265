import assert from "node:assert/strict";
import type { Metafile } from "esbuild";
import { preloads } from "../../../scripts/preloads.ts";

type Import = Metafile["outputs"][string]["imports"][number];

const imports = (path: string): Import => ({ path: `dist/${path}`, kind: "import-statement" });
const loads = (path: string): Import => ({ path: `dist/${path}`, kind: "dynamic-import" });

function output(imported: readonly Import[], entryPoint?: string): Metafile["outputs"][string] {
  const made = { bytes: 1, inputs: {}, exports: [], imports: [...imported] };
  return entryPoint === undefined ? made : { ...made, entryPoint };
}

describe("preloads", () => {
  const found = preloads({
    inputs: {},
    outputs: {
      "dist/report.js": output([imports("shared-A.js"), loads("shared-D.js")], "webview/report/main.ts"),
      "dist/report.css": output([], "webview/report/main.css"),
      "dist/plain.js": output([], "webview/plain/main.ts"),
      "dist/shared-A.js": output([imports("shared-B.js")]),
      "dist/shared-B.js": output([]),
      "dist/shared-D.js": output([imports("shared-B.js"), imports("shared-C.js")], "webview/report/detail/detail.ts"),
      "dist/shared-C.js": output([]),
    },
  });

  it("names what a page's script imports, also by way of others, as first", () => {
    assert.deepEqual(found["report"].first, ["shared-A.js", "shared-B.js"]);
  });

  it("names what is loaded later once, and nothing that is there already", () => {
    assert.deepEqual(found["report"].later, ["shared-D.js", "shared-C.js"]);
  });

  it("names pages only, one that imports nothing as well", () => {
    assert.deepEqual(Object.keys(found), ["report", "plain"]);
    assert.deepEqual(found["plain"], { first: [], later: [] });
  });
});
