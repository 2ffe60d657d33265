import assert from "node:assert/strict";
import { distributionBase, distributionOutput } from "../../../../webview/report/charts/distributionModel.ts";
import { defaultDistributionView, type DistributionView } from "../../../../webview/report/charts/distributionBase.ts";
import { beyondEnds } from "../../../../webview/report/charts/overflowMarks.ts";
import {
  type Bin,
  binAt,
  binOnAxis,
  binSentence,
  numBins,
  valuesOfBin,
} from "../../../../webview/report/detail/distribution/bins/binsModel.ts";
import { open } from "../../session/openReport.ts";

async function chart(text: string, gamma = 1, view: Partial<DistributionView> = {}, feature = 0) {
  const { session } = await open(text);
  const snapshot = session.snapshot ?? assert.fail();
  const base = distributionBase(snapshot, feature, { ...defaultDistributionView, ...view });
  const { features } = snapshot;
  const output = distributionOutput(
    base,
    snapshot,
    features.gamma.map(() => gamma),
    features.beta,
  );
  return { session, base, output };
}

const table = (values: readonly number[]): string => ["a,b", ...values.map((value, i) => `${value},${i}`)].join("\n");
const wide = table(Array.from({ length: 300 }, (_, i) => 50 + 20 * Math.sin(i) + (i % 7) / 3));
// Rounding puts the edge of the last bin below the largest value.
const beyondEdge = table(Array.from({ length: 60 }, (_, i) => Math.abs(Math.sin(i))));
const wild = table(Array.from({ length: 400 }, (_, i) => (i % 100 === 1 ? 1000 * (i - 150) : Math.cos(i))));

describe("a bin of the distribution chart", () => {
  it("is found again at its middle, on one axis and on two, whatever γ is", async () => {
    for (const [gamma, axes] of [
      [1, "one"],
      [-2, "one"],
      [0.3, "own"],
    ] as const) {
      for (const series of ["input", "normalized", "output"] as const) {
        const hidden = (["input", "normalized", "output"] as const).filter((other) => other !== series);
        const { base, output } = await chart(wide, gamma, { axes, hidden });
        for (let index = 0; index < numBins(base, series); index++) {
          const bin: Bin = { series, index };
          const { min, max } = binOnAxis(base, output, bin);
          const isEmpty = base.inputHistogram.counts[index] === 0;
          assert.deepEqual(binAt(base, output, (min + max) / 2, 0), isEmpty ? null : bin, `${series} ${index}`);
        }
      }
    }
  });

  it("is the lowest bar that reaches up to the place", async () => {
    const { base, output } = await chart(table([1, 1, 1, 1, 2, 2, 3, 4, 5, 6]), 2.5, { axes: "one" });
    const low = binAt(base, output, 0.1, 0);
    const high = binAt(base, output, 0.1, 1e9);
    assert.ok(low !== null && high !== null);
    assert.notEqual(low.series, high.series);
  });

  it("holds the values that the worker finds for it", async () => {
    for (const text of [wide, wild, beyondEdge]) {
      const { session, base } = await chart(text);
      for (let index = 0; index < numBins(base, "input"); index++) {
        const range = valuesOfBin(base, { series: "input", index }) ?? assert.fail();
        const { total, x } = await session.query("dataset/valuesBetween", range);
        assert.equal(total, base.inputHistogram.counts[index], `bin ${index}`);
        assert.equal(x.length, total);
      }
    }
  });

  it("is said with its range, count, share and quantiles", async () => {
    const { base, output } = await chart(table([1, 1, 2, 3]), 1, { axes: "one" });
    const first = binSentence(base, output, { series: "input", index: 0 });
    assert.equal(first, "x 1, y −0.9045: 2 values, 50%; quantiles 0% to 50%");
  });

  it("of all features is of one series, and selects no rows", async () => {
    const { base, output } = await chart(wide, 1, { pooled: true }, -1);
    assert.match(binSentence(base, output, { series: "normalized", index: 3 }), /^x̂ \S+ to [^,]+: \d/);
    assert.equal(valuesOfBin(base, { series: "normalized", index: 3 }), null);
  });
});

describe("the marks of values beyond a chart", () => {
  it("stand at the ends of the bins, mirrored for a negative γ, and only without all values", async () => {
    const ends = async (gamma: number, view: Partial<DistributionView>) => {
      const { base, output } = await chart(wild, gamma, view);
      return beyondEnds(base, output).map(({ series, side, count }) => `${series} ${side} ${count}`);
    };
    assert.deepEqual(await ends(1, { axes: "one" }), ["input -1 2", "input 1 2", "normalized -1 2", "normalized 1 2"]);
    assert.deepEqual(await ends(1, { axes: "own" }), ["input -1 2", "input 1 2"]);
    assert.deepEqual(await ends(-1, { axes: "own", hidden: ["input", "normalized"] }), ["output -1 2", "output 1 2"]);
    assert.deepEqual(await ends(1, { axes: "one", showAll: true }), []);
  });
});
