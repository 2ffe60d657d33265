import { t } from "@vscode/l10n";
import { weightsStd, type LabSettings } from "../../../src/shared/lab/settings.ts";
import {
  sweepValues,
  type SweepAxis,
  type SweepCell,
  type SweepSpec,
  type SweepState,
} from "../../../src/shared/lab/sweep.ts";
import { formatMeasured } from "../../../src/shared/text/numbers.ts";
import { activationLabel, optimizerLabel, rangeOf } from "../model/text.ts";

export function axisLabel(axis: SweepAxis): string {
  return {
    weights: t("Initial weights"),
    learningRate: t("Learning rate"),
    batchSize: t("Batch size"),
    depth: t("Hidden layers"),
    width: t("Width"),
    activation: t("Activation"),
    optimizer: t("Optimizer"),
  }[axis];
}

/** What a cell's number is taken over. */
export function medianText(seeds: number): string {
  return seeds === 1 ? t("of one seed") : t("median of {0} seeds", seeds);
}

/** "He", "std 0.01", "lr 0.3": a row or a column of the grid. */
export function valueLabel(axis: SweepAxis, index: number): string {
  const value = sweepValues[axis][index];
  switch (axis) {
    case "weights":
      return value === "xavier" ? "Xavier" : value === "he" ? "He" : `std ${value}`;
    case "learningRate":
      return t("lr {0}", value);
    case "batchSize":
      return t("batch {0}", value);
    case "depth":
      return value === 1 ? t("1 layer") : t("{0} layers", value);
    case "width":
      return t("{0} units", value);
    case "activation":
      return activationLabel(value as LabSettings["activation"]);
    case "optimizer":
      return optimizerLabel(value as LabSettings["optimizer"]);
  }
}

/** "Xavier" comes to another std in each layer: "std 0.10–0.13"; "" where the label says it all. */
export function valueHint(
  axis: SweepAxis,
  index: number,
  { width }: LabSettings,
  features: number,
  outputs: number,
): string {
  const value = sweepValues[axis][index];
  if (axis !== "weights" || (value !== "xavier" && value !== "he")) return "";
  const layers = [
    [features, width],
    [width, width],
    [width, outputs],
  ] as const;
  const stds = layers.map(([from, to]) => weightsStd(value, from, to));
  return `std ${rangeOf([Math.min(...stds), Math.max(...stds)], (std) => formatMeasured(std, 2, 2))}`;
}

/** Where each network trains in every seed, in one sentence, and where batch norm does not help. */
export function sweepSentence(state: SweepState): { readonly main: string; readonly rest: string } | null {
  const { cells, spec, running } = state;
  if (cells.length === 0 || spec === null) return null;
  const trained = [0, 1].map((network) => cells.filter(({ networks }) => networks[network].trained).length);
  const lower = cells.filter(({ networks: [plain, batchNorm] }) => plain.trained && plain.endLoss < batchNorm.endLoss);
  const main = t(
    "Batch norm trains in {0} of {1} settings, the plain network in {2}.",
    trained[1],
    cells.length,
    trained[0],
  );
  const compared =
    lower.length === 0
      ? t("Nowhere does the plain network train and end lower.")
      : t("In {0} of them the plain network trains and ends lower than batch norm.", lower.length);
  return { main, rest: running === null ? `${limitSentence(spec, cells)}${compared}` : compared };
}

/** The columns in which batch norm trains with no row: what it does not make free. */
function limitSentence(spec: SweepSpec, cells: readonly SweepCell[]): string {
  const columns = [...sweepValues[spec.columns].keys()];
  const hopeless = columns.filter((column) => {
    const own = cells.filter((cell) => cell.column === column);
    return own.length > 0 && own.every(({ networks }) => !networks[1].trained);
  });
  if (hopeless.length === 0 || hopeless.length === columns.length) return "";
  const named = hopeless.map((column) => valueLabel(spec.columns, column)).join(", ");
  return `${t("It does not make the choice free: with {0} it trains nowhere.", named)} `;
}
