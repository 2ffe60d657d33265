import { presets } from "../../engine/index.ts";
import type { LayerFile } from "../../documents/layers/index.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import { keptVariance, pooledStatistics } from "../../shared/layer/statistics/pooledStatistics.ts";
import type { FeatureStatistics } from "../../shared/layer/statistics/rankShifts.ts";
import {
  pooledEstimate,
  type RecalibrationChoice,
  type RecalibrationOrigin,
} from "../../shared/layer/statistics/recalibration.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import type { BatchAverage, OtherTensor } from "../compute/compute.ts";
import { withLayer, withoutRecalibration } from "../report/reportInput.ts";
import type { ReportSession } from "../report/reportSession.ts";
import { comparedWith } from "./compareWith.ts";

/**
 * Gives the loaded layer, or a new one, the statistics of the data as its running ones, together with those of further
 * files: what many batches of the same kind would bring it to. Nothing changes where there is no report.
 *
 * @throws Failure COMPARE_MISMATCH for a file with other features
 */
export async function recalibrate(
  session: ReportSession,
  choice = pooledEstimate,
  files: readonly LayerFile[] = [],
): Promise<void> {
  const { snapshot } = session;
  if (snapshot === null) return;
  const estimated = await estimateStatistics(snapshot, choice, files, {
    describe: (file) => session.query("tensor/describe", { file, options: snapshot.options }),
    averageBatches: (batchSize) => session.query("dataset/batchAverage", { batchSize }),
  });
  await session.tryChange((input) => withLayer(input, recalibrated(snapshot, estimated)));
}

/** Takes the last recalibration back: the running statistics are again those that it replaced. */
export async function undoRecalibration(session: ReportSession): Promise<void> {
  const { snapshot } = session;
  if (snapshot?.layer?.recalibration === undefined) return;
  await session.tryChange((input) => withoutRecalibration(input, snapshot.features));
}

/** New running statistics, as the layer keeps them, and what they were made of. */
export interface Estimated extends RecalibrationOrigin {
  readonly runningMean: Float64Array;
  readonly runningVar: Float64Array;
}

/** What is asked of the compute on the way. */
interface RecalibrationQueries {
  describe(file: LayerFile): Promise<OtherTensor>;
  averageBatches(batchSize: number): Promise<BatchAverage>;
}

/**
 * Running statistics from the data of a report, and from further files that hold the same features.
 *
 * @throws Failure COMPARE_MISMATCH for a file with other features; what the compute says of one without numbers
 */
export async function estimateStatistics(
  { features, options }: ReportSnapshot,
  { estimate, batchSize }: RecalibrationChoice,
  files: readonly LayerFile[],
  queries: RecalibrationQueries,
): Promise<Estimated> {
  const kept = presets[options.preset].runningVariance;
  const otherFiles = files.map(({ fileName }) => fileName);
  if (estimate === "batches" && files.length === 0) {
    const { mean, variance, numBatches } = await queries.averageBatches(batchSize);
    return { estimate, numBatches, otherFiles, runningMean: mean, runningVar: variance };
  }
  const parts: FeatureStatistics[] = [features];
  for (const file of files) parts.push(comparedWith(features.names, file.fileName, await queries.describe(file)));
  if (estimate === "batches") {
    const average = (value: (part: FeatureStatistics, c: number) => number): Float64Array =>
      features.mean.map((_, c) => parts.reduce((sum, part) => sum + value(part, c), 0) / parts.length);
    return {
      ...{ estimate, numBatches: parts.length, otherFiles },
      runningMean: average((part, c) => part.mean[c]),
      runningVar: average((part, c) => keptVariance(part.variance[c], part.count[c], kept)),
    };
  }
  const { mean, variance, count } = pooledStatistics(parts);
  const runningVar = variance.map((value, c) => keptVariance(value, count[c], kept));
  return { estimate, numBatches: 1, otherFiles, runningMean: mean, runningVar };
}

/** The layer of a report with new running statistics. γ and β are those of the report. */
export function recalibrated(
  { features, options, layer, source, gap }: ReportSnapshot,
  { runningMean, runningVar, ...origin }: Estimated,
): LoadedLayer {
  return {
    name: layer?.name ?? "",
    fileName: layer?.fileName ?? source.name,
    framework: options.preset,
    numFeatures: features.mean.length,
    gamma: features.gamma.slice(),
    beta: features.beta.slice(),
    runningMean,
    runningVar,
    // No update made these statistics: there is no telling how many would have.
    numBatchesTracked: null,
    eps: options.eps,
    momentum: options.momentum,
    recalibration: {
      origin,
      // Twice is once: what there was before is what the file or a new layer had.
      ...(layer?.recalibration === undefined
        ? {
            before: layer ?? null,
            runningMean: layer?.runningMean ?? features.runningMean,
            runningVar: layer?.runningVar ?? features.runningVar,
            gap: gap?.total ?? null,
          }
        : {
            before: layer.recalibration.before,
            runningMean: layer.recalibration.runningMean,
            runningVar: layer.recalibration.runningVar,
            gap: layer.recalibration.gap,
          }),
    },
  };
}
