import assert from "node:assert/strict";
import { inputDigits } from "../../../../src/documents/write/index.ts";

describe("inputDigits", () => {
  it("is what the longest number has, six at least", () => {
    assert.equal(inputDigits([5.1, 0.125, 12500]), 6);
    assert.equal(inputDigits([5.1, 0.12345678]), 8);
    assert.equal(inputDigits([1 / 3, 1]), 16);
  });

  it("leaves out what is no finite number", () => {
    assert.equal(inputDigits([NaN, Infinity, -1.5]), 6);
    assert.equal(inputDigits([]), 6);
  });
});
