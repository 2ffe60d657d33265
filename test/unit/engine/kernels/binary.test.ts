import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { compileKernels, kernelsFile } from "../../../../scripts/buildKernels.ts";

describe("the committed kernels", () => {
  it("are what their source compiles to (npm run build:kernels)", function () {
    this.timeout(60_000);
    assert.equal(readFileSync(kernelsFile, "utf8"), compileKernels());
  });
});
