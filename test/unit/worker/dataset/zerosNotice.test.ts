import assert from "node:assert/strict";
import { zerosNotice } from "../../../../src/worker/dataset/notices.ts";

describe("zerosNotice", () => {
  it("speaks of sequences and images of which half is exactly 0", () => {
    const notice = zerosNotice([1, 2, 0, 0, 3, 0, 0, 0], [2, 1, 4]);
    assert.equal(notice?.code, "MANY_ZEROS");
    assert.match(notice.message, /^63% of the values/);
  });

  it("is silent of tables, of fewer zeros and where all is missing", () => {
    assert.deepEqual(
      [zerosNotice([0, 0, 0, 1], [2, 2]), zerosNotice([1, 2, 0], [1, 1, 3]), zerosNotice([NaN, NaN], [1, 1, 2])],
      [null, null, null],
    );
  });
});
