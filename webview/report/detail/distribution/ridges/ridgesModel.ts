import { t } from "@vscode/l10n";
import { formatMeasured, formatWithin, zeroIfRounding } from "../../../../../src/shared/text/numbers.ts";
import { featureHistogram, type ReportSnapshot } from "../../../../../src/shared/report/report.ts";
import {
  afterDomain,
  beforeDomain,
  type Domain,
  histogramDomain,
  padded,
  position,
  union,
} from "../../../../../src/shared/view/axis.ts";
import { type Affine, isConstant, outputMap, outputMean } from "../../../../../src/shared/view/features.ts";
import { hasOwnAxes } from "../../../list/ownAxes.ts";
import type { PageView } from "../../../store/pageView.ts";
import { visibleFeatures } from "../../../store/rows.ts";
import { outputDeviation } from "../../../../../src/shared/view/glance.ts";
import { type Band, boxWidth, histogramPath } from "../../../../../src/shared/view/thumbnail.ts";

/** One feature's row: its distribution before and after as paths of a picture, and its numbers in words. */
export interface Ridge {
  readonly feature: number;
  readonly name: string;
  readonly before: RidgePaths;
  readonly after: RidgePaths;
  /** "5.8433 ± 0.8253": the axis of x is the feature's own, so its numbers stand beside it. */
  readonly beforeText: string;
  readonly afterText: string;
  /** The row in a sentence, for hovers and screen readers. */
  readonly sentence: string;
}

export interface RidgePaths {
  readonly outline: string;
  /** Mean ± one standard deviation, a bar on the base line with a mark at the mean. */
  readonly bracket: string;
}

/** Height of a ridge's picture; its base line is level with the foot of its row. */
export const ridgeHeight = 40;
const band: Band = { top: 2, base: 38.5, closed: true };
/** How far the mark of the mean reaches up from the base line. */
const meanMark = 9;

/** What the ridges show: some rows, and the axes that they share. */
export interface RidgesView {
  readonly rows: readonly Ridge[];
  /** Rows that the list's filter lets through, shown or not. */
  readonly numListed: number;
  /** null: each row has its own axis before. */
  readonly before: Domain | null;
  readonly after: Domain;
}

/** The rows in the order of the list, at most so many and a few more: those are no longer than a button that offers them. */
export function ridgesView(snapshot: ReportSnapshot, view: PageView, affine: Affine, most: number): RidgesView {
  const listed = visibleFeatures(snapshot, affine, view.filter, view.sort);
  const shown = listed.length <= most + 4 ? listed : listed.subarray(0, most);
  const before = hasOwnAxes(view, snapshot) ? null : beforeDomain(snapshot);
  const after = afterDomain(snapshot, affine);
  return { rows: ridges(snapshot, affine, shown, before, after), numListed: listed.length, before, after };
}

/**
 * The ridges of some features, in their order.
 *
 * @param common the axis of x that all of them share; null: each has its own
 * @param after the axis of y, which they always share
 */
export function ridges(
  snapshot: ReportSnapshot,
  affine: Affine,
  shown: ArrayLike<number>,
  common: Domain | null,
  after: Domain,
): Ridge[] {
  return Array.from(shown, (c) => ridge(snapshot, affine, c, common, after));
}

function ridge(snapshot: ReportSnapshot, affine: Affine, c: number, common: Domain | null, after: Domain): Ridge {
  const { features } = snapshot;
  const histogram = featureHistogram(features.histograms, c);
  const map = outputMap(snapshot, affine, c);
  const [mean, deviation] = [features.mean[c], Math.sqrt(features.variance[c])];
  const [newMean, newDeviation] = [outputMean(features, affine, c), outputDeviation(features, affine, c)];
  const own = common ?? ownDomain(histogramDomain(histogram), mean, deviation);
  const beforeText = plusMinus(mean, deviation);
  const afterText = plusMinus(newMean, newDeviation);
  return {
    feature: c,
    name: features.names[c],
    before: { outline: histogramPath(histogram, own, band), bracket: bracket(mean, deviation, own) },
    after: { outline: histogramPath(histogram, after, band, map), bracket: bracket(newMean, newDeviation, after) },
    beforeText,
    afterText,
    sentence: isConstant(features, c)
      ? t(
          "{0}: constant at {1}; nothing to normalize, its output is {2}",
          features.names[c],
          formatMeasured(mean),
          formatMeasured(newMean),
        )
      : t("{0}: mean ± standard deviation {1} before, {2} after", features.names[c], beforeText, afterText),
  };
}

/** A feature's own axis holds its mean ± σ as well: a robust histogram may end before. */
function ownDomain(histogram: Domain, mean: number, deviation: number): Domain {
  const spread = { min: mean - deviation, max: mean + deviation };
  return padded(Number.isFinite(spread.max - spread.min) ? union(histogram, spread) : histogram);
}

function bracket(mean: number, deviation: number, domain: Domain): string {
  if (!Number.isFinite(mean + deviation)) return "";
  const at = (value: number): number => Math.round(position(value, domain) * boxWidth * 10) / 10;
  return `M${at(mean - deviation)} ${band.base}H${at(mean + deviation)}M${at(mean)} ${band.base}v${-meanMark}`;
}

function plusMinus(mean: number, deviation: number): string {
  return `${formatWithin(zeroIfRounding(mean, deviation), deviation)} ± ${formatMeasured(deviation)}`;
}
