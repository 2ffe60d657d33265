import assert from "node:assert/strict";
import { addFrames, frameToDrop, isRegularStep } from "../../../../src/shared/lab/frames.ts";
import type { ProbeFrame, RunInfo } from "../../../../src/shared/lab/run.ts";
import { networkFrame, runRecord } from "../../webview/lab/runFixture.ts";

/** A probe every 20 of 200 steps, of three seeds. */
const info: RunInfo = { ...runRecord({}, {}, { steps: 200 }).info, probeEvery: 20 };

/** A frame after a single step, whose losses are step + seed / 10. */
function frameOf(step: number): ProbeFrame {
  const network = { ...networkFrame(), losses: Float64Array.of(step, step + 0.1, step + 0.2) };
  return { runId: 1, step, lossSteps: Int32Array.of(step), ranges: Float64Array.of(6, 6), networks: [network] };
}

describe("the frames of a run", () => {
  it("are regular at every probe and at the end", () => {
    assert.deepEqual(
      [0, 20, 30, 200].map((step) => isRegularStep(step, { ...info, settings: { ...info.settings, steps: 200 } })),
      [true, true, false, true],
    );
    assert.equal(isRegularStep(190, { ...info, settings: { ...info.settings, steps: 190 } }), true);
  });

  it("give up the oldest look in between once there are more than 60, and never a regular probe", () => {
    const steps = Array.from({ length: 65 }, (_, step) => step);
    assert.equal(frameToDrop(steps.slice(0, 63), info), -1);
    assert.equal(frameToDrop(steps, info), 1);
  });

  it("stay few over any number of single steps, and keep every loss of every seed in its order", () => {
    let frames: ProbeFrame[] = [];
    for (let step = 0; step <= 200; step++) frames = addFrames(frames, [frameOf(step)], info);
    assert.equal(frames.length, 11 + 60);
    assert.deepEqual(frames.filter(({ step }) => step % 20 === 0).length, 11);
    const kept = (seed: number): number[] =>
      frames.flatMap(({ lossSteps, networks: [{ losses }] }) => [
        ...losses.subarray(seed * lossSteps.length, (seed + 1) * lossSteps.length),
      ]);
    const all = Array.from({ length: 201 }, (_, step) => step);
    assert.deepEqual(
      frames.flatMap(({ lossSteps }) => [...lossSteps]),
      all,
    );
    assert.deepEqual(kept(0), all);
    assert.deepEqual(
      kept(2),
      all.map((step) => step + 0.2),
    );
  });
});
