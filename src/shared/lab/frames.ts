import type { NetworkFrame, ProbeFrame, RunInfo } from "./run.ts";

/** Frames between the regular probes that a run keeps: the newest of single steps and of a slow run. */
const mostExtraFrames = 60;

/** Whether a step has a probe in any case: every `probeEvery`-th and the last. */
export function isRegularStep(step: number, { probeEvery, settings }: RunInfo): boolean {
  return step % probeEvery === 0 || step === settings.steps;
}

/** Index of the frame that a run with these frames has to give up, so that it never grows; −1: none. */
export function frameToDrop(steps: readonly number[], info: RunInfo): number {
  const isExtra = (step: number): boolean => !isRegularStep(step, info);
  return steps.filter(isExtra).length > mostExtraFrames ? steps.findIndex(isExtra) : -1;
}

/** The frames of a run with new ones behind them; a frame that is given up leaves its losses to the next one. */
export function addFrames(frames: readonly ProbeFrame[], added: readonly ProbeFrame[], info: RunInfo): ProbeFrame[] {
  const all = [...frames];
  for (const frame of added) {
    all.push(frame);
    const index = frameToDrop(
      all.map(({ step }) => step),
      info,
    );
    if (index >= 0) all.splice(index, 2, withLossesOf(all[index], all[index + 1]));
  }
  return all;
}

function withLossesOf(earlier: ProbeFrame, later: ProbeFrame): ProbeFrame {
  return {
    ...later,
    lossSteps: Int32Array.of(...earlier.lossSteps, ...later.lossSteps),
    networks: later.networks.map((network, k): NetworkFrame => {
      const parts = [earlier.networks[k].losses, network.losses];
      const counts = [earlier.lossSteps.length, later.lossSteps.length];
      const ofSeed = (_: unknown, seed: number): number[] =>
        parts.flatMap((losses, p) => [...losses.subarray(seed * counts[p], (seed + 1) * counts[p])]);
      return { ...network, losses: Float64Array.from(Array.from(network.loss, ofSeed).flat()) };
    }),
  };
}
