import assert from "node:assert/strict";
import { LineIndex } from "../../../../src/documents/text/lineIndex.ts";

describe("LineIndex", () => {
  it("counts lines from 1", () => {
    const lines = new LineIndex("ab\ncd\n");
    assert.deepEqual(
      [0, 2, 3, 5, 6].map((offset) => lines.lineAt(offset)),
      [1, 1, 2, 2, 3],
    );
  });

  it("takes LF, CRLF and CR as line ends", () => {
    const lines = new LineIndex("a\r\nb\rc\nd");
    assert.deepEqual(
      [0, 3, 5, 7].map((offset) => lines.lineAt(offset)),
      [1, 2, 3, 4],
    );
  });
});
