import { momentumFromFramework, presets } from "../../engine/index.ts";
import type { TrainEvalGap } from "../../shared/layer/gap.ts";
import { trainingEps, type LoadedLayer } from "../../shared/layer/parameters.ts";
import type { ReportOptions } from "../../shared/options.ts";
import type { FeatureColumns } from "../../shared/report/report.ts";
import { statisticsOf } from "./loadedLayer.ts";
import { trainEvalGap } from "./trainEvalGap.ts";

/**
 * The gap between training and evaluation on the data of a report, with γ = 1: that of a loaded layer, or else of a new
 * one after its first update with these data.
 */
export function snapshotGap(
  { mean, variance, count, runningMean, runningVar }: FeatureColumns,
  { preset, eps, momentum }: ReportOptions,
  layer: LoadedLayer | undefined,
): TrainEvalGap {
  const loaded = statisticsOf(layer);
  return trainEvalGap({
    batch: { mean, variance, count },
    running: { mean: loaded?.runningMean ?? runningMean, variance: loaded?.runningVar ?? runningVar },
    gamma: new Float64Array(mean.length).fill(1),
    eps,
    trainEps: trainingEps(layer) ?? eps,
    momentum: momentumFromFramework(preset, momentum),
    runningVariance: presets[preset].runningVariance,
    numBatchesTracked: loaded === null ? 1 : (loaded.numBatchesTracked ?? null),
  });
}
