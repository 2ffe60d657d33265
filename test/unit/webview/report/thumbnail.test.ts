import assert from "node:assert/strict";
import fc from "fast-check";
import type { Histogram } from "../../../../src/shared/report/report.ts";
import { bracketPath, guidePath, histogramPath } from "../../../../src/shared/view/thumbnail.ts";

const histogram: Histogram = {
  start: 0,
  width: 1,
  counts: Uint32Array.of(1, 4, 2),
  below: 0,
  above: 0,
  discrete: false,
};
const domain = { min: 0, max: 4 };
const band = { top: 0, base: 20 };

/** Every x of a path: those after M and H. */
function across(path: string): number[] {
  return [...path.matchAll(/[MH](-?[\d.]+)/g)].map(([, x]) => Number(x));
}

describe("histogramPath", () => {
  it("goes up, along the steps and down, its peak at the top", () => {
    assert.equal(histogramPath(histogram, domain, band), "M0 20V15H250V0H500V10H750V20");
  });

  it("is empty where the map makes every value NaN", () => {
    assert.equal(histogramPath(histogram, domain, band, { scale: NaN, shift: NaN }), "");
  });

  it("closes its base line where that is asked for", () => {
    assert.ok(histogramPath(histogram, domain, { ...band, closed: true }).endsWith("V20Z"));
  });

  it("is moved and stretched without counting again", () => {
    assert.equal(histogramPath(histogram, domain, band, { scale: 0.5, shift: 1 }), "M250 20V15H375V0H500V10H625V20");
  });

  it("is mirrored by a negative scale", () => {
    assert.deepEqual(
      across(histogramPath(histogram, { min: -4, max: 0 }, band, { scale: -1, shift: 0 })),
      [1000, 750, 500, 250],
    );
  });

  it("is a line of full height for one single value, and for scale 0", () => {
    assert.equal(histogramPath(histogram, domain, band, { scale: 0, shift: 2 }), "M500 20V0");
    assert.equal(histogramPath({ ...histogram, width: 0, counts: Uint32Array.of(9) }, domain, band), "M0 20V0");
  });

  it("is empty where nothing was counted", () => {
    assert.equal(histogramPath({ ...histogram, counts: Uint32Array.of(0, 0) }, domain, band), "");
  });

  it("draws bars with gaps where values lie on a coarse grid, and no wide ones", () => {
    const bars = across(histogramPath({ ...histogram, discrete: true }, domain, band)).slice(1);
    assert.equal(bars.length, 6);
    for (let k = 0; k < 3; k++) {
      assert.ok(bars[2 * k + 1] - bars[2 * k] <= 40);
      assert.equal((bars[2 * k] + bars[2 * k + 1]) / 2, (k + 0.5) * 250);
    }
  });

  it("stays near its box whatever the map is", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
        fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
        (scale, shift) => {
          const path = histogramPath(histogram, domain, band, { scale, shift });
          assert.ok(across(path).every((x) => x >= -1000 && x <= 2000));
        },
      ),
    );
  });
});

describe("guidePath", () => {
  it("is a line of full height at each value", () => {
    assert.equal(guidePath([0, 2], domain, 28), "M0 0V28M500 0V28");
  });
});

describe("bracketPath", () => {
  it("has a line, two ends and the mean", () => {
    assert.equal(bracketPath(2, 1, domain, 10, 3), "M250 10H750M250 7V13M500 7V13M750 7V13");
  });
});
