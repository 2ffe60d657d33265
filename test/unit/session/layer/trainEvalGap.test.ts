import assert from "node:assert/strict";
import fc from "fast-check";
import { BatchNorm, featureMoments, type BatchNormOptions, type Tensor } from "../../../../src/engine/index.ts";
import { trainEvalGap } from "../../../../src/session/layer/trainEvalGap.ts";
import { gapCauses, type GapCause } from "../../../../src/shared/layer/statistics/gap.ts";

const batch: Tensor = { data: Float64Array.of(100, 5, 1, 5.5, 1, 6, 4, 9), shape: [4, 2] };
const other: Tensor = { data: Float64Array.of(90, 4, 3, 7.5, 0, 6, 11, 8), shape: [4, 2] };
const biased: Partial<BatchNormOptions> = { runningVariance: "biased" };

/** The gap of a layer that was trained on some batches, over the batch above. */
function gapAfter(trainedOn: readonly Tensor[], options: Partial<BatchNormOptions>, trainEps?: number) {
  const layer = new BatchNorm(2, options);
  for (const input of trainedOn) layer.forward(input, "train");
  const { mean, variance, count } = featureMoments(batch, 1);
  const { eps, momentum, runningVariance } = layer.options;
  return trainEvalGap({
    batch: { mean, variance, count },
    running: { mean: layer.runningMean ?? [], variance: layer.runningVar ?? [] },
    gamma: layer.gamma ?? [],
    eps,
    ...(trainEps === undefined ? {} : { trainEps }),
    momentum,
    runningVariance,
    numBatchesTracked: layer.numBatchesTracked,
  });
}

/** Only this cause may act: the others are below what rounding leaves. */
function assertOnly(cause: GapCause, gap: ReturnType<typeof trainEvalGap>): void {
  for (const candidate of gapCauses) {
    const { mean, std } = gap.causes[candidate] ?? assert.fail(`${candidate} is unknown`);
    const size = Math.max(...mean.map(Math.abs), ...std.map(Math.abs));
    if (candidate === cause) assert.ok(size > 1e-6, `${candidate} acts: ${size}`);
    else assert.ok(size < 1e-12, `${candidate} does not act: ${size}`);
  }
}

