import assert from "node:assert/strict";
import { isDataFor } from "../../../../src/session/insight/isDataFor.ts";

describe("isDataFor", () => {
  const fits = (shape: readonly number[], numFeatures: number) => isDataFor({ shape }, { parameters: { numFeatures } });

  it("matches axis 1, and the last axis of images and sequences", () => {
    assert.deepEqual([fits([240, 16], 16), fits([2, 3, 4, 4], 3), fits([2, 4, 4, 3], 3)], [true, true, true]);
  });

  it("takes neither rows of a table nor a list for channels", () => {
    assert.deepEqual([fits([16, 4], 16), fits([16], 16), fits([2, 5], 2)], [false, false, false]);
  });
});
