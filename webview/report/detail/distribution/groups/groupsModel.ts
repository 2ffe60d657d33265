import { t } from "@vscode/l10n";
import { numGroupsShown, type GroupHistograms, type GroupMoments } from "../../../../../src/shared/report/groups.ts";
import { featureHistogram, type Histogram, type ReportSnapshot } from "../../../../../src/shared/report/report.ts";
import { formatCount, formatMeasured, formatShare, formatWithin } from "../../../../../src/shared/text/numbers.ts";
import {
  afterDomain,
  type Domain,
  histogramDomain,
  identity,
  padded,
  position,
} from "../../../../../src/shared/view/axis.ts";
import { type Affine, type AffineMap, outputMap } from "../../../../../src/shared/view/features.ts";
import { type Band, boxWidth, histogramPath } from "../../../../../src/shared/view/thumbnail.ts";

/** Outlines of more groups than this in one picture cannot be told apart: their means are. */
const mostOutlines = 4;

export const groupPictureHeight = 40;
/** Where the pictures stand. */
export const groupBase = 36;
const band: Band = { top: 2, base: groupBase, closed: true };

/** One group in one picture. */
export interface GroupShape {
  readonly group: number;
  /** "" where only the mean is drawn. */
  readonly outline: string;
  /** A dot at the mean: a line of no length with round ends. */
  readonly mean: string;
}

/** One row: a group of the selected feature, or all groups of a feature. */
export interface GroupRow {
  readonly feature: number;
  /** null: all of them. */
  readonly group: number | null;
  readonly name: string;
  readonly before: readonly GroupShape[];
  readonly after: readonly GroupShape[];
  /** "5.006 ± 0.3489" and what the mean becomes; of all groups what they explain. */
  readonly texts: readonly string[];
  readonly sentence: string;
}

/** What is known about the groups of the chosen column. */
export interface GroupsShown {
  readonly column: string;
  readonly moments: GroupMoments;
  readonly snapshot: ReportSnapshot;
  readonly affine: Affine;
}

/** "setosa", "others (5 groups)", "(empty)". */
export function groupName({ names, others }: GroupMoments, group: number): string {
  if (group === names.length) return t("others ({0} groups)", formatCount(others));
  return names[group] === "" ? t("(empty)") : names[group];
}

/** η² that as many groups explain on average of values that have nothing to do with them: (k − 1) / (m − 1). */
export function explainedByChance({ names, others, count }: GroupMoments, feature: number): number {
  const width = numGroupsShown({ names, others });
  const total = count.subarray(feature * width, (feature + 1) * width).reduce((sum, each) => sum + each, 0);
  return (names.length + others - 1) / (total - 1);
}

/** Features by what the groups explain of them, most first; those of no variance last, the column itself left out. */
export function byExplained({ column, moments, snapshot }: GroupsShown, listed: ArrayLike<number>): number[] {
  const { names } = snapshot.features;
  const rank = (c: number): number => (Number.isNaN(moments.explained[c]) ? -1 : moments.explained[c]);
  return Array.from(listed)
    .filter((c) => names[c] !== column)
    .sort((a, b) => rank(b) - rank(a) || a - b);
}

/** The groups of one feature, a row each. `histograms` holds that feature's alone; null: not there yet. */
export function rowsOfFeature(shown: GroupsShown, feature: number, histograms: GroupHistograms | null): GroupRow[] {
  const { moments, snapshot, affine } = shown;
  const width = numGroupsShown(moments);
  const map = outputMap(snapshot, affine, feature);
  const [before, after] = domains(shown, feature);
  return Array.from({ length: width }, (_, group): GroupRow => {
    const [mean, deviation] = momentsOf(moments, feature, group);
    const newDeviation = Math.abs(map.scale) * deviation;
    const became = map.scale * mean + map.shift;
    const histogram = histograms && featureHistogram(histograms, group);
    const values = t("{0} values", formatCount(moments.count[feature * width + group]));
    const texts = [plusMinus(mean, deviation), plusMinus(became, newDeviation)];
    return {
      feature,
      group,
      name: groupName(moments, group),
      before: [shape(group, histogram, mean, before, identity)],
      after: [shape(group, histogram, mean, after, map)],
      texts: [values, ...texts],
      sentence: t(
        "{0}: {1}, mean ± standard deviation {2} before, {3} after",
        groupName(moments, group),
        values,
        ...texts,
      ),
    };
  });
}

