import assert from "node:assert/strict";
import { histogramBins, type ProbeFrame } from "../../../../src/shared/lab/run.ts";
import { defaultLabSettings, type LabSettings } from "../../../../src/shared/lab/settings.ts";
import { traceDivergence } from "../../../../src/worker/lab/divergence.ts";
import { LabRun } from "../../../../src/worker/lab/labRun.ts";
import { digits } from "./labDigits.ts";

const small: LabSettings = { ...defaultLabSettings, width: 12, depth: 2, steps: 40, seeds: 2 };

function runToEnd(settings: LabSettings, shouldStop: () => boolean = () => false): ProbeFrame[] {
  const run = new LabRun(1, settings, digits());
  const frames = [run.probe()];
  while (!run.isFinished) {
    const frame = run.advance(shouldStop);
    if (frame !== null) frames.push(frame);
  }
  return frames;
}

/** What must not depend on where a run was interrupted: everything but the time. */
function withoutTime(frames: readonly ProbeFrame[]): unknown {
  return frames.map((frame) => ({ ...frame, networks: frame.networks.map((each) => ({ ...each, msPerStep: 0 })) }));
}

describe("LabRun", () => {
  it("starts both networks from the same weights, so that the first layer's spread differs only by batch norm", () => {
    const [{ networks }] = runToEnd({ ...small, steps: 1 });
    const [plain, batchNorm] = networks;
    assert.ok(Math.abs(plain.std[0] - 1) > 0.05, `spread without batch norm ${plain.std[0]}`);
    assert.ok(Math.abs(batchNorm.std[0] - 1) < 1e-3, `spread with batch norm ${batchNorm.std[0]}`);
    assert.ok(Number.isNaN(plain.loss[0]));
  });

  it("probes at round steps and at the end, with a loss for every step", () => {
    const frames = runToEnd(small);
    assert.equal(frames[0].step, 0);
    assert.equal(frames.at(-1)?.step, 40);
    const steps = frames.flatMap(({ lossSteps }) => [...lossSteps]);
    assert.deepEqual(
      steps,
      Array.from({ length: 40 }, (_, k) => k + 1),
    );
    for (const { lossSteps, networks } of frames) {
      for (const network of networks) assert.equal(network.losses.length, lossSteps.length * 2);
    }
  });

  it("counts every value of the probe rows into the histogram or beyond it", () => {
    for (const { networks } of runToEnd(small)) {
      for (const { histograms, outside } of networks) {
        assert.equal(histograms.length, 2 * histogramBins);
        const counted =
          histograms.reduce((sum, count) => sum + count, 0) + outside.reduce((sum, count) => sum + count, 0);
        assert.equal(counted, 2 * 512 * 12);
      }
    }
  });

  it("gives the same numbers again, wherever it is interrupted", () => {
    let calls = 0;
    const interrupted = runToEnd(small, () => calls++ % 3 === 0);
    assert.deepEqual(withoutTime(interrupted), withoutTime(runToEnd(small)));
  });

  it("gives the same numbers when it is looked at more often", () => {
    const third: LabSettings = { ...small, third: "noisy", steps: 12 };
    const run = new LabRun(1, third, digits());
    let last = run.probe();
    while (!run.isFinished) last = run.stepOnce() ?? last;
    const usual = runToEnd(third).at(-1);
    assert.deepEqual(
      last.networks.map(({ loss }) => loss),
      usual?.networks.map(({ loss }) => loss),
    );
  });

  it("stays small when it is looked at after every step, and counts drift between its probes only", () => {
    const run = new LabRun(1, { ...small, width: 4, seeds: 1, steps: 150 }, digits());
    run.probe();
    let last: ProbeFrame | null = null;
    while (!run.isFinished) last = run.stepOnce();
    // A probe every 5 steps, and the newest 60 looks in between.
    assert.equal(run.unitHistograms(0).steps.length, 31 + 60);
    const usual = runToEnd({ ...small, width: 4, seeds: 1, steps: 150 }).at(-1);
    assert.deepEqual(
      last?.networks.map(({ drift }) => drift),
      usual?.networks.map(({ drift }) => drift),
    );
  });

  it("keeps each unit's histograms, whose sum over units is the layer's", () => {
    const run = new LabRun(1, { ...small, seeds: 1 }, digits());
    const { networks } = run.probe();
    const units = Array.from({ length: 12 }, (_, unit) => run.unitHistograms(unit).counts[0]);
    const total = units.reduce((sum, counts) => sum + counts.reduce((a, b) => a + b, 0), 0);
    assert.equal(
      total,
      networks[0].histograms.reduce((a, b) => a + b, 0),
    );
  });

  it("stops a network whose loss is not finite, and trains the other on", () => {
    const wild: LabSettings = {
      ...small,
      activation: "relu",
      weights: "1",
      depth: 4,
      learningRate: 3,
      width: 40,
      seeds: 1,
    };
    const frames = runToEnd(wild);
    const [plain, batchNorm] = frames[frames.length - 1].networks;
    assert.ok(
      plain.divergedAt.every((step) => step >= 0 && step < 20),
      `diverged at ${plain.divergedAt.join()}`,
    );
    assert.ok([...plain.loss].every(Number.isNaN));
    assert.ok(batchNorm.loss.every(Number.isFinite));
    const trace = traceDivergence({ runId: 1, network: 0, seed: 0, divergedAt: plain.divergedAt[0] }, wild, digits());
    assert.equal(trace.losses.length, plain.divergedAt[0] + 1);
    assert.ok(!Number.isFinite(trace.losses[trace.losses.length - 1]));
    const grown = trace.std[trace.std.length - 1] / trace.std[3];
    assert.ok(grown > 10, `the last layer grew ${grown} times`);
  });
});
