import assert from "node:assert/strict";
import { jsonNumber } from "../../../../src/session/report/summary.ts";

describe("jsonNumber", () => {
  it("keeps what JSON can hold and names the rest", () => {
    assert.deepEqual([1.5, NaN, Infinity, -Infinity].map(jsonNumber), [1.5, "NaN", "Infinity", "-Infinity"]);
    assert.ok(Object.is(jsonNumber(-0), -0));
  });
});
