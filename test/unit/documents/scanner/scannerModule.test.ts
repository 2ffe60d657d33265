import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { compileScanner, scannerFile } from "../../../../scripts/buildScanner.ts";

describe("scanner.wasm.ts", () => {
  it("is what assembly/ compiles to", function () {
    this.timeout(60_000);
    assert.equal(readFileSync(scannerFile, "utf8"), compileScanner());
  });
});
