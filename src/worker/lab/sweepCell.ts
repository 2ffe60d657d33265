import type { NetworkKind } from "../../shared/lab/run.ts";
import type { LabSettings } from "../../shared/lab/settings.ts";
import { cellInterval, type CellNetwork } from "../../shared/lab/sweep.ts";
import { median, trainLane, type Training } from "./experiments/common.ts";
import type { LabData } from "./labData.ts";
import { Lane, labPrecision } from "./lane.ts";
import { splitRows } from "./split.ts";
import { numOutputs } from "./task.ts";

/** Trains both networks of one cell over all seeds. Settings must be free of problems. */
export function sweepCell(settings: LabSettings, data: LabData): readonly [CellNetwork, CellNetwork] {
  return [cellNetwork("plain", settings, data), cellNetwork("batchNorm", settings, data)];
}

function cellNetwork(kind: NetworkKind, settings: LabSettings, data: LabData): CellNetwork {
  const { steps, seeds, firstSeed, standardize } = settings;
  const batchSize = Math.min(settings.batchSize, data.summary.trainingRows);
  const trainings = Array.from({ length: seeds }, (_, k) => {
    const split = splitRows(data, firstSeed + k, { standardize, dtype: labPrecision });
    return trainLane(new Lane(kind, { ...settings, batchSize }, split, numOutputs(data.summary), firstSeed + k), steps);
  });
  const every = cellInterval(steps);
  const points = Array.from({ length: Math.ceil(steps / every) }, (_, k) => k * every);
  const at = (step: number): number[] => trainings.map(({ losses }) => losses[step] ?? NaN).filter(Number.isFinite);
  const pick = (choose: (values: readonly number[]) => number): Float64Array =>
    Float64Array.from(points, (step) => (at(step).length > seeds / 2 ? choose(at(step)) : NaN));
  const diverged = trainings.filter(({ outcome }) => outcome === "diverged");
  const stuck = trainings.filter(({ outcome }) => outcome === "no progress");
  return {
    loss: pick(median),
    low: pick((values) => Math.min(...values)),
    high: pick((values) => Math.max(...values)),
    endLoss: median(trainings.map(endLoss)),
    diverged: diverged.length,
    divergedAt: diverged.length === 0 ? -1 : Math.min(...diverged.map(({ losses }) => losses.length)),
    stuck: stuck.length > (seeds - diverged.length) / 2,
    trained: trainings.every(({ outcome }) => outcome === "trained"),
  };
}

function endLoss(training: Training): number {
  return training.outcome === "diverged" ? NaN : training.finalLoss;
}
