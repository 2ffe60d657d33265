import { t } from "@vscode/l10n";
import type { LabSettings } from "../../../src/shared/lab/settings.ts";
import { formatParameter } from "../../../src/shared/text/numbers.ts";
import { activationLabel, optimizerLabel } from "./text.ts";

/** The settings in one line: "digits.csv, 3 × 100 sigmoid, Xavier, SGD lr 1, batch 64, 5 seeds". */
export function settingsLine(settings: LabSettings, dataName: string): string {
  const { depth, width, activation, weights, optimizer, learningRate, batchSize, seeds } = settings;
  const initial = weights === "xavier" ? "Xavier" : weights === "he" ? "He" : `std ${weights}`;
  return [
    dataName,
    `${depth} × ${width} ${activationLabel(activation)}`,
    initial,
    t("{0} lr {1}", optimizerLabel(optimizer), formatParameter(learningRate)),
    t("batch {0}", batchSize),
    seeds === 1 ? t("1 seed") : t("{0} seeds", seeds),
  ].join(", ");
}
