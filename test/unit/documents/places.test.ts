import assert from "node:assert/strict";
import fc from "fast-check";
import { PlaceList } from "../../../src/documents/numbers/placeList.ts";
import {
  interleavePlaces,
  inTextOrder,
  joinPlaces,
  placeOf,
  selectPlaces,
  tokenAt,
} from "../../../src/documents/numbers/places.ts";
import type { Span } from "../../../src/documents/types.ts";

/** Tokens as far apart and as long as they come, the largest steps that fit a byte among them; null where there is none. */
const tokens = fc
  .array(
    fc.oneof(
      fc.record({
        gap: fc.constantFrom(0, 1, 2, 253, 254, 255, 256, 70_000),
        length: fc.constantFrom(0, 1, 9, 254, 255),
      }),
      fc.constant(null),
    ),
    { maxLength: 300 },
  )
  .map((steps) => {
    let end = 0;
    return steps.map((step): Span | null => {
      if (step === null) return null;
      const start = end + step.gap;
      end = start + step.length;
      return { start, end };
    });
  });

function listOf(spans: readonly (Span | null)[]): PlaceList {
  const list = new PlaceList(0);
  for (const span of spans) {
    if (span === null) list.pushNone();
    else list.push(span.start, span.end);
  }
  return list;
}

const none = { start: 0, end: 0 };

describe("PlaceList", () => {
  it("gives every place back, asked in any order", () => {
    fc.assert(
      fc.property(tokens, fc.array(fc.nat(299), { maxLength: 100 }), (spans, order) => {
        const list = listOf(spans);
        const asked = [...spans.keys(), ...order.filter((i) => i < spans.length)];
        for (const i of asked) {
          assert.deepEqual(placeOf(list, i), spans[i] ?? none);
        }
      }),
    );
  });

  it("goes on as if what was taken back had never been there", () => {
    fc.assert(
      fc.property(tokens, tokens, fc.nat(300), (spans, others, length) => {
        const list = listOf(spans);
        const kept = spans.slice(0, length);
        list.truncate(kept.length);
        const end = Math.max(0, ...kept.map((span) => span?.end ?? 0));
        const added = others.map((span) => span && { start: span.start + end, end: span.end + end });
        for (const span of added) {
          if (span === null) list.pushNone();
          else list.push(span.start, span.end);
        }
        const expected = [...kept, ...added].map((span) => span ?? none);
        assert.deepEqual(
          expected.map((_, i) => placeOf(list, i)),
          expected,
        );
      }),
    );
  });
});

describe("places", () => {
  const a = listOf([{ start: 1, end: 2 }, null, { start: 5, end: 8 }]);
  const b = listOf([
    { start: 10, end: 12 },
    { start: 14, end: 15 },
    { start: 20, end: 21 },
  ]);

  it("are interleaved, joined and selected", () => {
    const table = interleavePlaces([a, b], 3);
    assert.deepEqual(placeOf(table, 3), { start: 14, end: 15 });
    assert.deepEqual(placeOf(table, 4), { start: 5, end: 8 });
    const joined = joinPlaces([a, b]);
    assert.equal(joined.length, 6);
    assert.deepEqual(
      [5, 0, 3, 2].map((i) => joined.startOf(i)),
      [20, 1, 10, 5],
    );
    const selected = selectPlaces(joined, 2, (i) => 5 - i);
    assert.deepEqual([selected.endOf(0), selected.endOf(1)], [21, 15]);
  });

  it("are ordered by the text, without values that have no token", () => {
    assert.deepEqual([...inTextOrder(interleavePlaces([b, a], 3))], [1, 5, 0, 2, 4]);
  });

  it("are found by an offset, both ends included", () => {
    assert.deepEqual(
      [0, 1, 2, 3, 8, 9].map((offset) => tokenAt(a, offset)),
      [null, 0, 0, null, 2, null],
    );
  });
});
