import assert from "node:assert/strict";
import fc from "fast-check";
import { trackSpans } from "../../../../src/session/report/trackSpans.ts";

/** Where [start, end) is after one replacement. */
const track = (start: number, end: number, offset: number, length: number, insertedLength: number): number[] => {
  const [span] = trackSpans([{ start, end }], [{ offset, length, insertedLength }]);
  return [span.start, span.end];
};

describe("trackSpans", () => {
  it("moves a span by what is inserted or deleted before it", () => {
    assert.deepEqual(track(10, 20, 3, 0, 4), [14, 24]);
    assert.deepEqual(track(10, 20, 3, 4, 0), [6, 16]);
  });

  it("leaves a span that lies before the change", () => {
    assert.deepEqual(track(10, 20, 25, 3, 9), [10, 20]);
  });

  it("grows with what is typed inside or at the end", () => {
    assert.deepEqual(track(10, 20, 15, 0, 4), [10, 24]);
    assert.deepEqual(track(10, 20, 20, 0, 4), [10, 24]);
  });

  it("shrinks with what is deleted from its inside, its start and its end", () => {
    assert.deepEqual(track(10, 20, 12, 4, 0), [10, 16]);
    assert.deepEqual(track(10, 20, 5, 10, 0), [5, 10]);
    assert.deepEqual(track(10, 20, 15, 10, 0), [10, 15]);
  });

  it("keeps a cursor a cursor before what is inserted at it", () => {
    assert.deepEqual(track(10, 10, 10, 0, 4), [10, 10]);
  });

  it("applies several changes of one edit in the offsets before it", () => {
    const changes = [
      { offset: 0, length: 0, insertedLength: 2 },
      { offset: 15, length: 1, insertedLength: 5 },
    ];
    assert.deepEqual(trackSpans([{ start: 10, end: 20 }], changes), [{ start: 12, end: 26 }]);
  });

  it("never leaves the text nor turns a span around", () => {
    const position = fc.nat(50);
    fc.assert(
      fc.property(position, position, position, position, fc.nat(10), (a, b, c, d, insertedLength) => {
        const length = 50 - c > 0 ? d % (50 - c) : 0;
        const [{ start, end }] = trackSpans(
          [{ start: Math.min(a, b), end: Math.max(a, b) }],
          [{ offset: c, length, insertedLength }],
        );
        return 0 <= start && start <= end && end <= 50 + insertedLength - length;
      }),
    );
  });
});
