import { t } from "@vscode/l10n";
import type { ActivationName } from "../../../src/shared/options.ts";
import {
  formatCount,
  formatMeasured,
  formatParameter,
  formatShare,
  formatVariance,
  zeroIfRounding,
} from "../../../src/shared/numbers.ts";
import { featureHistogram, type ReportSnapshot } from "../../../src/shared/report.ts";
import type { TabName } from "../pageView.ts";
import { activationHistogram, inactiveCount, type Piece } from "./activation.ts";
import { type Domain, histogramDomain, padded, position, union } from "./axis.ts";
import { type Affine, extent, isConstant } from "./features.ts";
import { countingPieces, type FlowInput, normalizedPiece, outputPieces, scopeAffine } from "./flowPieces.ts";
import { outputDeviation } from "./glance.ts";
import { parts, plainText, strong, type TextPart } from "./text.ts";
import { type Band, boxWidth, bracketPath, guidePath, histogramPath } from "./thumbnail.ts";

/** Height of the pictures of the flow, in the units of their box. */
export const flowHeight = 34;
const band: Band = { top: 1, base: flowHeight };
/** More brackets than this say nothing more at this size. */
const mostBrackets = 16;

export type FlowStepId = "input" | "statistics" | "normalized" | "output" | "activation";

/** One of the five pictures: what the method does with the selected scope. */
export interface FlowStep {
  readonly id: FlowStepId;
  readonly symbol: string;
  /** How a screen reader says the symbol: "x hat". */
  readonly spokenSymbol: string;
  readonly formula: string;
  /** The area, and its outline. */
  readonly path: string;
  /** Filled dim behind the path: the histogram under the brackets. */
  readonly dimPath: string;
  /** Drawn dim beside the path: the batch's own bracket in evaluation. */
  readonly dimLines: string;
  /** Zero, where x̂ and y share an axis. */
  readonly guides: string;
  readonly text: readonly TextPart[];
  readonly shortText: readonly TextPart[];
  readonly label: string;
  /** Where a click leads. */
  readonly tab: TabName;
}

/** The five steps of the method with the numbers of the selected scope: x → μ, σ² → x̂ → y → a. */
export function flowSteps(input: FlowInput): FlowStep[] {
  const normalized = [normalizedPiece(input)];
  const output = outputPieces(input);
  const shown = [...normalized, ...output].reduce<Domain>(
    (all, { histogram, map }) => union(all, histogramDomain(histogram, map)),
    { min: 0, max: 0 },
  );
  const domain = padded(shown);
  return [
    inputStep(input),
    statisticsStep(input),
    normalizedStep(input, normalized, domain),
    outputStep(input, output, domain),
    activationStep(input, output),
  ];
}

function inputStep({ snapshot, scope }: FlowInput): FlowStep {
  const { features, pooled } = snapshot;
  const histogram = scope < 0 ? pooled.input.histogram : featureHistogram(features.histograms, scope);
  const min = formatParameter(scope < 0 ? pooled.input.min : features.min[scope]);
  const max = formatParameter(scope < 0 ? pooled.input.max : features.max[scope]);
  const text = parts(min === max ? strong(min) : t("{0} to {1}", strong(min), strong(max)));
  return step("input", text, text, { path: histogramPath(histogram, padded(histogramDomain(histogram)), band) });
}

function statisticsStep({ snapshot, scope }: FlowInput): FlowStep {
  const { features, options } = snapshot;
  if (scope < 0) {
    const count = strong(formatCount(features.names.length));
    const text = options.mode === "train" ? t("of {0} features", count) : t("running, of {0} features", count);
    return step("statistics", parts(text), parts(count), { path: allBrackets(snapshot) });
  }
  const histogram = featureHistogram(features.histograms, scope);
  const [mean, variance] = [features.usedMean[scope], features.usedVariance[scope]];
  const deviation = Math.sqrt(variance);
  const own = padded(histogramDomain(histogram));
  const evaluation = options.mode === "eval";
  const domain = evaluation ? union(own, { min: mean - deviation, max: mean + deviation }) : own;
  const middle = Number.isFinite(mean) ? position(mean, domain) * boxWidth : 0;
  const bracket = Number.isFinite(mean + deviation) ? bracketPath(mean, deviation, domain, 8, 4) : "";
  const batch = bracketPath(features.mean[scope], Math.sqrt(features.variance[scope]), domain, 20, 3);
  const numbers = [strong(formatMeasured(mean, 4)), strong(formatMeasured(variance, 4))] as const;
  return step(
    "statistics",
    parts(t({ message: "μ {0} σ² {1}", args: [...numbers], comment: "Mean and variance" })),
    parts(`μ ${strong(formatMeasured(mean))}`),
    {
      path: bracket === "" ? "" : `${bracket}M${Math.round(middle)} 8V${flowHeight}`,
      dimPath: histogramPath(histogram, domain, band),
      dimLines: evaluation ? batch : "",
      ...(evaluation ? { formula: t("running statistics") } : {}),
    },
  );
}

