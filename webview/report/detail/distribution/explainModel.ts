import { t } from "@vscode/l10n";
import {
  formatInnerOperand,
  formatMeasured,
  formatOperand,
  formatParameter,
  formatPlain,
  zeroIfRounding,
} from "../../../../src/shared/text/numbers.ts";
import type { ActivationName } from "../../../../src/shared/options.ts";
import { normalizedValue } from "../../../../src/shared/layer/normalizingMap.ts";
import { activate } from "../../charts/activationModel.ts";
import type { ReportSnapshot } from "../../../../src/shared/report/report.ts";

/** One step of a value's way: what is done, its formula, the same with this value's numbers, the result. */
export interface ExplainStep {
  readonly what: string;
  readonly formula: string;
  readonly calculation: string;
  readonly series: "input" | "normalized" | "output" | "activation" | null;
  /** Name of the result; "" for one that has none. */
  readonly symbol: string;
  readonly result: string;
  readonly value: number;
}

/** One value of a feature, followed through the layer. */
export interface ValueWay {
  readonly x: number;
  readonly centered: number;
  readonly normalized: number;
  readonly output: number;
  readonly activated: number;
}

/** x̂ = (x − mean) / √(variance + ε), y = γ x̂ + β and a = activation(y) of one value. */
export function valueWay(
  { features, options }: ReportSnapshot,
  feature: number,
  x: number,
  gamma: number,
  beta: number,
): ValueWay {
  const centered = x - features.usedMean[feature];
  const used = { mean: features.usedMean[feature], variance: features.usedVariance[feature] };
  const normalized = normalizedValue(x, used, options.eps, options.mode);
  const output = gamma * normalized + beta;
  return { x, centered, normalized, output, activated: activate(options.activation, output) };
}

/** The steps of one value, with operands precise enough that a calculator agrees with every result. */
export function explainSteps(
  snapshot: ReportSnapshot,
  feature: number,
  x: number,
  gamma: number,
  beta: number,
  place: string,
): ExplainStep[] {
  const { features, options } = snapshot;
  const way = valueWay(snapshot, feature, x, gamma, beta);
  const train = options.mode === "train";
  const mean = formatInnerOperand(features.usedMean[feature]);
  const variance = formatOperand(features.usedVariance[feature]);
  const steps: ExplainStep[] = [
    step(t("input"), "x", place, "input", "x", way.x, formatParameter(way.x)),
    step(
      t("center"),
      train ? "x − μ" : t("x − running mean"),
      `${formatParameter(x)} − ${mean}`,
      null,
      "",
      way.centered,
    ),
    step(
      t("scale"),
      train ? "÷ √(σ² + ε)" : t("÷ √(running variance + ε)"),
      `${formatOperand(zeroIfRounding(way.centered))} ÷ √(${variance} + ${formatPlain(options.eps)})`,
      "normalized",
      "x̂",
      way.normalized,
    ),
    step(
      t("restore"),
      "γ · x̂ + β",
      `${formatOperand(gamma)} · ${formatInnerOperand(zeroIfRounding(way.normalized))} + ${formatInnerOperand(beta)}`,
      "output",
      "y",
      way.output,
    ),
  ];
  const activation = activationStep(options.activation, way.output);
  if (activation !== null) {
    const { formula, calculation } = activation;
    steps.push(step(t("activate"), formula, calculation, "activation", "a", way.activated));
  }
  return steps;
}

function activationStep(name: ActivationName, y: number): { formula: string; calculation: string } | null {
  switch (name) {
    case "relu":
      return { formula: "ReLU(y)", calculation: `max(0, ${formatOperand(y)})` };
    case "sigmoid":
      return { formula: t("sigmoid(y)"), calculation: `1 ÷ (1 + exp(${formatOperand(-y)}))` };
    case "tanh":
      return { formula: "tanh(y)", calculation: `tanh(${formatOperand(y)})` };
    case "identity":
      return null;
  }
}

function step(
  what: string,
  formula: string,
  calculation: string,
  series: ExplainStep["series"],
  symbol: string,
  value: number,
  result = formatMeasured(zeroIfRounding(value)),
): ExplainStep {
  return { what, formula, calculation, series, symbol, result, value };
}
