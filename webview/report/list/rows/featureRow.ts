import { t } from "@vscode/l10n";
import { html, nothing, svg, type TemplateResult } from "lit";
import {
  formatCount,
  formatShare,
  formatShortParameter,
  formatVariance,
  zeroIfRounding,
} from "../../../../src/shared/text/numbers.ts";
import { featureHistogram, type Histogram, type ReportSnapshot } from "../../../../src/shared/report/report.ts";
import type { HoverContent } from "../../../common/controls/hover.ts";
import { icon, type IconName } from "../../../common/icons.ts";
import type { ListColumn, NumberColumn } from "../listColumns.ts";
import { type Domain, histogramDomain, identity, padded, type Tick } from "../../../../src/shared/view/axis.ts";
import {
  type Affine,
  type AffineMap,
  hasMissing,
  isConstant,
  outputMap,
  outputMean,
} from "../../../../src/shared/view/features.ts";
import type { ColumnFormat } from "./columnFormat.ts";
import { outputPieces } from "../../flow/flowPieces.ts";
import { pictureLabel, valueHover } from "../hovers.ts";
import { columnValue } from "../../store/rows.ts";
import { overflowOf, overflowPath } from "../../../../src/shared/view/overflow.ts";
import { type Band, boxWidth, guidePath, histogramPath } from "../../../../src/shared/view/thumbnail.ts";

/** Pictures of a row fill it, so that guides run through; the shapes stand a little inside. */
const height = 28;
const band: Band = { top: 3, base: 26.5, closed: true };

/** What all rows of a list are drawn with. */
export interface RowContext {
  readonly snapshot: ReportSnapshot;
  readonly affine: Affine;
  /** Axes that all pictures share; null where each of x has its own. Those of y always share one: 0 ± 1 is the point. */
  readonly domains: { readonly before: Domain | null; readonly after: Domain };
  readonly ticks: { readonly before: readonly Tick[]; readonly after: readonly Tick[] };
  /** y of all features together, where γ or β differ between them. */
  readonly pooledHistogram: () => Histogram;
  /** Characters of the longest measured number. */
  readonly longestNumber: number;
  /** Characters of the longest name. */
  readonly longestName: number;
  /** How the values of a column of measured values are written. */
  readonly formats: (column: NumberColumn) => ColumnFormat;
}

/** One cell of a feature's row; c = −1 is the row of all features. */
export function cell(context: RowContext, column: ListColumn, c: number) {
  if (column === "name") {
    return c < 0 ? html`<span class="ellipsis">${t("All features")}</span>` : nameCell(context, c);
  }
  if (column === "before") {
    return picture("input", context.ticks.before, context.domains.before, drawnBefore(context, c));
  }
  if (column === "after") {
    return picture("output", context.ticks.after, context.domains.after, drawnAfter(context, c));
  }
  return c < 0 ? allFeatures(context, column) : html`${numberText(context, column, c)}`;
}

/** What a cell says to a screen reader where its text does not: the pictures. */
export function cellLabel(context: RowContext, column: ListColumn, c: number): string | undefined {
  if (column !== "before" && column !== "after") return undefined;
  const beyond = beyondSentence(context, column, c);
  const label = rangeLabel(context, column, c);
  return beyond === "" ? label : t("{0}; {1}", label, beyond);
}

function rangeLabel({ snapshot, affine }: RowContext, column: "before" | "after", c: number): string {
  const { features, pooled } = snapshot;
  if (column === "before") {
    return c < 0
      ? pictureLabel(pooled.input.min, pooled.input.max, pooled.input.mean)
      : pictureLabel(features.min[c], features.max[c], features.mean[c]);
  }
  if (c >= 0) {
    const { scale, shift } = outputMap(snapshot, affine, c);
    const [a, b] = [features.min[c] * scale + shift, features.max[c] * scale + shift];
    const [min, max] = [Math.min(a, b), Math.max(a, b)].map((value) => Number(value.toPrecision(5)));
    return pictureLabel(min, max, outputMean(features, affine, c));
  }
  return t("the output of all features");
}

/** The hover of a cell, where it has more to say than it shows. */
export function cellHover(context: RowContext, column: ListColumn, c: number): (() => HoverContent) | undefined {
  if (column === "before" || column === "after") {
    // What a picture leaves out is told where it is looked at; what it shows needs no words.
    return beyondSentence(context, column, c) === ""
      ? undefined
      : () => ({ text: cellLabel(context, column, c) ?? "" });
  }
  if (c < 0) {
    return undefined;
  }
  if (column === "name") {
    return () => ({
      text: [context.snapshot.features.names[c], ...findings(context, c).map(({ text }) => text)].join(". "),
    });
  }
  return () => valueHover(column, context.snapshot, context.affine, c);
}

