import { t } from "@vscode/l10n";
import type { ComparedData } from "../../../../../src/shared/layer/compared.ts";
import { isByChance } from "../../../../../src/shared/layer/statistics/chance.ts";
import { rankShifts, type FeatureShift } from "../../../../../src/shared/layer/statistics/rankShifts.ts";
import { formatMeasured } from "../../../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../../../src/shared/report/report.ts";

/** Mean and standard deviation of a feature in the units of the reference: 0 and 1 are no shift. */
export interface Placed {
  readonly shift: number;
  readonly spread: number;
}

/** One feature of the two files. */
export interface CompareRow {
  readonly feature: number;
  readonly name: string;
  readonly other: Placed;
  /** The report's own data; null where they are the reference. */
  readonly own: Placed | null;
  readonly shift: string;
  readonly spread: string;
  readonly ownShift: string;
  /** Whether the shift is within what chance gives the mean of so many values (four times 1/√m). */
  readonly isChance: boolean;
}

/** Two files beside the statistics that a layer stores, or the one beside the other. */
export interface Comparison {
  /** That which fits worst first. */
  readonly rows: readonly CompareRow[];
  /** Ends of the common axis: ± so many standard deviations. */
  readonly limit: number;
  /** What 0 and 1 are: the layer's running statistics, or the report's data. */
  readonly isLayer: boolean;
}

const widestAxis = 8;

export function compareFiles(snapshot: ReportSnapshot, other: ComparedData): Comparison {
  const { layer, features, options } = snapshot;
  const { runningMean, runningVar } = layer ?? { runningMean: null, runningVar: null };
  const isLayer = runningMean !== null && runningVar !== null;
  const reference = isLayer
    ? { mean: runningMean, variance: runningVar }
    : { mean: features.mean, variance: features.variance };
  const ranked = rankShifts(reference, other, options.eps);
  const own = new Map<number, FeatureShift>();
  if (isLayer) for (const shift of rankShifts(reference, features, options.eps)) own.set(shift.feature, shift);
  const rows = ranked.map((shift): CompareRow => {
    const { feature, meanShift, stdRatio } = shift;
    const mine = own.get(feature);
    return {
      feature,
      name: features.names[feature],
      other: placed(shift),
      own: mine === undefined ? null : placed(mine),
      shift: signed(meanShift),
      spread: formatMeasured(stdRatio, 3),
      ownShift: mine === undefined ? "" : signed(mine.meanShift),
      isChance: isByChance(shift),
    };
  });
  const reach = rows.flatMap(({ other: placing, own: mine }) => [placing, ...(mine === null ? [] : [mine])]);
  const widest = Math.max(2, ...reach.map(({ shift, spread }) => Math.abs(shift) + spread).filter(Number.isFinite));
  return { rows, limit: Math.min(widestAxis, Math.ceil(widest)), isLayer };
}

/** What shifted most, in a sentence. */
export function compareSentence({ rows, isLayer }: Comparison, snapshot: ReportSnapshot, other: ComparedData): string {
  const against = isLayer ? t("the layer's running statistics") : snapshot.source.name;
  const [worst] = rows;
  const moved = rows.filter(({ isChance }) => !isChance).length;
  if (moved === 0) {
    return t("Against {0} no feature of {1} has shifted by more than chance explains.", against, other.fileName);
  }
  return t(
    "Against {0} {2} of {3} features of {1} have shifted by more than chance explains, most of all {4}: its mean by {5} standard deviations, its spread to {6} times.",
    ...[against, other.fileName, String(moved), String(rows.length), worst.name, worst.shift, worst.spread],
  );
}

function placed({ meanShift, stdRatio }: FeatureShift): Placed {
  return { shift: meanShift, spread: stdRatio };
}

function signed(value: number): string {
  const text = formatMeasured(value, 3);
  return value > 0 ? `+${text}` : text;
}
