import type { DistributionBase, DistributionOutput } from "../../charts/distributionModel.ts";
import type { Outline } from "../../charts/outline.ts";
import { csvText } from "../../../common/exports.ts";
import { type StatisticRow, statisticNames } from "./statisticsModel.ts";

/** The histograms as a table, one row a bin with its edges in x, x̂ and y, then the statistics. */
export function distributionCsv(
  base: DistributionBase,
  { gamma, beta, outputOutline }: DistributionOutput,
  statistics: readonly StatisticRow[],
): string {
  const rows: (string | number)[][] = [];
  const { inputHistogram, normalizedHistogram } = base;
  if (base.feature >= 0) {
    rows.push(["x_from", "x_to", "normalized_from", "normalized_to", "y_from", "y_to", "count"]);
    for (let k = 0; k < inputHistogram.counts.length; k++) {
      const edges = [k, k + 1].map((edge) => normalizedHistogram.start + edge * normalizedHistogram.width);
      rows.push([
        inputHistogram.start + k * inputHistogram.width,
        inputHistogram.start + (k + 1) * inputHistogram.width,
        ...edges,
        ...edges.map((edge) => gamma * edge + beta).sort((a, b) => a - b),
        inputHistogram.counts[k],
      ]);
    }
  } else {
    rows.push(["series", "from", "to", "density"]);
    const outlines = { input: base.inputOutline, normalized: base.normalizedOutline, output: outputOutline };
    for (const [series, shape] of Object.entries(outlines)) {
      rows.push(...steps(shape).map(({ from, to, height }) => [series, from, to, height]));
    }
  }
  rows.push([], ["statistic", "x", "normalized", "y"]);
  statisticNames.forEach((name, i) => {
    rows.push([name, ...statistics.map(({ cells }) => cells[i].value)]);
  });
  return csvText(rows);
}

function steps({ points, spikeAt }: Outline): { from: number; to: number; height: number }[] {
  if (spikeAt !== null) {
    return [{ from: spikeAt, to: spikeAt, height: Infinity }];
  }
  const found: { from: number; to: number; height: number }[] = [];
  for (let i = 1; i < points.length; i++) {
    if (points[i].y === points[i - 1].y && points[i].y > 0) {
      found.push({ from: points[i - 1].x, to: points[i].x, height: points[i].y });
    }
  }
  return found;
}
