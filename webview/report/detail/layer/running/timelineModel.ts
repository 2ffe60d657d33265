import { t } from "@vscode/l10n";
import type { TimelineAnswer } from "../../../../../src/shared/layer/statistics/timeline.ts";
import { startingWeight, updatesUntil } from "../../../../../src/shared/layer/statistics/warmUp.ts";
import {
  columnDecimals,
  formatCount,
  formatFixed,
  formatParameter,
  formatShare,
} from "../../../../../src/shared/text/numbers.ts";
import { csvText } from "../../../../common/exports.ts";
import { type Plot, roomy } from "../../../charts/plotChart.ts";

/** What the running statistics follow; null for all features, whose distances go to 0. */
export interface TimelineTarget {
  readonly name: string;
  readonly mean: number;
  readonly variance: number;
}

export interface TimelinePlots {
  readonly means: Plot;
  readonly variances: Plot;
}

/** One update in the table: what is left of the starting values, and the two statistics. */
export interface TimelineRow {
  readonly update: number;
  readonly startLeft: string;
  readonly mean: string;
  readonly variance: string;
  /** The first update at which the starting values make up less than 1%. */
  readonly isWarm: boolean;
}

/** Both statistics over the updates, each with what it goes to, and a mark where it is warmed up. */
export function timelinePlots(
  { means, variances }: TimelineAnswer,
  momentum: number | null,
  target: TimelineTarget | null,
): TimelinePlots {
  const warm = updatesUntil(momentum);
  return {
    means: plot(means, target?.mean ?? 0, warm),
    variances: plot(variances, target?.variance ?? 0, warm),
  };
}

function plot(values: Float64Array, level: number, warm: number): Plot {
  const last = values.length - 1;
  const y = roomy([...values, level], 0.06);
  const mark = [y.min, y.max].map((end) => ({ x: warm, y: end }));
  return {
    x: { min: 0, max: Math.max(1, last), title: t("update"), whole: true, grid: false },
    y,
    series: [
      { kind: "steps", role: "text", points: Array.from(values, (value, x) => ({ x, y: value })) },
      {
        kind: "line",
        role: "reference",
        dashed: true,
        points: [
          { x: 0, y: level },
          { x: last, y: level },
        ],
      },
      ...(warm <= last ? [{ kind: "line" as const, role: "input" as const, dashed: true, points: mark }] : []),
    ],
  };
}

/** How long the warm-up takes, in updates and in passes over the data. */
export function timelineSentence({ batchesPerPass }: TimelineAnswer, momentum: number | null): string {
  const updates = updatesUntil(momentum);
  if (momentum === null) {
    return t("The cumulative average weighs all batches alike: the first update already takes the place of 0 and 1.");
  }
  if (updates === Infinity) {
    return t("With this momentum the running statistics never leave 0 and 1.");
  }
  if (updates === 1) {
    return t("With this momentum the running statistics are those of the last batch alone.");
  }
  const left = formatShare((1 - momentum) ** batchesPerPass, 1);
  return t(
    "{0} updates to within 1%: then less than 1% of the starting values 0 and 1 is left. That takes {1} passes of {2} batches; after one pass {3} is left.",
    formatCount(updates),
    formatCount(Math.ceil(updates / batchesPerPass)),
    formatCount(batchesPerPass),
    left,
  );
}

/** The text twin of the pictures: the first updates, the one that is warm, then ever rarer ones up to the last. */
export function timelineRows({ means, variances }: TimelineAnswer, momentum: number | null): TimelineRow[] {
  const last = means.length - 1;
  const warm = updatesUntil(momentum);
  const shown = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, last, ...(warm <= last ? [warm] : [])];
  const updates = [...new Set(shown.filter((update) => update <= last))].sort((a, b) => a - b);
  const meanDecimals = columnDecimals(updates.map((update) => means[update]));
  const varianceDecimals = columnDecimals(updates.map((update) => variances[update]));
  return updates.map((update) => ({
    update,
    startLeft: formatShare(startingWeight(momentum, update), 1),
    mean: formatFixed(means[update], meanDecimals),
    variance: formatFixed(variances[update], varianceDecimals),
    isWarm: update === warm,
  }));
}

/** "momentum 0.1: 44 updates to within 1%", for the closed section. */
export function timelineSummary(written: number | null, momentum: number | null): string {
  const updates = updatesUntil(momentum);
  return written === null || updates === Infinity
    ? t("momentum {0}", written === null ? t("None") : formatParameter(written))
    : t("momentum {0}: {1} updates to within 1%", formatParameter(written), formatCount(updates));
}

/** Both statistics after every update, of one feature; of all features how far they are from those of the data. */
export function timelineCsv(answer: TimelineAnswer | null, isOneFeature: boolean): string {
  const { means, variances } = answer ?? { means: new Float64Array(), variances: new Float64Array() };
  const head = isOneFeature ? ["running_mean", "running_var"] : ["distance_of_means", "distance_of_spreads"];
  return csvText([["update", ...head], ...Array.from(means, (mean, i) => [i, mean, variances[i]])]);
}
