import assert from "node:assert/strict";
import fc from "fast-check";
import type { Histogram } from "../../../../../src/shared/report/report.ts";
import {
  activate,
  activationHistogram,
  inactiveCount,
} from "../../../../../webview/report/flow/activationHistogram.ts";
import { countUpTo, totalCount } from "../../../../../webview/report/flow/mass.ts";

const identity = { scale: 1, shift: 0 };
const histogram: Histogram = {
  start: -2,
  width: 1,
  counts: Uint32Array.of(10, 20, 30, 40),
  below: 1,
  above: 2,
  discrete: false,
};

describe("countUpTo", () => {
  it("adds whole bins, a share of the one that is cut, and what lies below", () => {
    assert.equal(countUpTo(histogram, identity, 0), 31);
    assert.equal(countUpTo(histogram, identity, 0.5), 46);
    assert.equal(countUpTo(histogram, identity, -2), 1);
    assert.equal(countUpTo(histogram, identity, 5), 103);
    assert.equal(countUpTo(histogram, identity, -9), 0);
  });

  it("takes values on a coarse grid to stand in the middle of their bin", () => {
    assert.equal(countUpTo({ ...histogram, discrete: true }, identity, 0.4), 31);
    assert.equal(countUpTo({ ...histogram, discrete: true }, identity, 0.5), 61);
  });

  it("takes values beyond the bins to lie between them and the ends", () => {
    const ends = { min: -4, max: 10 };
    assert.equal(countUpTo(histogram, identity, 2, ends), 101);
    assert.equal(countUpTo(histogram, identity, 6, ends), 102);
    assert.equal(countUpTo(histogram, identity, 10, ends), 103);
    assert.equal(countUpTo(histogram, identity, -3, ends), 0.5);
  });

  it("is the rest where the map mirrors", () => {
    assert.equal(countUpTo(histogram, { scale: -1, shift: 0 }, 0), 72);
  });

  it("is all or nothing where every value becomes one", () => {
    assert.equal(countUpTo(histogram, { scale: 0, shift: -0.5 }, 0), 103);
    assert.equal(countUpTo(histogram, { scale: 0, shift: 0.5 }, 0), 0);
  });

  it("is all or nothing where there is one value, whatever bin is drawn around it", () => {
    const constant = { ...histogram, start: -0.5, counts: Uint32Array.of(5), below: 0, above: 0 };
    assert.equal(countUpTo(constant, identity, 0, { min: 0, max: 0 }), 5);
    assert.equal(countUpTo(constant, { scale: 1, shift: 0.1 }, 0, { min: 0, max: 0 }), 0);
  });

  it("is nothing where the statistics are not finite", () => {
    assert.equal(countUpTo(histogram, { scale: NaN, shift: NaN }, 0), 0);
    assert.equal(countUpTo({ ...histogram, width: 0 }, identity, 0, { min: NaN, max: NaN }), 0);
  });

  it("grows with the threshold, from nothing to everything", () => {
    const map = fc.record({
      scale: fc.double({ min: -5, max: 5, noNaN: true }),
      shift: fc.double({ min: -5, max: 5, noNaN: true }),
    });
    const threshold = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(
      fc.property(map, threshold, threshold, (given, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(countUpTo(histogram, given, low) <= countUpTo(histogram, given, high) + 1e-9);
        assert.ok(countUpTo(histogram, given, high) <= totalCount(histogram));
      }),
    );
  });
});

describe("inactiveCount", () => {
  const pieces = [{ histogram, map: identity }];

  it("counts what ReLU turns off", () => {
    assert.deepEqual(inactiveCount("relu", pieces), { part: 31, total: 103 });
  });

  it("counts what sigmoid and tanh saturate, at both ends", () => {
    // Within 5% of a limit: |z| > ln 19 = 2.944 for sigmoid, half of that for tanh.
    // Stretched by 2, the outer bins reach from 2 to 4: the tails and what is beyond 2.944 of those bins.
    const stretched = [{ histogram, map: { scale: 2, shift: 0 } }];
    const sigmoid = inactiveCount("sigmoid", stretched)?.part ?? NaN;
    const expectedSigmoid = 1 + 2 + (10 + 40) * (1 - (Math.log(19) - 2) / 2);
    assert.ok(Math.abs(sigmoid - expectedSigmoid) < 1e-9, `${sigmoid}, expected ${expectedSigmoid}`);
    const { part } = inactiveCount("tanh", pieces) ?? { part: NaN };
    const expected = 1 + 10 * (2 - Math.log(19) / 2) + 2 + 40 * (2 - Math.log(19) / 2);
    assert.ok(Math.abs(part - expected) < 1e-9, `${part}, expected ${expected}`);
  });

  it("has no share for no activation", () => {
    assert.equal(inactiveCount("identity", pieces), null);
  });

  it("adds up over pieces", () => {
    assert.deepEqual(inactiveCount("relu", [...pieces, { histogram, map: { scale: 1, shift: 10 } }]), {
      part: 31,
      total: 206,
    });
  });
});

describe("activationHistogram", () => {
  it("holds every value of the bins", () => {
    for (const name of ["relu", "sigmoid", "tanh", "identity"] as const) {
      const made = activationHistogram(name, [{ histogram, map: identity }]);
      assert.ok(Math.abs(totalCount(made) - 100) < 1e-9, name);
    }
  });

  it("piles up at 0 what ReLU turns off", () => {
    const made = activationHistogram("relu", [{ histogram, map: identity }], 20);
    assert.equal(made.start, 0);
    assert.ok(made.counts[0] > 30 && made.counts[0] < 34);
  });

  it("has some width where ReLU turns everything off", () => {
    const made = activationHistogram("relu", [{ histogram, map: { scale: 1, shift: -10 } }], 4);
    assert.deepEqual([...made.counts], [100, 0, 0, 0]);
  });
});

describe("activate", () => {
  it("is the activation of its name", () => {
    assert.equal(activate("relu", -3), 0);
    assert.equal(activate("relu", 3), 3);
    assert.equal(activate("sigmoid", 0), 0.5);
    assert.equal(activate("tanh", 0), 0);
    assert.equal(activate("identity", -3), -3);
  });
});
