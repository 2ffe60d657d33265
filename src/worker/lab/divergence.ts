import { histogramBins, networksOf, probeRows, type DivergenceTrace } from "../../shared/lab/run.ts";
import type { LabSettings } from "../../shared/lab/settings.ts";
import type { LabData } from "./labData.ts";
import { Lane, labPrecision } from "./lane.ts";
import { activationsOf, layerMoments, uselessShare } from "./measures.ts";
import { layerHistogram } from "./probe.ts";
import { firstRows, splitRows } from "./split.ts";
import { numOutputs } from "./task.ts";

/** Steps before the end that are looked at. */
const lastSteps = 9;

/** How a lane grew until its loss was no longer finite: it is trained once more, as the same seed does the same. */
export function traceDivergence(
  { runId, network, seed, divergedAt }: { runId: number; network: number; seed: number; divergedAt: number },
  settings: LabSettings,
  data: LabData,
): DivergenceTrace {
  const { depth, activation, standardize } = settings;
  const split = splitRows(data, seed, { standardize, dtype: labPrecision });
  const lane = new Lane(networksOf(settings)[network], settings, split, numOutputs(data.summary), seed);
  const rows = firstRows(split.training, probeRows);
  const ranges = new Float64Array(depth).fill(6);
  const steps: number[] = [];
  const std: number[] = [];
  const useless: number[] = [];
  const outside: number[] = [];
  const histograms: Uint32Array[] = [];
  const losses: number[] = [];
  while (lane.divergedAt === null && lane.step <= divergedAt) {
    if (lane.step > divergedAt - lastSteps) {
      const { entering } = activationsOf(lane.network, rows.input);
      const moments = entering.map(layerMoments);
      if (moments.every((layer) => Number.isFinite(layer.std))) {
        steps.push(lane.step);
        std.push(...moments.map((layer) => layer.std));
        useless.push(...entering.map((layer) => uselessShare(layer, activation)));
        for (const [layer, tensor] of entering.entries()) {
          const counted = layerHistogram(tensor, ranges[layer]);
          histograms.push(counted.all);
          outside.push(counted.outside);
        }
      }
    }
    lane.train();
    losses.push(lane.lastLoss);
  }
  const all = new Uint32Array(histograms.length * histogramBins);
  histograms.forEach((counts, k) => {
    all.set(counts, k * histogramBins);
  });
  return {
    runId,
    network,
    seed,
    steps: Int32Array.from(steps),
    std: Float64Array.from(std),
    useless: Float64Array.from(useless),
    ranges,
    histograms: all,
    outside: Uint32Array.from(outside),
    losses: Float64Array.from(losses),
  };
}