/** One bracket per feature, sorted by mean; at most sixteen, evenly chosen. */
function allBrackets({ features }: ReportSnapshot): string {
  const finite = features.names
    .map((_, c) => c)
    .filter((c) => Number.isFinite(features.usedMean[c] + features.usedVariance[c]))
    .sort((a, b) => features.usedMean[a] - features.usedMean[b]);
  const chosen =
    finite.length <= mostBrackets
      ? finite
      : Array.from(
          { length: mostBrackets },
          (_, i) => finite[Math.round((i * (finite.length - 1)) / (mostBrackets - 1))],
        );
  const deviation = (c: number) => Math.sqrt(features.usedVariance[c]);
  const lows = extent(chosen.map((c) => features.usedMean[c] - deviation(c)));
  const highs = extent(chosen.map((c) => features.usedMean[c] + deviation(c)));
  if (lows === null || highs === null) {
    return "";
  }
  const domain = lows.min < highs.max ? { min: lows.min, max: highs.max } : { min: lows.min - 1, max: lows.min + 1 };
  const spacing = (flowHeight - 8) / Math.max(1, chosen.length - 1);
  // The lowest mean is at the bottom, as on a chart.
  return chosen
    .map((c, row) => {
      const y = chosen.length === 1 ? flowHeight / 2 : flowHeight - 4 - row * spacing;
      return bracketPath(
        features.usedMean[c],
        deviation(c),
        domain,
        Math.round(y * 10) / 10,
        chosen.length > 8 ? 1.5 : 3,
      );
    })
    .join("");
}

function normalizedStep({ snapshot, scope }: FlowInput, pieces: readonly Piece[], domain: Domain): FlowStep {
  const { features, pooled } = snapshot;
  const mean = zeroIfRounding(scope < 0 ? pooled.normalized.mean : features.normalizedMean[scope]);
  const variance = scope < 0 ? pooled.normalized.variance : features.normalizedVariance[scope];
  const varies = scope < 0 || !isConstant(features, scope);
  // All features pooled include constant ones, whose x̂ is 0: what "each feature" has is said, not the pool's variance.
  const shown = scope < 0 && snapshot.options.mode === "train" ? largestVariance(snapshot) : variance;
  const varianceText = shown >= 0.9995 && shown < 1.0005 ? "1" : formatVariance(shown);
  const meanText = formatMeasured(mean, 4);
  const text = varies
    ? t("mean {0}, variance {1}", strong(meanText), strong(varianceText))
    : t("{0} everywhere", strong(meanText));
  const deviation = formatMeasured(varianceText === "1" ? 1 : Math.sqrt(shown), 4);
  return step("normalized", parts(text), parts(plusMinus(meanText, deviation)), drawing(pieces, domain));
}

/** Variance of x̂ that the features have: the largest, 1 but for ε. */
function largestVariance({ features }: ReportSnapshot): number {
  return extent(features.normalizedVariance)?.max ?? NaN;
}

function outputStep({ snapshot, affine, scope }: FlowInput, pieces: readonly Piece[], domain: Domain): FlowStep {
  const same = scopeAffine({ affine, scope });
  return step(
    "output",
    parts(affineText(affine, same)),
    parts(shortOutput(snapshot, affine, scope, same)),
    drawing(pieces, domain),
  );
}

function affineText(affine: Affine, same: { gamma: number; beta: number } | null): string {
  if (same !== null) {
    const args = [strong(formatParameter(same.gamma)), strong(formatParameter(same.beta))] as const;
    return same.gamma === 1 && same.beta === 0 ? t("γ {0}, β {1}: no change", ...args) : t("γ {0}, β {1}", ...args);
  }
  const [gamma, beta] = [parameterRange(affine.gamma), parameterRange(affine.beta)];
  return t("γ {0}, β {1}", strong(gamma), strong(beta));
}

