import assert from "node:assert/strict";
import fc from "fast-check";
import { featureMoments, mergeMoments, moments, type Moments } from "../../../../src/engine/index.ts";
import { assertRefused } from "../support/errors.ts";
import { rows, tensor } from "../support/tensors.ts";

const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { maxLength: 40 });

function assertSameMoments(actual: Moments, expected: Moments): void {
  for (const field of ["count", "min", "max", "nanCount", "infiniteCount"] as const) {
    assert.equal(actual[field], expected[field], field);
  }
  const scale = Math.max(1, Math.abs(expected.min), Math.abs(expected.max));
  for (const [field, unit] of [
    ["mean", scale],
    ["variance", scale * scale],
    ["m2", scale * scale * Math.max(1, expected.count)],
  ] as const) {
    const [got, wanted] = [actual[field], expected[field]];
    // Rounding of some ten operations on values of that size.
    assert.ok(Object.is(got, wanted) || Math.abs(got - wanted) <= 1e-14 * unit, `${field}: ${got}, expected ${wanted}`);
  }
}

describe("moments", () => {
  it("divides by the number of values, not by one less", () => {
    assert.deepEqual(moments([4, 5, 6]), {
      count: 3,
      mean: 5,
      variance: 2 / 3,
      m2: 2,
      min: 4,
      max: 6,
      nanCount: 0,
      infiniteCount: 0,
    });
  });

  it("does not cancel where the mean is large", () => {
    const { mean, variance } = moments([1e8 + 1, 1e8 + 2, 1e8 + 3]);
    assert.equal(mean, 1e8 + 2);
    assert.equal(variance, 2 / 3);
  });

  it("has exactly no variance for a constant", () => {
    assert.equal(moments(new Array(7).fill(0.1)).variance, 0);
  });

  it("knows nothing of no values", () => {
    const expected = { count: 0, mean: NaN, variance: NaN, m2: 0, min: NaN, max: NaN, nanCount: 0, infiniteCount: 0 };
    assert.deepEqual(moments([]), expected);
  });

  it("lets NaN through to mean and variance, or leaves it out when asked", () => {
    const strict = moments([NaN, 1, 3]);
    assert.deepEqual([strict.count, strict.mean, strict.variance, strict.min, strict.max], [3, NaN, NaN, 1, 3]);
    const lenient = moments([NaN, 1, 3], { ignoreNaN: true });
    assert.deepEqual([lenient.count, lenient.mean, lenient.variance, lenient.nanCount], [2, 2, 1, 1]);
    assert.equal(moments([NaN], { ignoreNaN: true }).count, 0);
  });

  it("gives infinite values an infinite mean and no variance, as batch norm does", () => {
    const { mean, variance, max, infiniteCount } = moments([1, Infinity, 2]);
    assert.deepEqual([mean, variance, max, infiniteCount], [Infinity, NaN, Infinity, 1]);
    assert.equal(moments([Infinity, -Infinity]).mean, NaN);
  });
});

describe("mergeMoments", () => {
  it("gives the moments of the whole from those of its parts", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        assertSameMoments(mergeMoments(moments(a), moments(b)), moments([...a, ...b]));
      }),
    );
  });

  it("does so for NaN and infinite values", () => {
    const odd = fc.array(fc.constantFrom(NaN, Infinity, -Infinity, 1, 2), { maxLength: 5 });
    fc.assert(
      fc.property(odd, odd, fc.boolean(), (a, b, ignoreNaN) => {
        const options = { ignoreNaN };
        assertSameMoments(mergeMoments(moments(a, options), moments(b, options)), moments([...a, ...b], options));
      }),
    );
  });
});

describe("featureMoments", () => {
  it("gives every feature the moments of its values", () => {
    const odd = fc.oneof({ weight: 9, arbitrary: fc.double({ min: -1e3, max: 1e3 }) }, fc.constantFrom(NaN, Infinity));
    const shapes = fc.tuple(
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
    );
    const cases = shapes.chain(([batchSize, channels, inner]) =>
      fc.tuple(
        fc.constant([batchSize, channels, inner]),
        fc.array(odd, { minLength: batchSize * channels * inner, maxLength: batchSize * channels * inner }),
        fc.boolean(),
      ),
    );
    fc.assert(
      fc.property(cases, ([shape, data, ignoreNaN]) => {
        const [, channels, inner] = shape;
        const all = featureMoments(tensor(data, shape), 1, { ignoreNaN });
        for (let c = 0; c < channels; c++) {
          const own = data.filter((_, k) => Math.floor(k / inner) % channels === c);
          const expected = moments(own, { ignoreNaN });
          const fields = Object.keys(expected) as (keyof Moments)[];
          const actual = Object.fromEntries(fields.map((field) => [field, all[field][c]]));
          assertSameMoments(actual as unknown as Moments, expected);
        }
      }),
    );
  });

  it("takes the channels from any axis", () => {
    assert.deepEqual([...featureMoments(rows([1, 10], [3, 20]), 1).mean], [2, 15]);
    assert.deepEqual([...featureMoments(rows([1, 10], [3, 20]), 0).mean], [5.5, 11.5]);
    assert.deepEqual([...featureMoments(rows([1, 10], [3, 20]), -2).mean], [5.5, 11.5]);
  });

  it("refuses an axis that the tensor does not have", () => {
    assertRefused(() => featureMoments(rows([1, 2]), 2), "SHAPE_MISMATCH", [1, 2]);
  });
});
