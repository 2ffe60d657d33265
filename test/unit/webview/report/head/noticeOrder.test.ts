import assert from "node:assert/strict";
import { worstFirst } from "../../../../../webview/report/head/noticeOrder.ts";

describe("worstFirst", () => {
  it("puts errors before warnings and these before facts, keeps the order otherwise, and knows where each was", () => {
    const notices = (["info", "warning", "info", "error", "warning"] as const).map((severity) => ({ severity }));
    assert.deepEqual(
      worstFirst(notices).map(({ index }) => index),
      [3, 1, 4, 0, 2],
    );
    assert.deepEqual(worstFirst([]), []);
  });
});
