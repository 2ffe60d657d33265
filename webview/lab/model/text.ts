import { t } from "@vscode/l10n";
import type { LabTask } from "../../../src/shared/lab/data.ts";
import type { LabActivation, LabSettings, Placement } from "../../../src/shared/lab/settings.ts";
import { weightsStd } from "../../../src/shared/lab/settings.ts";
import type { NetworkKind } from "../../../src/shared/lab/run.ts";
import { rangeText } from "../../../src/shared/lab/words.ts";
import { formatMeasured } from "../../../src/shared/text/numbers.ts";

/** Names and numbers as the lab's page writes them. */

export function activationLabel(activation: LabActivation): string {
  switch (activation) {
    case "relu":
      return "ReLU";
    case "sigmoid":
      return "sigmoid";
    case "tanh":
      return "tanh";
  }
}

export function networkLabel(kind: NetworkKind): string {
  switch (kind) {
    case "plain":
      return t("Without batch norm");
    case "batchNorm":
      return t("With batch norm");
    case "layerNorm":
      return t("Layer norm");
    case "groupNorm":
      return t("Group norm");
    case "batchRenorm":
      return t("Batch renorm");
    case "noisy":
      return t("Noisy batch norm");
  }
}

/** As the legend of a narrow page has it. */
export function shortNetworkLabel(kind: NetworkKind): string {
  switch (kind) {
    case "plain":
      return t("Without");
    case "batchNorm":
      return t("With");
    case "layerNorm":
    case "groupNorm":
    case "batchRenorm":
    case "noisy":
      return networkLabel(kind);
  }
}

export function placementLabel(placement: Placement): string {
  return placement === "before" ? t("before the activation") : t("after the activation");
}

/** "linear → batch norm → sigmoid": a layer of a network. */
export function layerFlow(kind: NetworkKind, { activation, batchNorm }: LabSettings): string {
  const name = activationLabel(activation);
  const norm = {
    plain: "",
    batchNorm: t("batch norm"),
    layerNorm: t("layer norm"),
    groupNorm: t("group norm"),
    batchRenorm: t("batch renorm"),
    noisy: t("batch norm, noise"),
  }[kind];
  const isAfter = kind === "batchNorm" && batchNorm === "after";
  const parts =
    kind === "plain" ? [t("linear"), name] : isAfter ? [t("linear"), name, norm] : [t("linear"), norm, name];
  return parts.join(" → ");
}

export function optimizerLabel(optimizer: LabSettings["optimizer"]): string {
  return { sgd: "SGD", momentum: t("Momentum 0.9"), rmsprop: "RMSprop", adam: "Adam" }[optimizer];
}

/** "Xavier, std 0.11": the initial weights with the standard deviation that they come to. */
export function weightsLabel(weights: LabSettings["weights"], width: number, features: number): string {
  if (weights !== "xavier" && weights !== "he") return `std ${weights}`;
  const std = weightsStd(weights, features, width);
  return t("{0}, std {1}", weights === "xavier" ? "Xavier" : "He", formatMeasured(std, 2, 2));
}

/** A loss, a distance, a spread: three digits at most, an exponent where it is large or tiny. */
export function shortNumber(value: number): string {
  if (Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (size >= 10_000) return formatMeasured(Number(value.toPrecision(3)), 3).replace(/^(\d+)$/, groupThousands);
  if (size >= 100) return formatMeasured(value, 3, 0);
  return size >= 0.001 || size === 0 ? formatMeasured(value, 3, 3) : formatMeasured(value, 2, 7);
}

function groupThousands(digits: string): string {
  return Number(digits).toLocaleString();
}

/** "95.0%" */
export function percent(share: number): string {
  return Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)}%`;
}

/** What the validation rows are scored by. */
export function scoreLabel(task: LabTask): string {
  return task === "classes" ? t("accuracy") : "R²";
}

/** "95.0%" of accuracy, "0.87" of R². */
export function formatScore(task: LabTask, score: number): string {
  if (task === "classes" || Number.isNaN(score)) return percent(score);
  if (Math.abs(score) >= 100) return shortNumber(score);
  return score
    .toFixed(2)
    .replace(/^-(0\.00)$/, "$1")
    .replace("-", "−");
}

/** "94.4–96.9%", "0.81–0.84", "−0.12 to 0.03" */
export function scoreRange(task: LabTask, scores: readonly number[]): string {
  if (task === "classes") return percentRange(scores);
  const [low, high] = [Math.min(...scores), Math.max(...scores)].map((score) => formatScore(task, score));
  return rangeText(low, high);
}

/** "121–149", "142": the range of whole numbers. */
export function stepRange(values: readonly number[]): string {
  return rangeOf(values, String);
}

/** "94.4–96.9%" */
export function percentRange(values: readonly number[]): string {
  return `${rangeOf(values, (value) => (100 * value).toFixed(1))}%`;
}

export function rangeOf(values: readonly number[], format: (value: number) => string): string {
  return rangeText(format(Math.min(...values)), format(Math.max(...values)));
}

/** What a sentence's ranges are ranges of. */
export function seedsSentence(seeds: number): string {
  return seeds > 1 ? t("Range of {0} seeds.", seeds) : t("One seed.");
}

export function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (sorted.length === 0) return NaN;
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** "7.9 s", "2 min". */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return t("{0} s", seconds.toFixed(1));
  return seconds < 100 ? t("{0} s", Math.round(seconds)) : t("{0} min", Math.round(seconds / 60));
}

/** "8 s", "2 min": a time that is only estimated; never less than a second. */
export function roughDuration(ms: number): string {
  return duration(Math.max(1000, ms)).replace(/\.\d/, "");
}
