import { featureHistogram, type ReportSnapshot } from "../../shared/report/report.ts";
import { afterDomain, beforeDomain, type Domain, histogramDomain, padded } from "../../shared/view/axis.ts";
import { differInScale, outputMap, type AffineMap } from "../../shared/view/features.ts";
import { boxWidth, guidePath, histogramPath } from "../../shared/view/thumbnail.ts";
import { escapeHtml } from "./escapeHtml.ts";
import { htmlCharts } from "./htmlCharts.ts";
import { reportText } from "./reportTable.ts";

const pictureHeight = 24;
const band = { top: 1, base: pictureHeight };

const style = `
:root { color-scheme: light dark; --before: #1a66b8; --after: #2e7d32; --line: #8884; }
@media (prefers-color-scheme: dark) { :root { --before: #59a4f9; --after: #89d185; } }
body { font: 14px/1.5 system-ui, sans-serif; max-width: 1200px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 2px 10px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; }
.table { overflow-x: auto; }
td svg { display: block; width: 120px; height: 24px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr)); gap: 0 24px; }
figure { margin: 0 0 12px; }
figcaption { font-size: 12px; font-variant-numeric: tabular-nums; opacity: 0.75; }
h3 { font-size: 1rem; margin: 12px 0 4px; overflow-wrap: anywhere; }
p { overflow-wrap: anywhere; }
.chart { display: block; width: 100%; height: auto; }
.chart text { font: 11px system-ui, sans-serif; fill: currentColor; opacity: 0.75; }
.axis, .tick { stroke: currentColor; stroke-opacity: 0.5; }
.beyond { stroke: currentColor; stroke-width: 1.5; stroke-dasharray: 2 2; }
path { vector-effect: non-scaling-stroke; fill: none; }
.before { stroke: var(--before); fill: color-mix(in srgb, var(--before) 30%, transparent); }
.after { stroke: var(--after); fill: color-mix(in srgb, var(--after) 45%, transparent); }
.zero { stroke: var(--line); }
`;

/**
 * A report as one HTML file that needs nothing else: its sentences, and the table of features with a picture of each
 * before and after, and their distributions with axes. Texts of the file are escaped, and the page's policy lets no script run.
 */
export function reportHtml(snapshot: ReportSnapshot, language = "en"): string {
  const { title, lines, header, rows } = reportText(snapshot);
  const { features } = snapshot;
  // As on the page: on one axis, features of very different scales would be slivers.
  const common = differInScale(features) ? null : beforeDomain(snapshot);
  const after = afterDomain(snapshot, features);
  const head = header.flatMap((name, i) => (i === 0 ? [name, "x", "y"] : [name]));
  const body = rows.map(([name, ...numbers], c) => {
    const histogram = featureHistogram(features.histograms, c);
    const before = common ?? padded(histogramDomain(histogram));
    const pictures = [
      picture("before", histogramPath(histogram, before, band), before),
      picture("after", histogramPath(histogram, after, band, mapOf(snapshot, c)), after),
    ];
    const cells = [escapeHtml(name), ...pictures, ...numbers.map(escapeHtml)];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("\n")}
<div class="table"><table>
<thead><tr>${head.map((name) => `<th>${escapeHtml(name)}</th>`).join("")}</tr></thead>
<tbody>
${body.join("\n")}
</tbody>
</table></div>
${htmlCharts(snapshot)}
</body>
</html>
`;
}

function mapOf(snapshot: ReportSnapshot, c: number): AffineMap {
  return outputMap(snapshot, snapshot.features, c);
}

function picture(series: "before" | "after", path: string, domain: Domain): string {
  const zero = series === "after" ? `<path class="zero" d="${guidePath([0], domain, pictureHeight)}"/>` : "";
  const box = `viewBox="0 0 ${boxWidth} ${pictureHeight}" preserveAspectRatio="none"`;
  return `<svg ${box} aria-hidden="true">${zero}<path class="${series}" d="${path}"/></svg>`;
}
