import { histogramBins, type NetworkFrame, type ProbeFrame } from "../../../../src/shared/lab/run.ts";
import type { RunRecord } from "../../../../src/shared/lab/record.ts";
import { defaultLabSettings, type LabSettings } from "../../../../src/shared/lab/settings.ts";

export interface FrameValues {
  readonly loss?: readonly number[];
  readonly score?: readonly number[];
  readonly reachedAt?: readonly number[];
  readonly divergedAt?: readonly number[];
  readonly msPerStep?: number;
}

/** A frame of one network with three seeds and two layers; what is not given is harmless. */
export function networkFrame({
  loss = [0.2, 0.2, 0.2],
  score = [0.9, 0.9, 0.9],
  reachedAt = [-1, -1, -1],
  divergedAt = [-1, -1, -1],
  msPerStep = 1,
}: FrameValues = {}): NetworkFrame {
  const layers = (value: number): Float64Array => new Float64Array(6).fill(value);
  const histograms = new Uint32Array(2 * histogramBins);
  histograms.fill(10, 200, 280);
  return {
    loss: Float64Array.from(loss),
    losses: Float64Array.from(loss),
    score: Float64Array.from(score),
    mean: layers(0),
    std: layers(1),
    useless: layers(0),
    drift: layers(0.1),
    displacement: layers(0.2),
    gradientNorm: layers(0.5),
    gamma: Float64Array.of(0.9, 1, 1.1, 0.8, 1, 1.2),
    beta: Float64Array.of(-0.1, 0, 0.1, -0.2, 0, 0.2),
    histograms,
    outside: Uint32Array.of(0, 0),
    reachedAt: Int32Array.from(reachedAt),
    divergedAt: Int32Array.from(divergedAt),
    msPerStep,
  };
}

export function probeFrame(step: number, networks: readonly NetworkFrame[]): ProbeFrame {
  return { runId: 1, step, lossSteps: Int32Array.of(step), ranges: Float64Array.of(6, 6), networks };
}

/** A run of a plain and a batch norm network that ended as given. */
export function runRecord(plain: FrameValues, batchNorm: FrameValues, settings: Partial<LabSettings> = {}): RunRecord {
  const all: LabSettings = { ...defaultLabSettings, seeds: 3, depth: 2, ...settings };
  return {
    info: {
      id: 1,
      settings: all,
      networks: [
        { kind: "plain", parameters: 10 },
        { kind: "batchNorm", parameters: 14 },
      ],
      probeEvery: 20,
      lossEvery: 2,
      task: "classes",
      guessingScore: 0.1,
    },
    dataName: "digits.csv",
    frames: [
      probeFrame(0, [networkFrame(), networkFrame()]),
      probeFrame(all.steps, [networkFrame(plain), networkFrame(batchNorm)]),
    ],
    traces: [],
    elapsedMs: 7900,
  };
}
