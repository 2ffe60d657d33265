import type { Histogram } from "../../../../src/shared/report/report.ts";
import type { DistributionOutput } from "../../charts/distributionModel.ts";
import type { DistributionBase } from "../../charts/distributionBase.ts";
import { type Outline, totalCount } from "../../charts/outline.ts";
import { csvText } from "../../../common/exports.ts";

type Row = readonly [from: number, to: number, count: number, density: number];

/** The histograms as one tidy table: a row for each bin of each series. The statistics are in that of all features. */
export function distributionCsv(base: DistributionBase, { gamma, beta, outputOutline }: DistributionOutput): string {
  const series = {
    x: binRows(base.inputHistogram, 1, 0),
    normalized: binRows(base.normalizedHistogram, 1, 0),
    // Features with different γ and β have no bins in common: theirs is the outline that is drawn.
    y: Number.isNaN(gamma + beta)
      ? outlineRows(outputOutline, totalCount(base.normalizedHistogram), base.view.height)
      : binRows(base.normalizedHistogram, gamma, beta),
  };
  const feature = base.feature < 0 ? "all features" : base.name;
  return csvText([
    ["feature", "series", "from", "to", "count", "density"],
    ...Object.entries(series).flatMap(([name, rows]) => rows.map((row) => [feature, name, ...row])),
  ]);
}

/** The bins after v ↦ scale · v + shift, in rising order. All values that are one have no width, and no density. */
export function binRows(histogram: Histogram, scale: number, shift: number): Row[] {
  const { start, width, counts } = histogram;
  const total = totalCount(histogram);
  const size = Math.abs(width * scale);
  const rows = Array.from(counts, (count, k): Row => {
    const edges = [start + k * width, start + (k + 1) * width].map((edge) => edge * scale + shift);
    return [Math.min(...edges), Math.max(...edges), count, count / (total * size)];
  });
  return scale < 0 ? rows.reverse() : rows;
}

function outlineRows({ points }: Outline, total: number, height: "density" | "count"): Row[] {
  return points.slice(1).flatMap(({ x, y }, i): Row[] => {
    const from = points[i].x;
    if (points[i].y !== y || !(y > 0) || x <= from) return [];
    const count = height === "count" ? y : y * (x - from) * total;
    return [[from, x, count, count / (total * (x - from))]];
  });
}
