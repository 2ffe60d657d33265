import assert from "node:assert/strict";
import { featureMoments } from "../../../../src/engine/index.ts";
import { trainEvalGap } from "../../../../src/session/layer/trainEvalGap.ts";
import { rankGaps, type TrainEvalGap } from "../../../../src/shared/layer/statistics/gap.ts";
import { fieldJson } from "../../../support/fieldCase.ts";

type Numbers = readonly (number | null)[];
type State = Readonly<Record<string, Numbers | number | null>>;

interface Answer {
  readonly besselStdGamma1: number[];
  readonly gapPerChannelGamma1: readonly { readonly totalMean: number; readonly totalStd: number }[];
}

/** The gap of a question's layer on its data, γ = 1. */
function gapOf(folder: string, data: string, layer: string, momentum: number | null): TrainEvalGap {
  const rows = fieldJson(folder, data) as number[][];
  const { mean, variance, count } = featureMoments(
    { data: Float64Array.from(rows.flat()), shape: [rows.length, rows[0].length] },
    1,
  );
  const state = fieldJson(folder, layer) as State;
  const find = (name: string) => Object.entries(state).find(([key]) => key.endsWith(name))?.[1];
  const list = (name: string): number[] => ((find(name) ?? []) as Numbers).map((value) => value ?? NaN);
  return trainEvalGap({
    batch: { mean, variance, count },
    running: { mean: list("running_mean"), variance: list("running_var") },
    gamma: mean.map(() => 1),
    eps: 1e-5,
    momentum,
    runningVariance: "unbiased",
    numBatchesTracked: (find("num_batches_tracked") as number | undefined) ?? null,
  });
}

function assertGap(gap: TrainEvalGap, answer: Answer): void {
  answer.gapPerChannelGamma1.forEach(({ totalMean, totalStd }, c) => {
    assert.ok(Math.abs(gap.total.mean[c] - totalMean) < 1e-12, `mean of ${c}: ${gap.total.mean[c]}, ${totalMean}`);
    assert.ok(Math.abs(gap.total.std[c] - totalStd) < 1e-12, `std of ${c}: ${gap.total.std[c]}, ${totalStd}`);
  });
}

describe("the gap of layers that people asked about", () => {
  it("leaves warm-up unknown where the counter was reset, and blames the rest on drift", () => {
    const folder = "01-num-batches-tracked-zero";
    const gap = gapOf(folder, "activations.json", "layer.json", 0.1);
    const answer = fieldJson(folder, "answer.txt") as Answer;
    assertGap(gap, answer);
    assert.deepEqual([gap.startingWeight, gap.warmUpUnknown, gap.causes.warmUp], [null, "counterReset", null]);
    answer.besselStdGamma1.forEach((std, c) => {
      assert.ok(Math.abs(gap.causes.bessel.std[c] - std) < 1e-12);
      const drift = answer.gapPerChannelGamma1[c].totalStd - std;
      assert.ok(Math.abs(gap.causes.drift.std[c] - drift) < 1e-12);
    });
    assert.equal(rankGaps(gap.total, [1, 1, 1, 1])[0], 3);
  });

  it("finds nothing left of the start in a cumulative average", () => {
    const folder = "05-momentum-none";
    const gap = gapOf(folder, "data.json", "layer.json", null);
    assertGap(gap, fieldJson(folder, "answer.txt") as Answer);
    assert.deepEqual([gap.startingWeight, ...(gap.causes.warmUp?.std ?? [])], [0, 0, 0]);
  });

  it("does not believe a momentum that the numbers contradict", () => {
    const gap = gapOf("05-momentum-none", "data.json", "layer.json", 0.1);
    assert.deepEqual([gap.startingWeight, gap.warmUpUnknown], [null, "contradicted"]);
  });

  for (const layer of ["layer-both-nan.json", "layer-var-nan.json", "layer-mean-nan.json"]) {
    it(`puts the broken channel of ${layer} first`, () => {
      const gap = gapOf("06-nan-in-running-stats", "activations.json", layer, 0.1);
      assert.equal(rankGaps(gap.total, [1, 1, 1, 1])[0], 2);
      assert.deepEqual(
        Array.from(gap.total.mean, (mean, c) => Number.isFinite(mean + gap.total.std[c])),
        [true, true, false, true],
      );
    });
  }
});
