import assert from "node:assert/strict";
import fc from "fast-check";
import type { Histogram } from "../../../../src/shared/report/report.ts";
import {
  afterDomain,
  beforeDomain,
  histogramDomain,
  position,
  ticks,
  ticksThatFit,
  union,
} from "../../../../src/shared/view/axis.ts";
import { sample, snapshotOfText } from "../fakes.ts";

const histogram: Histogram = {
  start: 2,
  width: 0.5,
  counts: Uint32Array.of(1, 2, 1, 0),
  below: 0,
  above: 0,
  discrete: false,
};

describe("ticks", () => {
  it("stands on round values, written as short as they are", () => {
    assert.deepEqual(
      ticks({ min: -0.3, max: 8.2 }, 4).map(({ label }) => label),
      ["0", "2", "4", "6", "8"],
    );
    assert.deepEqual(
      ticks({ min: -2.5, max: 3.1 }, 3).map(({ label }) => label),
      ["−2", "0", "2"],
    );
    assert.deepEqual(
      ticks({ min: 0, max: 0.001 }, 2).map(({ label }) => label),
      ["0", "0.0005", "0.001"],
    );
  });

  it("has none on an axis without length", () => {
    assert.deepEqual(ticks({ min: 1, max: 1 }, 4), []);
    assert.deepEqual(ticks({ min: 0, max: Infinity }, 4), []);
  });

  it("lies within the domain, in even steps, and is never far more than asked for", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 8 }),
        (min, span, count) => {
          const found = ticks({ min, max: min + span }, count).map(({ value }) => value);
          assert.ok(found.length <= count + 2, `${found.length} ticks`);
          assert.ok(found.every((value) => value >= min - span * 1e-6 && value <= min + span * (1 + 1e-6)));
          for (let i = 2; i < found.length; i++) {
            const [a, b] = [found[i] - found[i - 1], found[1] - found[0]];
            assert.ok(Math.abs(a - b) <= 1e-6 * span, `steps ${a} and ${b}`);
          }
        },
      ),
    );
  });
});

describe("ticksThatFit", () => {
  const labels = (min: number, max: number, pixels: number) =>
    ticksThatFit({ min, max }, pixels).map(({ label }) => label);

  it("puts as many labels on an axis as there is room for", () => {
    assert.deepEqual(labels(-0.3, 8.2, 160), ["0", "2", "4", "6", "8"]);
    assert.deepEqual(labels(-0.3, 8.2, 40), ["0", "5"]);
    assert.deepEqual(labels(-1, 17, 80), ["0", "5", "10", "15"]);
    assert.deepEqual(labels(-1, 17, 60), ["0", "10"]);
  });

  it("never lets labels touch where it has a choice", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e5, noNaN: true }),
        fc.integer({ min: 60, max: 400 }),
        (span, pixels) => {
          const found = ticksThatFit({ min: -span / 3, max: span }, pixels);
          const step = found.length > 1 ? ((found[1].value - found[0].value) / (span + span / 3)) * pixels : Infinity;
          const widest = Math.max(...found.map(({ label }) => label.length)) * 7;
          assert.ok(found.length <= 3 || step >= widest + 8, `${found.length} labels of ${widest} px every ${step} px`);
        },
      ),
    );
  });
});

describe("histogramDomain", () => {
  it("is what the bins cover, moved and mirrored", () => {
    assert.deepEqual(histogramDomain(histogram), { min: 2, max: 4 });
    assert.deepEqual(histogramDomain(histogram, { scale: 2, shift: 1 }), { min: 5, max: 9 });
    assert.deepEqual(histogramDomain(histogram, { scale: -1, shift: 0 }), { min: -4, max: -2 });
  });

  it("gives one single value room on both sides", () => {
    assert.deepEqual(histogramDomain({ ...histogram, width: 1e-12, counts: Uint32Array.of(9) }), { min: 1, max: 3 });
    assert.deepEqual(histogramDomain(histogram, { scale: 0, shift: 7 }), { min: 6, max: 8 });
  });

  it("has some length even where nothing is finite", () => {
    assert.deepEqual(histogramDomain({ ...histogram, start: NaN }), { min: -1, max: 1 });
  });
});

describe("common axes", () => {
  const iris = snapshotOfText(sample("iris.csv"));
  const plain = { gamma: new Float64Array(4).fill(1), beta: new Float64Array(4) };

  it("cover all values of x, with a little room", () => {
    const { min, max } = beforeDomain(iris);
    assert.ok(min < 0.1 && max > 7.9 && min > -1 && max < 9);
  });

  it("make room for a γ and β that were moved, and for nothing else", () => {
    const before = afterDomain(iris, plain);
    const moved = { gamma: Float64Array.of(2, 1, 1, 1), beta: Float64Array.of(1, 0, 0, 0) };
    const after = afterDomain(iris, moved);
    assert.ok(after.max > before.max + 1, `${after.max} over ${before.max}`);
    assert.ok(after.max < 2 * before.max + 1);
  });

  it("are not squeezed by a few outliers", () => {
    const digits = snapshotOfText(sample("digits.csv"));
    const { min, max } = afterDomain(digits, { gamma: new Float64Array(65).fill(1), beta: new Float64Array(65) });
    // The largest x̂ of the digits is 42; all but 0.7 % are within 3.
    assert.ok(min > -5 && max < 5, `${min} … ${max}`);
  });
});

describe("position and union", () => {
  it("place a value between 0 and 1", () => {
    assert.equal(position(3, { min: 2, max: 4 }), 0.5);
    assert.deepEqual(union({ min: 0, max: 1 }, { min: -2, max: 0.5 }), { min: -2, max: 1 });
  });
});
