import { t } from "@vscode/l10n";
import { formatMeasured, formatParameter, operands } from "../../../../src/shared/text/numbers.ts";
import { centering, distance, restoring, scaling } from "../../../../src/shared/view/arithmetic.ts";
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
  const used = { mean: features.usedMean[feature], variance: features.usedVariance[feature] };
  const centered = distance(x, used.mean);
  const normalized = centered === 0 ? 0 : normalizedValue(x, used, options.eps, options.mode);
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
  const [mean, variance] = [features.usedMean[feature], features.usedVariance[feature]];
  const steps: ExplainStep[] = [
    {
      ...{ what: t("input"), formula: "x", calculation: place, series: "input", symbol: "x" },
      ...{ value: way.x, result: formatParameter(way.x) },
    },
    {
      ...{ what: t("center"), formula: train ? "x − μ" : t("x − running mean"), series: null, symbol: "" },
      ...{ value: way.centered, ...centering(x, mean, Math.sqrt(features.variance[feature])) },
    },
    {
      ...{ what: t("scale"), formula: train ? "÷ √(σ² + ε)" : t("÷ √(running variance + ε)") },
      ...{ series: "normalized", symbol: "x̂", value: way.normalized },
      ...scaling(way.centered, variance, options.eps, way.normalized),
    },
    {
      ...{ what: t("restore"), formula: "γ · x̂ + β", series: "output", symbol: "y", value: way.output },
      ...restoring(gamma, way.normalized, beta),
    },
  ];
  const activation = activationStep(options.activation, way.output);
  if (activation !== null) {
    steps.push({ what: t("activate"), series: "activation", symbol: "a", value: way.activated, ...activation });
  }
  return steps;
}

function activationStep(
  name: ActivationName,
  y: number,
): Pick<ExplainStep, "formula" | "calculation" | "result"> | null {
  const result = formatMeasured(activate(name, y));
  const [text] = operands([y], (value) => activate(name, value), result, formatMeasured);
  const [negative] = operands([-y], (value) => activate(name, -value), result, formatMeasured);
  switch (name) {
    case "relu":
      return { formula: "ReLU(y)", calculation: `max(0, ${text})`, result };
    case "sigmoid":
      return { formula: t("sigmoid(y)"), calculation: `1 ÷ (1 + exp(${negative}))`, result };
    case "tanh":
      return { formula: "tanh(y)", calculation: `tanh(${text})`, result };
    case "identity":
      return null;
  }
}
