import { channelLabel } from "../../../../../src/shared/layer/channelLabel.ts";
import { isByChance } from "../../../../../src/shared/layer/statistics/chance.ts";
import { gapSize, rankGaps, type TrainEvalGap } from "../../../../../src/shared/layer/statistics/gap.ts";
import { formatMeasured } from "../../../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../../../src/shared/report/report.ts";
import { storedStatistics } from "../layerModel.ts";
import { shiftsOf } from "./shifts.ts";

/** One feature beside the layer's running statistics, as the table prints it. */
export interface WorstRow {
  readonly feature: number;
  readonly name: string;
  readonly batch: string;
  readonly running: string;
  /** Mean and spread of x̂ in evaluation, which should be 0 and 1. */
  readonly shift: string;
  readonly spread: string;
  readonly gap: string;
  readonly isByChance: boolean;
}

/** So many features are shown before all are asked for. */
const fewRows = 5;

/** The features whose outputs evaluation changes most, those without a finite output first. */
export function worstRows(
  snapshot: ReportSnapshot,
  gap: TrainEvalGap,
  gamma: Float64Array,
  all: boolean,
): readonly WorstRow[] {
  const { features } = snapshot;
  const stored = storedStatistics(snapshot);
  const shifts = shiftsOf(snapshot);
  const order = rankGaps(gap.total, gamma);
  return (all ? order : order.slice(0, fewRows)).map((feature): WorstRow => {
    const shift = shifts[feature];
    return {
      feature,
      name: channelLabel(features.names, feature),
      batch: momentsText(features.mean[feature], features.variance[feature]),
      running: momentsText(stored.mean[feature], stored.variance[feature]),
      shift: signed(shift.meanShift),
      spread: formatMeasured(shift.stdRatio, 3),
      gap: formatMeasured(gapSize(gap.total, gamma, feature), 3),
      isByChance: isByChance(shift),
    };
  });
}

/** "40.1 ± 2.05": a mean with its standard deviation; a variance that has no root is named. */
function momentsText(mean: number, variance: number): string {
  const spread = variance < 0 ? `σ² ${formatMeasured(variance, 3)}` : `± ${formatMeasured(Math.sqrt(variance), 3)}`;
  return `${formatMeasured(mean, 3)} ${spread}`;
}

function signed(value: number): string {
  const text = formatMeasured(value, 3);
  return value > 0 ? `+${text}` : text;
}
