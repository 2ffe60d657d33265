import assert from "node:assert/strict";
import { wholeText } from "../../../../src/shared/messages/largeText.ts";
import { estimateLength, textOfLines, type TextLines } from "../../../../src/session/compute/textLines.ts";

/** Lines as VS Code has them: the last one has no end, and ranges are clamped. */
function linesOf(lines: readonly string[]): TextLines {
  return {
    version: 1,
    lineCount: lines.length,
    lineLength: (line) => lines[line].length,
    getLines: (first, end) => lines.slice(first, end).join("\n") + (end < lines.length ? "\n" : ""),
  };
}

const pieceLengths = (text: ReturnType<typeof textOfLines>): number[] => {
  assert.ok(typeof text !== "string");
  return [...text.pieces()].map(({ length }) => length);
};

describe("textOfLines", () => {
  it("gives a small text at once", () => {
    assert.equal(textOfLines(linesOf(["a,b", "1,2", ""])), "a,b\n1,2\n");
  });

  it("gives many lines in pieces, none of which is large", () => {
    const lines = Array.from({ length: 200_000 }, (_, i) => String(i));
    const text = textOfLines(linesOf(lines));
    assert.equal(wholeText(text), lines.join("\n"));
    assert.equal(pieceLengths(text).length, 20);
  });

  it("gives long lines in pieces too, and what is all in one", () => {
    const lines = Array.from({ length: 300 }, (_, i) => String(i).repeat(10_000));
    assert.equal(wholeText(textOfLines(linesOf(lines))), lines.join("\n"));
    const single = textOfLines(linesOf(["x".repeat(1_700_000)]));
    assert.deepEqual(pieceLengths(single), [500_000, 500_000, 500_000, 200_000]);
    assert.equal(wholeText(single).length, 1_700_000);
  });

  it("cuts a line that is longer than the others let expect", () => {
    const lines = [...Array.from({ length: 30_000 }, () => "1"), "2".repeat(5_000_000)];
    const text = textOfLines(linesOf(lines));
    assert.equal(wholeText(text), lines.join("\n"));
    assert.ok(Math.max(...pieceLengths(text)) <= 500_000);
  });
});

describe("estimateLength", () => {
  it("is exact for few lines, and near for many", () => {
    assert.equal(estimateLength(linesOf(["ab", "cd"])), 6);
    const lines = Array.from({ length: 100_000 }, (_, i) => "x".repeat(i % 7));
    const exact = lines.join("\n").length;
    assert.ok(Math.abs(estimateLength(linesOf(lines)) / exact - 1) < 0.02);
  });
});
