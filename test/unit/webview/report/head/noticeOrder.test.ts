import assert from "node:assert/strict";
import { warningsFirst } from "../../../../../webview/report/head/noticeOrder.ts";

describe("warningsFirst", () => {
  it("puts warnings before facts, keeps the order otherwise, and knows where each was", () => {
    const notices = (["info", "warning", "info", "warning"] as const).map((severity) => ({ severity }));
    assert.deepEqual(
      warningsFirst(notices).map(({ index }) => index),
      [1, 3, 0, 2],
    );
    assert.deepEqual(warningsFirst([]), []);
  });
});