/** The text of a number's cell: as hovers, copies and other tables mean it. */
export function numberText(
  { snapshot, affine, formats }: Pick<RowContext, "snapshot" | "affine" | "formats">,
  column: NumberColumn,
  c: number,
): string {
  const { features } = snapshot;
  const value = columnValue(column, features, affine)(c);
  const meanText = (mean: number, deviation: number): string =>
    formats(column)(zeroIfRounding(mean, deviation), deviation);
  switch (column) {
    case "gamma":
    case "beta":
      return formatShortParameter(value);
    case "outliers":
      return formatShare(features.outliers[c], features.count[c]);
    case "outputVariance":
      return value > 0.9 && value < 1 ? formatVariance(value) : formats(column)(value);
    case "mean":
      return meanText(value, Math.sqrt(features.usedVariance[c]));
    case "batchMean":
      return meanText(value, Math.sqrt(features.variance[c]));
    case "variance":
    case "batchVariance":
      return formats(column)(value);
    case "outputMean":
      return formats(column)(zeroIfRounding(value));
  }
}

function allFeatures({ snapshot: { pooled } }: RowContext, column: NumberColumn) {
  return column === "outliers"
    ? html`${formatShare(pooled.normalized.outliers, pooled.normalized.count)}`
    : html`<span class="secondary" aria-label=${t("one per feature")}>–</span>`;
}

function nameCell(context: RowContext, c: number) {
  return html`${nameText(context.snapshot.features.names[c])}${findings(context, c).map(
    ({ name, text }) => html`${icon(name, { severity: true })}<span class="sr">, ${text}</span>`,
  )}`;
}

/** Names that may be cut keep so many characters of their end, where names that begin alike differ. */
const keptEnd = 7;
const longName = 16;

/** A name that is cut in its middle where it has no room. */
function nameText(name: string): TemplateResult {
  if (name.length <= longName) return html`<span class="ellipsis">${name}</span>`;
  return html`<span class="sr">${name}</span
    ><span class="cut" aria-hidden="true"
      ><span class="ellipsis">${name.slice(0, -keptEnd)}</span><span class="end">${name.slice(-keptEnd)}</span></span
    >`;
}

/** What is particular about a feature: a fact, not an alarm. */
function findings({ snapshot: { features } }: RowContext, c: number): { name: IconName; text: string }[] {
  const found: { name: IconName; text: string }[] = [];
  if (isConstant(features, c)) {
    found.push({ name: "info", text: t("Constant: there is nothing to normalize, its output is β") });
  }
  if (hasMissing(features, c)) {
    const counts = [
      [features.missing[c], t("missing")],
      [features.nan[c], "NaN"],
      [features.infinite[c], "Infinity"],
    ] as const;
    const text = counts.flatMap(([count, what]) => (count > 0 ? [`${formatCount(count)} ${what}`] : [])).join(", ");
    // As the notices have it: one that is not finite spoils the feature, one that is missing does not.
    const isSpoiled = features.nan[c] + features.infinite[c] > 0;
    found.push({ name: isSpoiled ? "warning" : "info", text });
  }
  return found;
}

/** The axis of a picture that has its own. */
function ownDomain(histogram: Histogram, map?: AffineMap): Domain {
  return padded(histogramDomain(histogram, map));
}

/** A histogram of a row, and how its values are mapped to where it is drawn. */
interface Drawn {
  readonly histogram: Histogram;
  readonly map: AffineMap;
}

function drawnBefore({ snapshot }: RowContext, c: number): Drawn {
  const histogram = c < 0 ? snapshot.pooled.input.histogram : featureHistogram(snapshot.features.histograms, c);
  return { histogram, map: identity };
}

function drawnAfter({ snapshot, affine, pooledHistogram }: RowContext, c: number): Drawn {
  const pieces = outputPieces({ snapshot, affine, scope: c });
  return pieces.length === 1 ? pieces[0] : { histogram: pooledHistogram(), map: identity };
}

/** "1 value lies beyond the picture", or "". */
function beyondSentence(context: RowContext, column: "before" | "after", c: number): string {
  const { histogram, map } = column === "before" ? drawnBefore(context, c) : drawnAfter(context, c);
  const { left, right } = overflowOf(histogram, context.domains[column] ?? ownDomain(histogram, map), map);
  const count = left + right;
  if (count === 0) return "";
  return count === 1
    ? t("1 value lies beyond the picture")
    : t("{0} values lie beyond the picture", formatCount(count));
}

function picture(series: "input" | "output", ticks: readonly Tick[], domain: Domain | null, { histogram, map }: Drawn) {
  const shown = domain ?? ownDomain(histogram, map);
  const beyond = overflowPath(overflowOf(histogram, shown, map), height);
  const guides = domain === null ? [] : ticks.filter(({ value }) => value !== 0 || series === "input");
  const zero = domain !== null && series === "output" && domain.min < 0 && domain.max > 0;
  return html`<svg class="picture" viewBox="0 0 ${boxWidth} ${height}" preserveAspectRatio="none" aria-hidden="true">
    ${
      domain === null
        ? nothing
        : svg`<path class="guide" d=${guidePath(
            guides.map(({ value }) => value),
            domain,
            height,
          )}></path>`
    }
    ${zero ? svg`<path class="zero" d=${guidePath([0], domain, height)}></path>` : nothing}
    <path class=${series} d=${histogramPath(histogram, shown, band, map)}></path>
    ${beyond === "" ? nothing : svg`<path class="beyond" d=${beyond}></path>`}
  </svg>`;
}