describe("trainEvalGap", () => {
  it("finds Bessel's factor alone after one update with momentum 1", () => {
    const gap = gapAfter([batch], { momentum: 1 });
    assertOnly("bessel", gap);
    // m = 4: the standard deviation shrinks by √(3/4), up to eps.
    assert.ok(Math.abs(gap.total.std[0] - (Math.sqrt(3 / 4) - 1)) < 1e-6);
  });

  it("finds the starting values alone after few updates with one and the same batch", () => {
    const gap = gapAfter([batch, batch, batch], { ...biased, momentum: 0.1 });
    assertOnly("warmUp", gap);
    assert.ok(Math.abs((gap.startingWeight ?? 0) - 0.729) < 1e-15);
  });

  it("finds drift alone where the running statistics are those of another batch", () => {
    assertOnly("drift", gapAfter([other], { ...biased, momentum: 1 }));
  });

  it("finds eps alone where the layer trained with another one", () => {
    assertOnly("eps", gapAfter([batch], { ...biased, momentum: 1, eps: 1e-5 }, 1e-3));
  });

  it("finds no cause where training and evaluation agree", () => {
    const { total } = gapAfter([batch], { ...biased, momentum: 1 });
    assert.deepEqual([...total.mean, ...total.std], [0, 0, 0, 0]);
  });

  it("counts everything as not warmed up before the first update", () => {
    const gap = gapAfter([], biased);
    assertOnly("warmUp", gap);
    assert.equal(gap.startingWeight, 1);
  });

  it("does not tell the start from drift where the number of updates is unknown", () => {
    const statistics = { mean: [0], variance: [1], count: [8] };
    const running = { mean: [0.5], variance: [1] };
    const gap = trainEvalGap({
      ...{ batch: statistics, running, gamma: [1], eps: 0, momentum: 0.1 },
      ...{ runningVariance: "biased", numBatchesTracked: null },
    });
    assert.deepEqual([gap.startingWeight, gap.warmUpUnknown], [null, "notCounted"]);
    assert.deepEqual([gap.causes.drift.mean[0], gap.causes.warmUp], [-0.5, null]);
  });

  it("counts as drift what cannot have started at 0 and 1", () => {
    const statistics = { mean: [0], variance: [1], count: [8] };
    const gap = trainEvalGap({
      ...{ batch: statistics, running: { mean: [0], variance: [0.01] }, gamma: [1], eps: 0, momentum: 0.1 },
      ...{ runningVariance: "biased", numBatchesTracked: 3 },
    });
    assert.ok(Math.abs(gap.causes.drift.std[0] - 9) < 1e-12);
    assert.deepEqual([gap.causes.warmUp, gap.warmUpUnknown], [null, "contradicted"]);
  });

  it("is no number where evaluation divides by a root of 0, as in the engine", () => {
    const gap = trainEvalGap({
      ...{ batch: { mean: [5], variance: [0], count: [8] }, running: { mean: [5], variance: [0] } },
      ...{ gamma: [2], eps: 0, momentum: 0.1, runningVariance: "unbiased", numBatchesTracked: 100 },
    });
    assert.deepEqual([gap.total.mean[0], gap.total.std[0]], [NaN, NaN]);
    assert.deepEqual([gap.causes.bessel.mean[0], gap.causes.bessel.std[0]], [0, 0]);
  });

  const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const anyGap = fc.record({
    mean: finite(-1e3, 1e3),
    variance: finite(1e-3, 1e6),
    count: fc.integer({ min: 2, max: 1000 }),
    runningMean: finite(-1e3, 1e3),
    runningVar: finite(1e-3, 1e6),
    gamma: finite(-5, 5),
    numBatchesTracked: fc.integer({ min: 0, max: 500 }),
    estimate: fc.constantFrom("unbiased", "biased"),
  });

  it("has causes that sum to the gap of the engine's own outputs", () => {
    fc.assert(
      fc.property(anyGap, ({ mean, variance, count, runningMean, runningVar, gamma, numBatchesTracked, estimate }) => {
        const gap = trainEvalGap({
          ...{ batch: { mean: [mean], variance: [variance], count: [count] } },
          ...{ running: { mean: [runningMean], variance: [runningVar] }, gamma: [gamma], eps: 1e-5, trainEps: 1e-3 },
          ...{ momentum: 0.1, runningVariance: estimate, numBatchesTracked },
        });
        const evaluated = (gamma * (mean - runningMean)) / Math.sqrt(runningVar + 1e-5);
        const deviation = Math.sqrt(variance);
        const std =
          Math.abs(gamma) * (deviation / Math.sqrt(runningVar + 1e-5) - deviation / Math.sqrt(variance + 1e-3));
        const sum = (part: "mean" | "std") =>
          gapCauses.reduce((all, cause) => all + (gap.causes[cause]?.[part][0] ?? 0), 0);
        const largest = Math.max(
          ...gapCauses.flatMap((c) => [gap.causes[c]?.mean[0] ?? 0, gap.causes[c]?.std[0] ?? 0]).map(Math.abs),
        );
        // Each of the few roundings is relative to the largest step of the way.
        const tolerance = 1e-12 * (1 + largest + Math.abs(evaluated));
        assert.ok(Math.abs(sum("mean") - evaluated) <= tolerance, `mean ${sum("mean")}, ${evaluated}`);
        assert.ok(Math.abs(gap.total.mean[0] - evaluated) <= tolerance);
        assert.ok(Math.abs(sum("std") - std) <= tolerance, `std ${sum("std")}, ${std}`);
        assert.ok(Math.abs(gap.total.std[0] - std) <= tolerance);
      }),
    );
  });

  it("tells the root mean squared difference of the two outputs", () => {
    const layer = new BatchNorm(2);
    layer.forward(other, "train");
    const gap = gapAfter([other], {});
    const trained = new BatchNorm(2).forward(batch, "train").data;
    const evaluated = layer.forward(batch, "eval").data;
    for (const c of [0, 1]) {
      let squares = 0;
      for (let n = 0; n < 4; n++) squares += (evaluated[2 * n + c] - trained[2 * n + c]) ** 2;
      assert.ok(Math.abs(Math.hypot(gap.total.mean[c], gap.total.std[c]) - Math.sqrt(squares / 4)) < 1e-12);
    }
  });
});
