import { t } from "@vscode/l10n";
import type { LabSettings } from "../../../src/shared/lab/settings.ts";
import { sweepValues, type SweepAxis, type SweepState } from "../../../src/shared/lab/sweep.ts";
import { activationLabel, optimizerLabel } from "../model/text.ts";

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

/** Where each network trains in every seed, in one sentence, and where batch norm does not help. */
export function sweepSentence({ cells }: SweepState): { readonly main: string; readonly rest: string } | null {
  if (cells.length === 0) return null;
  const trained = [0, 1].map((network) => cells.filter(({ networks }) => networks[network].trained).length);
  const lower = cells.filter(({ networks: [plain, batchNorm] }) => plain.trained && plain.endLoss < batchNorm.endLoss);
  const main = t(
    "Batch norm trains in {0} of {1} settings, the plain network in {2}.",
    trained[1],
    cells.length,
    trained[0],
  );
  const rest =
    lower.length === 0
      ? t("Nowhere does the plain network train and end lower.")
      : t("In {0} of them the plain network trains and ends lower than batch norm.", lower.length);
  return { main, rest };
}
