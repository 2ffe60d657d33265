import assert from "node:assert/strict";
import { activationZones } from "../../../../src/shared/report/questions.ts";
import type { Histogram } from "../../../../src/shared/report/report.ts";
import {
  activate,
  activatedHistogram,
  activationSlope,
  estimateShare,
  greatestSlope,
  inputRange,
  zonesWithin,
} from "../../../../webview/report/charts/activationModel.ts";
import { close } from "../detail/samples.ts";

const identity = { scale: 1, shift: 0 };
const even: Histogram = {
  start: -4,
  width: 1,
  counts: Uint32Array.of(10, 10, 10, 10, 10, 10, 10, 10),
  below: 0,
  above: 0,
  discrete: false,
};

describe("activation zones", () => {
  it("end where the output is within 5% of its limit", () => {
    assert.ok(close(activate("sigmoid", activationZones("sigmoid").flat), 0.95, 1e-12));
    // tanh runs from −1 to 1: 5% of that is 0.1.
    assert.ok(close(activate("tanh", activationZones("tanh").flat), 0.9, 1e-12));
    assert.ok(close(activationZones("sigmoid").flat, 2.944, 1e-3) && close(activationZones("tanh").flat, 1.472, 1e-3));
  });
  it("are stretches of the axis, cut at its ends", () => {
    assert.deepEqual(zonesWithin("relu", { min: -2, max: 3 }), [{ kind: "flat", from: -2, to: -0 }]);
    assert.deepEqual(
      zonesWithin("sigmoid", { min: -1.5, max: 5 }).map(({ kind }) => kind),
      ["flat", "linear"],
    );
    assert.deepEqual(zonesWithin("identity", { min: -2, max: 3 }), []);
  });
});

describe("activationSlope", () => {
  it("is the derivative, by central differences", () => {
    for (const name of ["sigmoid", "tanh", "relu", "identity"] as const) {
      for (const z of [-3.3, -0.7, 0.4, 2.1]) {
        const h = 1e-5;
        const difference = (activate(name, z + h) - activate(name, z - h)) / (2 * h);
        assert.ok(close(activationSlope(name, z), difference, 1e-8), `${name} at ${z}`);
      }
      assert.ok(activationSlope(name, 0.001) <= greatestSlope(name) + 1e-12);
    }
    assert.equal(activationSlope("relu", 0), 0);
  });
});

describe("estimateShare", () => {
  it("takes bins as evenly filled", () => {
    const { count, flat, linear, meanGradient } = estimateShare("relu", even, identity);
    assert.deepEqual([count, flat, linear, meanGradient], [80, 40, 40, 0.5]);
    assert.equal(estimateShare("sigmoid", even, identity).linear, 20);
  });
  it("follows γ and β, also mirrored", () => {
    assert.equal(estimateShare("relu", even, { scale: 0.5, shift: 2 }).flat, 0);
    assert.equal(estimateShare("relu", even, { scale: -1, shift: 4 }).flat, 0);
    const dead = estimateShare("relu", even, { scale: 1, shift: -5 });
    assert.deepEqual([dead.flat, dead.deadFeatures, dead.meanGradient], [80, 1, 0]);
  });
});

describe("activatedHistogram", () => {
  it("keeps every value and puts what is off at 0", () => {
    const { counts } = activatedHistogram("relu", even, identity, { min: 0, max: 4 }, 8);
    assert.ok(
      close(
        Array.from(counts).reduce((sum, count) => sum + count, 0),
        80,
      ),
    );
    assert.ok(counts[0] >= 40);
  });
});

describe("inputRange", () => {
  it("holds y and the zones, and x where it is near", () => {
    const near = inputRange("sigmoid", { min: -2, max: 2 }, { min: 1, max: 7 });
    assert.equal(near.inputLeftOut, false);
    assert.ok(near.range.max > 7 && near.range.min < -3.9);
  });
  it("leaves x out where it would push everything else together", () => {
    const far = inputRange("sigmoid", { min: -2, max: 2 }, { min: 1000, max: 2000 });
    assert.equal(far.inputLeftOut, true);
    assert.ok(far.range.max < 5);
  });
});
