import { t } from "@vscode/l10n";
import { featureHistogram, type Histogram, type ReportSnapshot } from "../../shared/report/report.ts";
import { formatCount, formatWithin } from "../../shared/text/numbers.ts";
import {
  afterDomain,
  type Domain,
  histogramDomain,
  identity,
  padded,
  position,
  ticksThatFit,
} from "../../shared/view/axis.ts";
import { type AffineMap, outputMap, outputMean } from "../../shared/view/features.ts";
import { outputDeviation } from "../../shared/view/glance.ts";
import { overflowOf, overflowPath } from "../../shared/view/overflow.ts";
import { boxWidth, guidePath, histogramPath } from "../../shared/view/thumbnail.ts";
import { escapeHtml } from "./escapeHtml.ts";

/** More charts than this would make a file that no browser likes. */
const mostFeatures = 200;

const width = 340;
const plotHeight = 90;
const height = plotHeight + 20;
const band = { top: 4, base: plotHeight, closed: true };

interface Chart {
  readonly series: "before" | "after";
  readonly histogram: Histogram;
  readonly map: AffineMap;
  readonly domain: Domain;
  /** What the chart shows, and its numbers. */
  readonly caption: string;
  /** Values that are marked on the axis. */
  readonly guides: readonly number[];
}

/** Every feature's histogram before and after, each with its axis, as SVG that scales with the page. */
export function htmlCharts(snapshot: ReportSnapshot): string {
  const { features } = snapshot;
  const after = afterDomain(snapshot, features);
  const shown = features.names.slice(0, mostFeatures);
  const figures = shown.map((name, c) => {
    const histogram = featureHistogram(features.histograms, c);
    const deviation = Math.sqrt(features.variance[c]);
    const outDeviation = outputDeviation(features, features, c);
    const before: Chart = {
      ...{ series: "before", histogram, map: identity, domain: padded(histogramDomain(histogram)), guides: [] },
      caption: t("before, x: {0}", meanAndDeviation(features.mean[c], deviation)),
    };
    const output: Chart = {
      ...{ series: "after", histogram, map: outputMap(snapshot, features, c), domain: after, guides: [-1, 0, 1] },
      caption: t("after, y: {0}", meanAndDeviation(outputMean(features, features, c), outDeviation)),
    };
    return `<section><h3>${escapeHtml(name)}</h3><div class="pair">${[before, output].map(figure).join("")}</div></section>`;
  });
  const rest = features.names.length - shown.length;
  const note = rest > 0 ? `<p>${escapeHtml(t("{0} more features are in the table.", formatCount(rest)))}</p>` : "";
  return `<h2>${escapeHtml(t("Distributions"))}</h2>\n${figures.join("\n")}\n${note}`;
}

function meanAndDeviation(mean: number, deviation: number): string {
  return `${formatWithin(Math.abs(mean) < 1e-12 * deviation ? 0 : mean, deviation)} ± ${formatWithin(deviation, deviation)}`;
}

function figure({ series, histogram, map, domain, caption, guides }: Chart): string {
  const overflow = overflowOf(histogram, domain, map);
  const beyond = overflow.left + overflow.right;
  const text = beyond === 0 ? caption : `${caption}; ${t("{0} not drawn", formatCount(beyond))}`;
  const seen = guides.filter((value) => value > domain.min && value < domain.max);
  // The plot is stretched to its place; the texts of the axis are not.
  const plot = `<svg width="${width}" height="${plotHeight}" viewBox="0 0 ${boxWidth} ${plotHeight}" preserveAspectRatio="none">
<path class="zero" d="${guidePath(seen, domain, plotHeight)}"/>
<path class="${series}" d="${histogramPath(histogram, domain, band, map)}"/>
<path class="beyond" d="${overflowPath(overflow, plotHeight)}"/></svg>`;
  const ticks = ticksThatFit(domain, width)
    .map(({ value, label }) => {
      const x = Math.round(position(value, domain) * width);
      const anchor = x < 12 ? "start" : x > width - 12 ? "end" : "middle";
      return `<path class="tick" d="M${x} ${plotHeight}v4"/><text x="${x}" y="${height - 4}" text-anchor="${anchor}">${escapeHtml(label)}</text>`;
    })
    .join("");
  const axis = `<path class="axis" d="M0 ${plotHeight}H${width}"/>${ticks}`;
  const label = escapeHtml(text);
  return `<figure><svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${plot}${axis}</svg><figcaption>${label}</figcaption></figure>`;
}
