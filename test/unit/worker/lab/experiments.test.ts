import assert from "node:assert/strict";
import type { ExperimentId } from "../../../../src/shared/lab/experiments.ts";
import type { LabActivation } from "../../../../src/shared/lab/settings.ts";
import type { Finding } from "../../../../src/worker/lab/experiments/common.ts";
import { range, Training } from "../../../../src/worker/lab/experiments/common.ts";
import { experiments } from "../../../../src/worker/lab/experiments/index.ts";
import { digits } from "./labDigits.ts";

/** Runs an experiment on digits with fixed seeds, and prints what it found. */
function find(
  id: ExperimentId,
  steps: number,
  seeds: readonly number[] = [0],
  activation: LabActivation = "relu",
): Finding {
  const work = experiments[id]({ data: digits(), seeds, steps, activation });
  let last = 0;
  for (;;) {
    const next = work.next();
    if (next.done === true) {
      console.log(`      ${id}: ${next.value.sentence}`);
      return next.value;
    }
    assert.ok(next.value > last && next.value <= 1, `progress ${next.value} after ${last}`);
    last = next.value;
  }
}

const least = (values: readonly number[]): number => Math.min(...values);
const most = (values: readonly number[]): number => Math.max(...values);

/** One seed and few steps, for a test's sake: margins are those that digits leave (three seeds are what people run). */
describe("the experiments on digits", function () {
  this.timeout(120_000);

  it("1: the last layer's input drifts less with batch norm, tanh", () => {
    const { figures, verdict, charts } = find(1, 100);
    assert.ok(least(figures["path plain"]) > 1.3 * most(figures["path batchNorm"]));
    assert.ok(least(figures["net plain"]) > 5 * most(figures["net batchNorm"]));
    assert.ok(most(figures["steps batchNorm"]) < 100, `steps ${figures["steps batchNorm"].join()}`);
    assert.equal(verdict, "holds");
    assert.equal(charts[0].lines.length, 3);
  });

  it("2: larger learning rates survive, and ReLU with He does not need fewer steps at 0.1", () => {
    const { figures } = find(2, 95);
    assert.ok(figures["largest batchNorm"][0] > 0);
    assert.ok(figures["loss plain at 1"].every(Number.isNaN), "the plain network diverges at 1");
    assert.ok(most(figures["loss batchNorm at 1"]) < 0.3);
    assert.ok(
      !(figures["steps batchNorm at 0.1"][0] < figures["steps plain at 0.1"][0]),
      "batch norm is not faster at 0.1",
    );
  });

  it("2: with sigmoids the plain network trains at no rate in so few steps, and it says so", () => {
    const { figures, charts, sentence } = find(2, 60, [0], "sigmoid");
    assert.ok(figures["largest batchNorm"][0] >= 3 && Number.isNaN(figures["largest plain"][0]));
    assert.match(sentence, /the plain network more than 60 steps at any rate/);
    assert.deepEqual([...charts[0].lines[0].x], [0.1, 0.3, 1, 3, 10, 30]);
  });

  it("3: the spread at the start no longer depends on the weights' scale, training does", () => {
    const { figures } = find(3, 70);
    assert.ok(figures["spread batchNorm"].every((std) => std > 0.95 && std < 1.01));
    assert.ok(most(figures["spread plain"]) / least(figures["spread plain"]) > 1e9);
    assert.ok(figures["steps batchNorm he"][0] <= 70, "He trains");
    assert.ok(Number.isNaN(figures["steps batchNorm 1"][0]), "std 1 does not, in so few steps");
  });

  it("4: gradients vanish with Xavier, where nothing is saturated, and batch norm cures it", () => {
    const { figures, verdict, sentence, charts } = find(4, 0, [0, 1, 2]);
    assert.match(sentence, /^Gradients vanish, but where nothing is saturated\. .*: they no longer vanish\.$/);
    assert.equal(charts.length, 2);
    assert.ok(least(figures["ratio plain xavier"]) > 50);
    assert.ok(least(figures["ratio batchNorm xavier"]) > 0.5 && most(figures["ratio batchNorm xavier"]) < 2);
    assert.ok(least(figures["useless plain 1"]) > 0.4 && most(figures["useless batchNorm 1"]) < 0.01);
    assert.equal(verdict, "partly");
  });

  it("5: the batch mean's noise follows the law of draws without repeats", () => {
    const { figures } = find(5, 20);
    assert.ok(least(figures["ratios"]) > 0.88 && most(figures["ratios"]) < 1.12);
    assert.deepEqual(Object.keys(figures).sort(), ["noisy all", "noisy few", "ratios", "whole all", "whole few"]);
  });

  it("6: running statistics with momentum 0.01 are far behind at step 20", () => {
    const { figures, sentence } = find(6, 100);
    assert.match(sentence, /with 0\.01 not within 100 steps/);
    assert.ok(figures["gap 0.01"][0] > 0.15);
    assert.ok(figures["gap 0.1"][0] < 0.03);
  });

  it("7: a hidden bias before batch norm gets no gradient but rounding", () => {
    const { figures, verdict } = find(7, 0, [0, 1, 2]);
    assert.ok(most(figures["float32"]) < 1e-6);
    assert.ok(most(figures["float64"]) < 1e-14);
    assert.ok(least(figures["without"]) > 0.01 && least(figures["after"]) > 0.01);
    assert.equal(verdict, "holds");
  });

  it("8: γ and β alone learn with each of the four optimizers", () => {
    const { figures, verdict } = find(8, 100);
    for (const name of ["SGD", "momentum", "RMSprop", "Adam"])
      assert.ok(least(figures[name]) > 0.7, `${name} ${figures[name].join()}`);
    assert.ok(most(figures["start"]) < 0.3);
    assert.equal(verdict, "holds");
  });

  it("9: stored statistics do not fit rows shifted by 2 σ, recomputed ones do", () => {
    const { figures, verdict, answerShift } = find(9, 100);
    assert.ok(answerShift);
    const moved = { shift: 2, scale: 1 };
    const here = answerShift({ change: moved, recomputedAt: moved });
    assert.deepEqual([here.stored, here.recomputed], [figures["stored 2"], figures["recomputed 2"]]);
    assert.ok(here.meanOff[0] > 1, `layer 1 is off by ${here.meanOff[0]} σ`);
    const still = answerShift({ change: { shift: 0, scale: 1 }, recomputedAt: null });
    assert.deepEqual([still.stored, still.recomputed], [figures["unshifted"], null]);
    assert.ok(still.meanOff[0] < 0.2 && Math.abs(still.spreadRatio[0] - 1) < 0.3);
    assert.ok(most(figures["stored 2"]) < 0.7);
    assert.ok(Math.abs(figures["recomputed 2"][0] - figures["recomputed 0"][0]) < 0.01);
    assert.equal(verdict, "holds");
  });

  it("10: the gradient changes less over a step with ReLU, not with tanh", () => {
    const { figures, verdict, sentence } = find(10, 45);
    assert.match(sentence, /^The rival explanation holds with ReLU only\./);
    assert.ok(most(figures["relu batchNorm"]) < 0.5 * least(figures["relu plain"]));
    assert.equal(verdict, "partly");
  });
});

