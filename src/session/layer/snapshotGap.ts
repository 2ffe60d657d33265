import { momentumFromFramework, presets } from "../../engine/index.ts";
import type { TrainEvalGap } from "../../shared/layer/statistics/gap.ts";
import { trainingEps, type LoadedLayer } from "../../shared/layer/parameters.ts";
import type { ReportOptions } from "../../shared/options.ts";
import type { FeatureColumns } from "../../shared/report/report.ts";
import { statisticsOf } from "./loadedLayer.ts";
import { trainEvalGap } from "./trainEvalGap.ts";

/**
 * The gap between training and evaluation of a loaded layer on the data of a report, with γ = 1; null where no layer
 * with running statistics is loaded: a new one has nothing to explain.
 */
export function snapshotGap(
  { mean, variance, count }: FeatureColumns,
  { preset, eps, momentum }: ReportOptions,
  layer: LoadedLayer | undefined,
): TrainEvalGap | null {
  const loaded = statisticsOf(layer);
  if (loaded === null) return null;
  // Recalibrated statistics are a cumulative average of what they were made of: nothing is left of a start.
  const updates = layer?.recalibration === undefined ? loaded : { numBatchesTracked: 1 };
  return trainEvalGap({
    batch: { mean, variance, count },
    running: { mean: loaded.runningMean, variance: loaded.runningVar },
    gamma: new Float64Array(mean.length).fill(1),
    eps,
    trainEps: trainingEps(layer) ?? eps,
    momentum: layer?.recalibration === undefined ? momentumFromFramework(preset, momentum) : null,
    runningVariance: presets[preset].runningVariance,
    numBatchesTracked: updates.numBatchesTracked ?? null,
  });
}
