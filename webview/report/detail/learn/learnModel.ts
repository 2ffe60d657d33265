import { t } from "@vscode/l10n";
import {
  optimizerNames,
  type LabelColumn,
  type LearnChoice,
  type LearnedLayer,
  type LearnOptions,
  type OptimizerName,
  type TargetTensor,
} from "../../../../src/shared/report/learn.ts";
import { formatMeasured } from "../../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../../src/shared/report/report.ts";
import { firstRows } from "../parts/moreRows.ts";

/** The numbers that a person can type. */
export type LearnNumber = "learningRate" | "batchSize" | "steps" | "seed";

/** What a person chose to learn, and how. */
export interface LearnSettings {
  /** "input", "feature 2", "labels 0", "tensor" (all columns) or "tensor 3". */
  readonly target: string;
  readonly optimizer: OptimizerName;
  /** What was typed; undefined: the default for the target. */
  readonly numbers: Partial<Record<LearnNumber, number | null>>;
}

export const optimizerLabels: Readonly<Record<OptimizerName, string>> = {
  sgd: "SGD",
  momentum: "SGD, momentum 0.9",
  rmsprop: "RMSprop",
  adam: "Adam",
};

/** So many columns can be chosen in a list. */
const columnsListed = 100;

/** Reads the settings that the page kept; what is missing or of another shape takes its default. */
export function readLearnSettings(saved: unknown): LearnSettings {
  const { target, optimizer, numbers } = (saved ?? {}) as Partial<Record<keyof LearnSettings, unknown>>;
  return {
    target: typeof target === "string" ? target : "input",
    optimizer: optimizerNames.find((name) => name === optimizer) ?? "sgd",
    numbers: typeof numbers === "object" && numbers !== null ? numbers : {},
  };
}

/** One entry of the list of targets. */
export interface TargetItem {
  readonly value: string;
  readonly label: string;
}

/** What can be learned: the input, classes, columns of the data, and those of another tensor that was chosen. */
export function targetItems(
  { features, source }: ReportSnapshot,
  labels: readonly LabelColumn[],
  tensor: TargetTensor | null,
): TargetItem[] {
  const { fileName, names: others } = tensor ?? { fileName: "", names: [] };
  const isWhole = others.length === source.featureCount;
  return [
    { value: "input", label: t("the input x") },
    ...labels.map(({ name, numClasses }, column) => ({
      value: `labels ${column}`,
      label: t("classes of {0} ({1}), through a linear head", name, numClasses),
    })),
    ...(isWhole ? [{ value: "tensor", label: t("{0}, feature by feature", fileName) }] : []),
    ...others.slice(0, columnsListed).map((name, column) => ({
      value: `tensor ${column}`,
      label: t("column {0} of {1}", name, fileName),
    })),
    ...features.names
      .slice(0, columnsListed)
      .map((name, feature) => ({ value: `feature ${feature}`, label: t("column {0}", name) })),
  ];
}

/** The target as the worker takes it. */
export function learnChoice({ target }: LearnSettings): LearnChoice {
  const [kind, number] = target.split(" ");
  switch (kind) {
    case "labels":
      return { kind, column: Number(number) };
    case "feature":
      return { kind, feature: Number(number) };
    case "tensor":
      return { kind, column: target === "tensor" ? null : Number(number) };
    default:
      return { kind: "input" };
  }
}

/** What is not typed is what arrives: half of the way with every step of SGD, the error being a mean over C features. */
export function learnOptions({ optimizer, numbers }: LearnSettings, snapshot: ReportSnapshot): LearnOptions {
  const half = snapshot.source.featureCount / 4;
  const rates: Readonly<Record<OptimizerName, number>> = { sgd: half, momentum: half / 10, rmsprop: 0.05, adam: 0.1 };
  return {
    optimizer,
    learningRate: numbers.learningRate ?? rates[optimizer],
    batchSize: numbers.batchSize ?? null,
    steps: numbers.steps ?? 100,
    seed: numbers.seed ?? 1,
    eps: snapshot.options.eps,
  };
}

/** How far γ and β are from what undoes batch norm: √(σ² + ε) and μ. */
export function arrivalText({ gamma, beta }: LearnedLayer, { features, options }: ReportSnapshot): string {
  let [ofGamma, ofBeta] = [0, 0];
  gamma.forEach((value, c) => {
    ofGamma = Math.max(ofGamma, Math.abs(value - Math.sqrt(features.variance[c] + options.eps)));
    ofBeta = Math.max(ofBeta, Math.abs(beta[c] - features.mean[c]));
  });
  return t("γ is within {0} of √(σ² + ε), β within {1} of μ.", sizeText(ofGamma), sizeText(ofBeta));
}

function sizeText(size: number): string {
  return size !== 0 && size < 1e-3 ? size.toExponential(1).replace("-", "−") : formatMeasured(size, 3);
}

/** One feature of what was learned; `wanted` is where restoring the input leads. */
export interface LearnedRow {
  readonly name: string;
  readonly gamma: string;
  readonly beta: string;
  readonly wanted: { readonly gamma: string; readonly beta: string } | null;
}

/** The text twin of the curves: γ and β of the frame that is shown. */
export function learnedRows(
  { gamma, beta }: LearnedLayer,
  { features, options }: ReportSnapshot,
  isInput: boolean,
  all: boolean,
): readonly LearnedRow[] {
  return firstRows(Array.from(features.names), all).map((name, c) => ({
    name,
    gamma: formatMeasured(gamma[c]),
    beta: formatMeasured(beta[c]),
    wanted: isInput
      ? {
          gamma: formatMeasured(Math.sqrt(features.variance[c] + options.eps)),
          beta: formatMeasured(features.mean[c]),
        }
      : null,
  }));
}
