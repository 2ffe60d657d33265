import { t } from "@vscode/l10n";
import { featureHistogram, type ReportSnapshot } from "../../../../../src/shared/report/report.ts";
import { type Domain, position, ticksThatFit } from "../../../../../src/shared/view/axis.ts";
import { type Affine, outputMap } from "../../../../../src/shared/view/features.ts";
import { boxWidth } from "../../../../../src/shared/view/thumbnail.ts";
import type { PictureTitle } from "../../../../charts/figures.ts";
import { axisFontSize, css, type Palette, withAlpha } from "../../../../charts/palette.ts";
import { escaped } from "../../../../charts/svgRecording.ts";
import { csvText } from "../../../../common/exports.ts";
import { binRows } from "../distributionExport.ts";
import { type Ridge, ridgeHeight, type RidgePaths, type RidgesView } from "./ridgesModel.ts";

/** Columns of the picture in pixels: names, pictures before, μ ± σ, pictures after. */
const margin = 16;
const nameWidth = 150;
const pictureWidth = 300;
const numberWidth = 140;
const beforeLeft = margin + nameWidth;
const afterLeft = beforeLeft + pictureWidth + numberWidth;
const width = afterLeft + pictureWidth + margin;
/** Room for the title and the axes above the rows, and from one row to the next. */
const headHeight = 88;
const pitch = 28;

/** A picture that stands by itself. */
export interface RidgesPicture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** The ridges as on the page, with their title, in the theme's colours. */
export function ridgesPicture(
  { rows, before, after }: RidgesView,
  palette: Palette,
  { title, subtitle }: PictureTitle,
): RidgesPicture {
  const height = headHeight + rows.length * pitch + margin;
  const text = (content: string, x: number, y: number, look = `fill="${css(palette.text)}"`): string =>
    `<text x="${x}" y="${y}" ${look}>${escaped(content)}</text>`;
  const dim = `fill="${css(palette.dimText)}"`;
  const bold = `fill="${css(palette.text)}" font-weight="bold"`;
  const axis = (domain: Domain, left: number): string =>
    ticksThatFit(domain, pictureWidth)
      .map(({ value, label }) => {
        const x = left + position(value, domain) * pictureWidth;
        return text(label, x, headHeight - 12, `${dim} text-anchor="middle"`);
      })
      .join("");
  const row = (ridge: Ridge, i: number): string => {
    const foot = headHeight + (i + 1) * pitch;
    return [
      text(ridge.name, margin, foot - 6),
      shape(ridge.before, palette, "input", beforeLeft, foot),
      text(ridge.beforeText, afterLeft - 12, foot - 6, `${dim} text-anchor="end"`),
      shape(ridge.after, palette, "output", afterLeft, foot),
    ].join("");
  };
  const marks = [-1, 0, 1].map((value) => {
    const x = afterLeft + position(value, after) * pictureWidth;
    const dash = value === 0 ? "" : ' stroke-dasharray="2 3"';
    return `<path d="M${x} ${headHeight - 6}V${height - margin}" stroke="${css(withAlpha(palette.text, 0.5))}"${dash}/>`;
  });
  const content = [
    `<rect width="${width}" height="${height}" fill="${css(palette.background)}"/>`,
    text(title, margin, 24, bold),
    text(subtitle, margin, 42, dim),
    text(t("Before"), beforeLeft, 62, bold),
    text(t("After"), afterLeft, 62, bold),
    before === null ? text(t("each its own axis"), beforeLeft, headHeight - 12, dim) : axis(before, beforeLeft),
    text("μ ± σ", afterLeft - 12, headHeight - 12, `${dim} text-anchor="end"`),
    axis(after, afterLeft),
    ...rows.map(row),
    ...marks,
  ];
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const font = `font-family="${escaped(palette.fontFamily).replaceAll('"', "&quot;")}" font-size="${axisFontSize}"`;
  return { svg: `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font}>${content.join("")}</svg>\n`, width, height };
}

/** An outline and its bar, stretched from their box to the picture's width, standing on the foot of their row. */
function shape(
  { outline, bracket }: RidgePaths,
  palette: Palette,
  series: "input" | "output",
  left: number,
  foot: number,
): string {
  const place = `translate(${left} ${foot - ridgeHeight}) scale(${pictureWidth / boxWidth} 1)`;
  const stroke = `stroke="${css(palette[series])}" vector-effect="non-scaling-stroke"`;
  return `<g transform="${place}"><path d="${outline}" ${stroke} fill="${css(withAlpha(palette[series], 0.35))}"/><path d="${bracket}" ${stroke} stroke-width="3" fill="none"/></g>`;
}

/** The distributions of all features as one tidy table: a row for each bin of each feature, before and after. */
export function ridgesCsv(snapshot: ReportSnapshot, affine: Affine): string {
  const { features } = snapshot;
  const rows = features.names.flatMap((name, c) => {
    const histogram = featureHistogram(features.histograms, c);
    const { scale, shift } = outputMap(snapshot, affine, c);
    return [
      ...binRows(histogram, 1, 0).map((row) => [name, "x", ...row]),
      ...binRows(histogram, scale, shift).map((row) => [name, "y", ...row]),
    ];
  });
  return csvText([["feature", "series", "from", "to", "count", "density"], ...rows]);
}
