import assert from "node:assert/strict";
import { planPruning } from "../../../../src/shared/layer/pruneChannels.ts";
import { presetNames } from "../../../../src/shared/options.ts";
import { largestGap } from "../../../../src/shared/layer/statistics/gap.ts";
import {
  keptAsTorchCode,
  pruneCsv,
  prunePlot,
  pruneSentence,
} from "../../../../webview/report/detail/layer/prune/pruneModel.ts";
import { recalibrationRows } from "../../../../webview/report/detail/layer/running/recalibrationModel.ts";
import { layerSwitches } from "../../../../webview/report/detail/layer/conventions/switchModel.ts";
import {
  timelineCsv,
  timelinePlots,
  timelineRows,
  timelineSentence,
} from "../../../../webview/report/detail/layer/running/timelineModel.ts";
import { twinRows } from "../../../../webview/report/detail/layer/conventions/twinModel.ts";
import { snapshot } from "../fakes.ts";

const columns = { a: [4, 5, 6], b: [1, 3, 2] };

describe("layerSwitches", () => {
  it("marks what the report is in, and says how for each framework", () => {
    for (const mode of ["train", "eval"] as const) {
      const switches = layerSwitches(snapshot(columns, { mode }).options);
      const now = switches.map(({ settings }) => settings.map(({ isNow }) => isNow));
      const isTraining = mode === "train";
      assert.deepEqual(now, [
        [isTraining, !isTraining],
        [isTraining, !isTraining],
        [false, false],
      ]);
      for (const { settings } of switches) {
        for (const { code } of settings) assert.ok(presetNames.every((name) => code[name].length > 5));
      }
    }
  });
});

describe("twinRows", () => {
  const options = { eps: 1e-5, momentum: 0.1, channelAxis: 1, affine: true, trackRunningStats: true } as const;

  it("puts the report's own framework first, with each framework's own momentum and code", () => {
    const twins = (["pytorch", "keras"] as const).map((framework) => ({
      framework,
      options: { ...options, runningVariance: "biased" as const },
      difference: null,
    }));
    const [keras, pytorch] = twinRows(twins, snapshot(columns, { preset: "keras", momentum: 0.9 }));
    assert.deepEqual([keras.title, keras.conventions], ["Keras", "ε 1e-5, momentum 0.9"]);
    assert.match(pytorch.code, /BatchNorm1d\(2, eps=1e-5, momentum=0\.1\)/);
    assert.match(pytorch.difference, /same numbers/);
  });

  it("names the first different number with the digits that tell the two apart", () => {
    const difference = { stage: "trained", feature: 1, row: 2, expected: 1.00000001, got: 1.00000002 } as const;
    const twin = { framework: "keras", options: { ...options, runningVariance: "biased" }, difference } as const;
    const [row] = twinRows([twin], snapshot(columns));
    assert.match(row.difference, /y of b in row 3 in training, 1\.00000002 instead of 1\.00000001/);
  });
});

describe("the prune section", () => {
  const plan = planPruning([0.5, -2, 0.01], [7, 8, 9], [1, 1, 1], 0.1);

  it("says what stays and what is lost", () => {
    assert.equal(
      pruneSentence(plan, ["a", "b", "c"]),
      "2 of 3 channels stay. Without c · [2] the outputs lose <0.1% of their variance.",
    );
    assert.equal(pruneSentence(planPruning([1, 2], [0, 0], [1, 1], 0), ["a", "b"]), "All 2 channels stay.");
  });

  it("is a table of all channels, in the order of |γ|", () => {
    const lines = pruneCsv(plan, ["a", "b,c", "d"]).split("\r\n");
    assert.match(lines[1], /^"b,c",2,true,/);
    assert.match(lines[3], /^d,0.01,false,.*,9$/);
  });

  it("draws the threshold across, and what goes hollow", () => {
    const [points, line] = prunePlot(plan, 0.1).series;
    assert.deepEqual(
      points.points.map(({ y }, i) => [y, points.hollow?.(i)]),
      [
        [2, false],
        [0.5, false],
        [0.01, true],
      ],
    );
    assert.deepEqual([...new Set(line.points.map(({ y }) => y))], [0.1]);
  });

  it("copies the channels that stay in the layer's order, and what the others leave behind", () => {
    assert.match(keptAsTorchCode(plan), /keep = torch\.tensor\(\[0, 1\].*\nconstants = \{2: 9\}/);
  });

  it("loses nothing to a channel that is not a number", () => {
    const { lostShare } = planPruning([NaN, 1, 0], [0, 0, 0], [1, 1, 1], 0.5);
    assert.equal(lostShare, 0);
  });
});

describe("the timeline", () => {
  const answer = { means: Float64Array.of(0, 0.5, 0.75), variances: Float64Array.of(1, 1.5, 1.75), batchesPerPass: 2 };

  it("is a table of every update, and says what its columns are", () => {
    const lines = timelineCsv(answer, true).split("\r\n");
    assert.deepEqual(lines.slice(0, 3), ["update,running_mean,running_var", "0,0,1", "1,0.5,1.5"]);
    assert.equal(timelineCsv(null, false), "update,distance_of_means,distance_of_spreads\r\n");
  });

  it("prints the update that is warm among the others", () => {
    const rows = timelineRows(answer, 0.995);
    assert.deepEqual(
      rows.map(({ update, startLeft, isWarm }) => [update, startLeft, isWarm]),
      [
        [0, "100%", false],
        [1, "0.5%", true],
        [2, "<0.1%", false],
      ],
    );
  });

  it("says how many updates and passes it takes", () => {
    assert.match(timelineSentence(answer, 0.1), /44 updates.*22 passes of 2 batches; after one pass 81%/);
    assert.match(timelineSentence(answer, null), /cumulative/);
    assert.match(timelineSentence(answer, 0), /never/);
    assert.match(timelineSentence(answer, 1), /last batch alone/);
  });

  it("marks the warm update where it is in the picture", () => {
    const target = { name: "a", mean: 1, variance: 2 };
    assert.equal(timelinePlots(answer, 0.1, target).means.series.length, 2);
    const [, level, mark] = timelinePlots(answer, 0.995, target).variances.series;
    assert.deepEqual([level.points[0].y, mark.points[0].x], [2, 1]);
  });
});

describe("recalibrationRows", () => {
  it("puts the largest change first", () => {
    const made = snapshot(columns);
    const { mean, variance } = made.features;
    const layer = {
      ...({ name: "", fileName: "", framework: "pytorch", numFeatures: 2, gamma: null, beta: null } as const),
      ...{ runningMean: mean, runningVar: variance, numBatchesTracked: null, eps: null, momentum: null },
    };
    const before = {
      before: null,
      origin: { estimate: "pooled", numBatches: 1, otherFiles: [] } as const,
      runningMean: Float64Array.of(5, 90),
      runningVar: variance,
      gap: { mean: Float64Array.of(0, 0), std: Float64Array.of(0, 0) },
    };
    const [first, second] = recalibrationRows({ ...made, layer }, before);
    assert.deepEqual([first.name, first.meanBefore, first.meanNow], ["b · [1]", "90.000", "2.0000"]);
    assert.equal(second.name, "a · [0]");
  });
});

describe("largestGap", () => {
  it("is the largest root mean square under γ, NaN where one is", () => {
    const part = { mean: Float64Array.of(3, 1), std: Float64Array.of(4, 0) };
    assert.equal(largestGap(part, [-2, 100]), 100);
    assert.equal(largestGap(part, [-2, 1]), 10);
    assert.equal(largestGap({ ...part, std: Float64Array.of(NaN, 0) }, [1, 1]), NaN);
  });
});
