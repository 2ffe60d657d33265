import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { codicons } from "../../../webview/common/icons.ts";

describe("codicons", () => {
  const sheet = readFileSync(createRequire(import.meta.url).resolve("@vscode/codicons/dist/codicon.css"), "utf8");

  it("have the code points of the package's font", () => {
    for (const [name, code] of Object.entries(codicons)) {
      const found = new RegExp(`\\.codicon-${name}:before \\{ content: "\\\\([0-9a-f]+)"`).exec(sheet);
      assert.equal(found?.[1], code.toString(16), name);
    }
  });
});