describe("a range", () => {
  it("has no dash between minus signs or exponents", () => {
    const ranges = [
      [121, 149],
      [-4, 2],
      [17, 17],
      [1e-6, 1.5e4],
    ].map((values) => range(values));
    assert.deepEqual(ranges, ["121–149", "−4 to 2", "17", "1.0e−6 to 1.5e4"]);
  });
});

describe("Training", () => {
  const losses = Array.from({ length: 60 }, (_, k) => 2 - k / 30);

  it("counts the steps until the mean of the last 20 losses is at most a level", () => {
    // After step k (from 1) the mean is 2 − (k − 10.5) / 30: 1 at k = 40.5.
    assert.equal(new Training(losses, Math.log(10)).stepsTo(1), 41);
    assert.ok(Number.isNaN(new Training(losses, Math.log(10)).stepsTo(0.01)));
  });

  it("calls nothing diverged that falls, however high it still is", () => {
    const falling = Array.from({ length: 200 }, (_, k) => 30 - k / 8);
    assert.equal(new Training(falling, Math.log(10)).outcome, "slow");
    assert.equal(new Training([...falling].reverse(), Math.log(10)).outcome, "diverged");
    assert.equal(new Training([2.4, ...falling.map(() => 5)], Math.log(10)).outcome, "diverged");
    assert.equal(new Training([8, ...falling.map(() => 7.5)], Math.log(10)).outcome, "no progress");
  });

  it("tells how it ended", () => {
    assert.equal(new Training([...losses, NaN], Math.log(10)).outcome, "diverged");
    assert.equal(
      new Training(
        losses.map(() => 0.2),
        Math.log(10),
      ).outcome,
      "trained",
    );
    assert.equal(
      new Training(
        losses.map(() => 2.3),
        Math.log(10),
      ).outcome,
      "no progress",
    );
    assert.equal(
      new Training(
        losses.map(() => 1),
        Math.log(10),
      ).outcome,
      "slow",
    );
  });
});
