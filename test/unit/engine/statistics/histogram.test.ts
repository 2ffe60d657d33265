import assert from "node:assert/strict";
import fc from "fast-check";
import { affineHistogram, histogram, mixHistograms, sortValues, type Histogram } from "../../../../src/engine/index.ts";
import { assertClose } from "../support/close.ts";
import { assertRefused } from "../support/errors.ts";

const anyNumber = fc.oneof(
  fc.double(),
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 5e-324, 1.7e308, -1.7e308),
);

function total({ counts, below, above }: Histogram): number {
  return Array.from(counts).reduce((sum, count) => sum + count, below + above);
}

/** 1,797 values with two peaks, the same at every run. */
const smooth = Float64Array.from({ length: 1797 }, (_, i) => Math.sin(i) + Math.sin(i * i) + (i % 3));

describe("histogram", () => {
  it("puts bins half a step off values on a grid", () => {
    assert.deepEqual(histogram([1, 2, 2, 3]), {
      start: 0.5,
      width: 1,
      counts: Uint32Array.of(1, 2, 1),
      below: 0,
      above: 0,
      discrete: true,
    });
  });

  it("takes bins of whole steps, so that data with one decimal make no comb", () => {
    const evenly = Float64Array.from({ length: 1610 }, (_, i) => (i % 161) / 10);
    const { start, width, counts, discrete } = histogram(evenly);
    assertClose([start, width], [-0.05, 0.7], 1e-12);
    assert.deepEqual(new Set(counts), new Set([70]));
    assert.equal(discrete, false);
  });

  it("sees the steps of data far from 0", () => {
    const { width, start } = histogram(Float64Array.from({ length: 1610 }, (_, i) => 123.4 + (i % 161) / 10));
    assertClose([start, width], [123.35, 0.7], 1e-12);
  });

  it("takes as many bins whatever the unit of the data", () => {
    const { length } = histogram(smooth).counts;
    for (const unit of [1e-6, 1e-3, 1e4]) {
      assert.equal(histogram(smooth.map((value) => value * unit)).counts.length, length);
    }
  });

  it("sees the steps of float32 data", () => {
    const { width } = histogram(Float32Array.from({ length: 1610 }, (_, i) => (i % 161) / 10));
    assertClose([width], [0.7], 1e-6);
  });

  it("takes at most 48 bins and about as many as Freedman and Diaconis", () => {
    const { counts, width, discrete } = histogram(smooth);
    assert.ok(counts.length >= 15 && counts.length <= 48, `${counts.length} bins`);
    assert.ok(width > 0);
    assert.equal(discrete, false);
  });

  it("leaves outliers outside where they would hide the rest", () => {
    const { start, width, counts, above } = histogram([...smooth, 1e6]);
    assert.ok(start + counts.length * width < 10);
    assert.ok(above >= 1 && above < 20, `${above} above`);
  });

  it("gives constant data one narrow bin", () => {
    for (const value of [0, 5, -1e12]) {
      const { start, width, counts } = histogram([value, value, value]);
      assert.deepEqual([...counts], [3]);
      assert.ok(start <= value && value < start + width && width <= 1e-11 * Math.max(1, Math.abs(value)));
    }
  });

  it("has no bins for no finite values", () => {
    const { counts, below, above } = histogram([NaN, Infinity, -Infinity, Infinity]);
    assert.deepEqual([counts.length, below, above], [0, 1, 2]);
  });

  it("takes as many bins as asked for", () => {
    const { start, width, counts } = histogram(Float64Array.of(0, 1, 2, 3.5, 4), { bins: 8 });
    assert.deepEqual([start, width, ...counts], [0, 0.5, 1, 0, 1, 0, 1, 0, 0, 2]);
  });

  it("refuses a number of bins that is none", () => {
    for (const bins of [0, -1, 1.5, NaN]) {
      assertRefused(() => histogram([1, 2], { bins }), "INVALID_OPTION", bins);
    }
  });

  it("counts every value but NaN once, whatever the values are", () => {
    fc.assert(
      fc.property(fc.array(anyNumber), fc.option(fc.integer({ min: 1, max: 300 })), (values, bins) => {
        const result = histogram(values, bins === null ? {} : { bins });
        assert.equal(total(result), values.filter((value) => !Number.isNaN(value)).length);
        assert.ok(result.counts.length <= (bins ?? 48));
      }),
    );
  });

  it("counts in every bin the values that lie there", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1 }), (values) => {
        const { start, width, counts } = histogram(values);
        counts.forEach((count, k) => {
          const isLast = k === counts.length - 1;
          const inBin = values.filter((x) => x >= start + k * width && (isLast || x < start + (k + 1) * width));
          const beyond = isLast ? histogram(values).above : 0;
          assert.equal(count, inBin.length - beyond, `bin ${k}`);
        });
      }),
    );
  });

  it("takes values sorted beforehand, and leaves its input alone", () => {
    const values = [3, 1, 2, NaN, 2];
    assert.deepEqual(histogram(sortValues(values), { sorted: true }), histogram(values));
    assert.deepEqual(values, [3, 1, 2, NaN, 2]);
  });
});

describe("affineHistogram", () => {
  const source = histogram([...smooth, 1e6]);

  it("is the histogram of the mapped values", () => {
    const image = affineHistogram(source, 2, -1);
    assert.deepEqual([image.start, image.width], [source.start * 2 - 1, source.width * 2]);
    assert.deepEqual(image.counts, source.counts);
  });

  it("mirrors for a negative scale", () => {
    const image = affineHistogram(source, -1, 0);
    assertClose([image.start + image.counts.length * image.width], [-source.start], 1e-12);
    assert.deepEqual([...image.counts], [...source.counts].reverse());
    assert.deepEqual([image.below, image.above], [source.above, source.below]);
  });

  it("is a spike that holds everything for scale 0", () => {
    const { start, width, counts } = affineHistogram(source, 0, 7);
    assert.deepEqual([...counts], [total(source)]);
    assert.ok(start < 7 && 7 < start + width && width < 1e-10);
  });
});

describe("mixHistograms", () => {
  it("spreads the values of every bin over the common ones", () => {
    const mixed = mixHistograms([histogram([1, 2, 2, 3]), histogram([2, 3, 3, 4])], { bins: 4 });
    assert.deepEqual([mixed.start, mixed.width], [0.5, 1]);
    assertClose(mixed.counts, [1, 3, 3, 1], 1e-12);
  });

  it("keeps the total, outliers and spikes included", () => {
    const sources = [histogram(smooth), histogram([...smooth, 1e9, -1e9]), histogram([4, 4, 4]), histogram([NaN])];
    const mixed = mixHistograms(sources);
    assertClose([total(mixed)], [sources.reduce((sum, source) => sum + total(source), 0)], 1e-6);
    assert.equal(mixed.counts.length, 48);
  });

  it("leaves out a tail that is far off", () => {
    const mixed = mixHistograms([histogram(smooth), histogram([1e6])]);
    assert.ok(mixed.start + mixed.counts.length * mixed.width < 10);
    assertClose([mixed.above], [1], 10);
  });

  it("has no bins for no values", () => {
    assert.equal(mixHistograms([]).counts.length, 0);
  });
});