/** Features with all their groups in a picture each, before and after. */
export function rowsOfFeatures(
  shown: GroupsShown,
  features: readonly number[],
  histograms: GroupHistograms | null,
): GroupRow[] {
  const { column, moments, snapshot, affine } = shown;
  const width = numGroupsShown(moments);
  return features.map((feature, row): GroupRow => {
    const map = outputMap(snapshot, affine, feature);
    const [before, after] = domains(shown, feature);
    const shapes = (domain: Domain, by: AffineMap): GroupShape[] =>
      Array.from({ length: width }, (_, group) => {
        const [mean] = momentsOf(moments, feature, group);
        const histogram =
          histograms === null || width > mostOutlines ? null : featureHistogram(histograms, row * width + group);
        return shape(group, histogram, mean, domain, by);
      });
    const name = snapshot.features.names[feature];
    const explained = explainedText(moments.explained[feature]);
    return {
      feature,
      group: null,
      name,
      before: shapes(before, identity),
      after: shapes(after, map),
      texts: [explained],
      sentence: t("{0}: {1} explains {2} of its variance", name, column, explained),
    };
  });
}

/** η² as a share; a dash where nothing varies. */
export function explainedText(explained: number): string {
  return Number.isNaN(explained) ? "–" : formatShare(explained, 1);
}

/** What the groups explain, in a sentence: of the selected feature, or of the one with most and the one with least. */
export function explainedSentence(shown: GroupsShown, selected: number): string | null {
  const { column, moments, snapshot } = shown;
  const { names } = snapshot.features;
  const ranked = byExplained(
    shown,
    names.map((_, c) => c),
  ).filter((c) => !Number.isNaN(moments.explained[c]));
  const share = (c: number): string => explainedText(moments.explained[c]);
  const chance = (c: number): string => formatShare(explainedByChance(moments, c), 1);
  const kept = t("Batch norm keeps that: it moves and scales all groups of a feature alike.");
  if (selected >= 0) {
    if (names[selected] === column || Number.isNaN(moments.explained[selected])) return null;
    const [name, explained, expected] = [names[selected], share(selected), chance(selected)];
    return `${t("{0} explains {1} of the variance of {2} (η²; by chance it would be about {3}).", column, explained, name, expected)} ${kept}`;
  }
  if (ranked.length === 0) return null;
  const [most, least] = [ranked[0], ranked[ranked.length - 1]];
  const sentence =
    ranked.length === 1
      ? t(
          "{0} explains {1} of the variance of {2} (η²; by chance it would be about {3}).",
          column,
          share(most),
          names[most],
          chance(most),
        )
      : t(
          "{0} explains most of {1}: {2} of its variance (η²), and least of {3}: {4}. By chance it would be about {5}.",
          column,
          names[most],
          share(most),
          names[least],
          share(least),
          chance(most),
        );
  return `${sentence} ${kept}`;
}

/** The axes of a feature: its own before, that of all features after. */
export function domains({ snapshot, affine }: GroupsShown, feature: number): [before: Domain, after: Domain] {
  const whole = featureHistogram(snapshot.features.histograms, feature);
  return [padded(histogramDomain(whole)), afterDomain(snapshot, affine)];
}

function momentsOf(moments: GroupMoments, feature: number, group: number): [mean: number, deviation: number] {
  const at = feature * numGroupsShown(moments) + group;
  return [moments.mean[at], Math.sqrt(moments.variance[at])];
}

function shape(group: number, histogram: Histogram | null, mean: number, domain: Domain, map: AffineMap): GroupShape {
  const at = Math.round(position(mean * map.scale + map.shift, domain) * boxWidth * 10) / 10;
  return {
    group,
    outline: histogram === null ? "" : histogramPath(histogram, domain, band, map),
    mean: Number.isFinite(at) ? `M${at} ${band.base}h0` : "",
  };
}

function plusMinus(mean: number, deviation: number): string {
  return `${formatWithin(mean, deviation)} ± ${formatMeasured(deviation)}`;
}
