import assert from "node:assert/strict";
import fc from "fast-check";
import type { Histogram } from "../../../../src/shared/report/report.ts";
import { joinBins, normalCurve, type Outline, outline, totalCount } from "../../../../webview/report/charts/outline.ts";
import { close } from "../detail/samples.ts";

const sample: Histogram = {
  start: 1,
  width: 0.5,
  counts: Uint32Array.of(2, 0, 6),
  below: 1,
  above: 1,
  discrete: false,
};

function area({ points }: Outline): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    sum += ((points[i].x - points[i - 1].x) * (points[i].y + points[i - 1].y)) / 2;
  }
  return sum;
}

describe("outline", () => {
  it("walks the corners of the steps and returns to the ground", () => {
    assert.deepEqual(outline(sample).points, [
      { x: 1, y: 0 },
      { x: 1, y: 0.4 },
      { x: 1.5, y: 0.4 },
      { x: 1.5, y: 0.4 },
      { x: 1.5, y: 0 },
      { x: 2, y: 0 },
      { x: 2, y: 0 },
      { x: 2, y: 1.2 },
      { x: 2.5, y: 1.2 },
      { x: 2.5, y: 0 },
    ]);
  });

  it("has the share of the values inside the bins as its area, whatever the map", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 48 }),
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        fc.boolean(),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (counts, size, mirrored, shift) => {
          const histogram = { ...sample, counts: Uint32Array.from(counts), below: 3 };
          const inside = counts.reduce((sum, count) => sum + count, 0);
          const shape = outline(histogram, { scale: mirrored ? -size : size, shift });
          assert.ok(close(area(shape), inside / totalCount(histogram), 1e-6), `area ${area(shape)}`);
        },
      ),
    );
  });

  it("divides heights by |γ| and moves edges by γ and β", () => {
    const shape = outline(sample, { scale: 2, shift: -1 });
    assert.equal(shape.start, 1);
    assert.equal(shape.end, 4);
    assert.equal(shape.peak, outline(sample).peak / 2);
  });

  it("mirrors for a negative scale", () => {
    const shape = outline(sample, { scale: -1 });
    assert.deepEqual([shape.start, shape.end], [-2.5, -1]);
    const xs = shape.points.map(({ x }) => x);
    assert.deepEqual(
      xs,
      [...xs].sort((a, b) => a - b),
    );
    assert.equal(shape.points[1].y, 1.2);
  });

  it("is a spike at the shift for scale 0", () => {
    const shape = outline(sample, { scale: 0, shift: 0.5 });
    assert.equal(shape.spikeAt, 0.5);
    assert.deepEqual(shape.points, []);
  });

  it("draws bars with gaps where values lie on a coarse grid", () => {
    const { points } = outline({ ...sample, discrete: true });
    assert.equal(points.length, 12);
    assert.ok(points[3].x < points[4].x, "a gap between the first bar and the second");
    assert.equal(points[3].y, 0);
  });

  it("keeps a bar's area its share, however narrow the bars are", () => {
    for (const barWidth of [0.01, 0.1, 10]) {
      const shape = outline({ ...sample, discrete: true }, { barWidth });
      assert.ok(close(area(shape), 0.8), `bars of ${barWidth}`);
    }
  });

  it("draws what lies beyond the bins as one box on either side, its area its share", () => {
    const ends = { min: -3, max: 12.5 };
    for (const scale of [1, -2, 0.5]) {
      const shape = outline(sample, { scale, shift: 1, ends });
      assert.ok(close(area(shape), 1), `scale ${scale}: ${area(shape)}`);
      assert.deepEqual(
        [shape.start, shape.end],
        [ends.min, ends.max].map((value) => value * scale + 1).sort((a, b) => a - b),
      );
    }
    assert.deepEqual(outline(sample, { ends, height: "count" }).points[1], { x: -3, y: 1 });
  });

  it("shows counts where asked", () => {
    assert.equal(outline(sample, { height: "count", scale: 3 }).peak, 6);
  });
});

describe("joinBins", () => {
  it("adds neighbours and keeps the total", () => {
    const histogram = { ...sample, counts: Uint32Array.of(1, 2, 3, 4, 5) };
    const joined = joinBins(histogram, 2);
    assert.deepEqual([...joined.counts], [3, 7, 5]);
    assert.equal(joined.width, 1);
    assert.equal(totalCount(joined), totalCount(histogram));
  });
  it("leaves bars and few bins as they are", () => {
    assert.equal(joinBins(sample, 2), sample);
    const bars = { ...sample, counts: new Uint32Array(10), discrete: true };
    assert.equal(joinBins(bars, 4), bars);
  });
});

describe("normalCurve", () => {
  it("is the density of N(0, 1)", () => {
    const points = normalCurve(-4, 4);
    const top = points.reduce((best, point) => (point.y > best.y ? point : best));
    assert.ok(close(top.x, 0) && close(top.y, 1 / Math.sqrt(2 * Math.PI)));
    const inside = area({ points, spikeAt: null, peak: 0, start: 0, end: 0 });
    // 0.99994 of a normal distribution lies within 4 standard deviations; the polygon is a little smaller.
    assert.ok(Math.abs(inside - 0.99994) < 1e-4, String(inside));
  });
});