function shortOutput(
  { features }: ReportSnapshot,
  affine: Affine,
  scope: number,
  same: { gamma: number; beta: number } | null,
): string {
  if (scope >= 0) {
    const mean = zeroIfRounding(affine.gamma[scope] * features.normalizedMean[scope] + affine.beta[scope]);
    return plusMinus(formatMeasured(mean, 4), formatMeasured(outputDeviation(features, affine, scope), 4));
  }
  return same === null
    ? `γ ${strong(parameterRange(affine.gamma))}`
    : plusMinus(formatParameter(same.beta), formatParameter(Math.abs(same.gamma)));
}

function parameterRange(values: Float64Array): string {
  const { min, max } = extent(values) ?? { min: NaN, max: NaN };
  return min === max ? formatParameter(min) : t("{0} to {1}", formatParameter(min), formatParameter(max));
}

function activationStep(input: FlowInput, pieces: readonly Piece[]): FlowStep {
  const name = input.snapshot.options.activation;
  const inactive = inactiveCount(name, countingPieces(input));
  const text = parts(inactive === null ? t("no change") : inactiveText(name, inactive));
  const histogram = activationHistogram(name, pieces, 24);
  const made = step("activation", text, text, {
    path: histogramPath(histogram, padded(histogramDomain(histogram)), band),
  });
  return { ...made, formula: activationFormulas[name] };
}

function inactiveText(name: ActivationName, { part, total }: { part: number; total: number }): string {
  // Slices of bins add up to the whole but for rounding: what is all or nothing shall say so.
  const share = Math.abs(part) < 1e-6 * total ? 0 : part > (1 - 1e-6) * total ? total : part;
  const percent = strong(formatShare(share, total));
  return name === "relu" ? t("{0} off", percent) : t("{0} saturated", percent);
}

const activationFormulas: Readonly<Record<ActivationName, string>> = {
  relu: "ReLU(y)",
  sigmoid: "Sigmoid(y)",
  tanh: "tanh(y)",
  identity: "y",
};

function drawing(pieces: readonly Piece[], domain: Domain): Pick<FlowStep, "path" | "guides"> {
  const guides = guidePath([0], domain, flowHeight);
  if (pieces.length === 1) {
    const [{ histogram, map }] = pieces;
    return { path: histogramPath(histogram, domain, band, map), guides };
  }
  const pooled = activationHistogram("identity", pieces, 32);
  return { path: histogramPath(pooled, domain, band), guides };
}

function plusMinus(mean: string, deviation: string): string {
  return `${strong(mean)} ± ${strong(deviation)}`;
}

function step(
  id: FlowStepId,
  text: readonly TextPart[],
  shortText: readonly TextPart[],
  picture: Partial<Pick<FlowStep, "path" | "dimPath" | "dimLines" | "guides" | "formula">>,
): FlowStep {
  const { symbol, spokenSymbol, formula, tab } = describe(id);
  return {
    id,
    symbol,
    spokenSymbol,
    formula,
    tab,
    text,
    shortText,
    path: "",
    dimPath: "",
    dimLines: "",
    guides: "",
    label: `${spokenSymbol}: ${plainText(text)}`,
    ...picture,
  };
}

function describe(id: FlowStepId): { symbol: string; spokenSymbol: string; formula: string; tab: TabName } {
  switch (id) {
    case "input":
      return { symbol: "x", spokenSymbol: t("x, input"), formula: t("input"), tab: "distribution" };
    case "statistics":
      return { symbol: "μ, σ²", spokenSymbol: t("mean and variance"), formula: t("statistics"), tab: "batches" };
    case "normalized":
      return { symbol: "x̂", spokenSymbol: t("x hat, normalized"), formula: "(x − μ)/√(σ² + ε)", tab: "distribution" };
    case "output":
      return { symbol: "y", spokenSymbol: t("y, output"), formula: "γ · x̂ + β", tab: "distribution" };
    case "activation":
      return { symbol: "a", spokenSymbol: t("a, activation"), formula: "ReLU(y)", tab: "activation" };
  }
}
