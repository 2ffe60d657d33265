import type { DistributionBase, DistributionOutput, SeriesName } from "../../charts/distributionModel.ts";
import type { Outline, Point } from "../../charts/outline.ts";
import { css, type Palette } from "../../charts/palette.ts";
import { csvText } from "../exports.ts";
import { type StatisticRow, statisticNames } from "../model/statisticsModel.ts";

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

/** The histograms as an SVG in the theme's colours. */
export function distributionSvg(
  base: DistributionBase,
  output: DistributionOutput,
  palette: Palette,
  [width, height]: readonly [width: number, height: number],
): string {
  const margin = 24;
  const { bottom, top, peak } = output;
  const place =
    (range: { min: number; max: number }) =>
    (point: Point): string => {
      const x = ((point.x - range.min) / (range.max - range.min)) * width;
      const y = (height - margin) * (1 - point.y / (peak * 1.06));
      return `${x.toFixed(2)} ${y.toFixed(2)}`;
    };
  const path = (name: SeriesName, points: readonly Point[], fill: number): string => {
    if (base.view.hidden.includes(name) || points.length === 0) {
      return "";
    }
    const at = place(name === "input" && top !== null ? top : bottom);
    const dash = name === "reference" ? ' stroke-dasharray="1.5 3"' : "";
    return `<path d="M${points.map(at).join("L")}" stroke="${css(palette[name])}" fill="${fill > 0 ? css(palette[name]) : "none"}" fill-opacity="${fill}" stroke-width="1.5"${dash}/>`;
  };
  const corners = ({ points, spikeAt }: Outline): readonly Point[] =>
    spikeAt === null ? points : [0, peak].map((y) => ({ x: spikeAt, y }));
  const baseline = `<path d="M0 ${height - margin}H${width}" stroke="${css(palette.zero)}"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" fill="${css(palette.background)}"/>`,
    path("input", corners(base.inputOutline), 0.25),
    path("output", corners(output.outputOutline), 0.4),
    path("normalized", corners(base.normalizedOutline), 0),
    path("reference", base.reference, 0),
    baseline,
    ...ticks(bottom).map((value) => {
      const [x] = place(bottom)({ x: value, y: 0 }).split(" ");
      return `<text x="${x}" y="${height - 8}" text-anchor="middle" font-size="11" font-family="sans-serif" fill="${css(palette.dimText)}">${value}</text>`;
    }),
    "</svg>",
  ].join("\n");
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

/** Round numbers inside a range, about six. */
function ticks({ min, max }: { min: number; max: number }): number[] {
  const rough = (max - min) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((it) => it >= rough) ?? rough;
  const values: number[] = [];
  for (let value = Math.ceil(min / step) * step; value <= max; value += step) {
    values.push(Number(value.toPrecision(10)));
  }
  return values;
}
