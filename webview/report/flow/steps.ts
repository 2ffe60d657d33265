import { t } from "@vscode/l10n";
import type { ActivationName } from "../../../src/shared/options.ts";
import {
  formatMeasured,
  formatParameter,
  formatShare,
  formatShortParameter,
  formatVariance,
  zeroIfRounding,
} from "../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../src/shared/report/report.ts";
import { pooledOutput } from "../charts/pooledOutput.ts";
import { activationHistogram, inactiveCount, type Piece } from "./activationHistogram.ts";
import { type Domain, histogramDomain, identity, padded, union } from "../../../src/shared/view/axis.ts";
import { type Affine, extent, isConstant } from "../../../src/shared/view/features.ts";
import {
  countingPieces,
  type FlowInput,
  isEstimated,
  normalizedPiece,
  outputPieces,
  scopeAffine,
} from "./flowPieces.ts";
import { inputStep, statisticsStep } from "./flowStatistics.ts";
import { flowBand, flowHeight, type FlowStep, step } from "./flowStep.ts";
import { outputDeviation } from "../../../src/shared/view/glance.ts";
import { overflowOf, overflowPath } from "../../../src/shared/view/overflow.ts";
import { parts, strong } from "./text.ts";
import { guidePath, histogramPath } from "../../../src/shared/view/thumbnail.ts";

/** Steps 1 and 2 do not depend on γ and β: they are made once for a snapshot and a scope. */
const fixedSteps = new WeakMap<ReportSnapshot, Map<number, readonly [FlowStep, FlowStep]>>();

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
    ...fixed(input),
    normalizedStep(input, normalized, domain),
    outputStep(input, output, domain),
    activationStep(input, output),
  ];
}

function fixed({ snapshot, scope }: FlowInput): readonly [FlowStep, FlowStep] {
  const scopes = fixedSteps.get(snapshot) ?? new Map<number, readonly [FlowStep, FlowStep]>();
  const made = scopes.get(scope) ?? [inputStep({ snapshot, scope }), statisticsStep({ snapshot, scope })];
  fixedSteps.set(snapshot, scopes.set(scope, made));
  return made;
}

/** So many characters of mean and variance have room beside their names on a page of middle width. */
const longestStatistics = 8;

function normalizedStep(input: FlowInput, pieces: readonly Piece[], domain: Domain): FlowStep {
  const { snapshot, scope } = input;
  const { features, pooled } = snapshot;
  const mean = zeroIfRounding(scope < 0 ? pooledMean(snapshot) : features.normalizedMean[scope]);
  const variance = scope < 0 ? pooled.normalized.variance : features.normalizedVariance[scope];
  const varies = scope < 0 || !isConstant(features, scope);
  // All features pooled include constant ones, whose x̂ is 0: what "each feature" has is said, not the pool's variance.
  const shown = scope < 0 && snapshot.options.mode === "train" ? largestVariance(snapshot) : variance;
  const varianceText = shown >= 0.9995 && shown < 1.0005 ? "1" : formatVariance(shown);
  const meanText = formatMeasured(mean, 4);
  // A variance with decimals is written with its sign: in words it takes a second line, and the page below jumps.
  const statistics = [strong(meanText), strong(varianceText)] as const;
  const text = !varies
    ? t("{0} everywhere", strong(meanText))
    : varianceText === "1"
      ? t("mean {0}, variance {1}", ...statistics)
      : t("mean {0}, σ² {1}", ...statistics);
  const deviation = formatMeasured(varianceText === "1" ? 1 : Math.sqrt(shown), 4);
  const isLong = meanText.length + varianceText.length > longestStatistics;
  const short = plusMinus(meanText, deviation);
  const medium = !varies ? text : isLong ? short : t("mean {0}, σ² {1}", ...statistics);
  return step("normalized", parts(text), parts(short), {
    ...drawing(input, pieces, domain),
    mediumText: parts(medium),
  });
}

/** Mean of x̂ over all features. One with infinite values has none: it does not take the others' away. */
function pooledMean({ features, pooled }: ReportSnapshot): number {
  if (!Number.isNaN(pooled.normalized.mean)) {
    return pooled.normalized.mean;
  }
  let [sum, count] = [0, 0];
  features.normalizedMean.forEach((mean, c) => {
    if (Number.isFinite(mean)) {
      sum += mean * features.count[c];
      count += features.count[c];
    }
  });
  return count > 0 ? sum / count : NaN;
}

/** Variance of x̂ that the features have: the largest, 1 but for ε. */
function largestVariance({ features }: ReportSnapshot): number {
  return extent(features.normalizedVariance)?.max ?? NaN;
}

function outputStep(input: FlowInput, pieces: readonly Piece[], domain: Domain): FlowStep {
  const { snapshot, affine, scope } = input;
  const same = scopeAffine({ affine, scope });
  return step("output", parts(affineText(affine, same)), parts(shortOutput(snapshot, affine, scope, same)), {
    ...drawing(input, pieces, domain),
    mediumText: parts(parametersText(affine, same)),
  });
}

function affineText(affine: Affine, same: { gamma: number; beta: number } | null): string {
  return same?.gamma === 1 && same.beta === 0
    ? t("γ {0}, β {1}: no change", strong("1"), strong("0"))
    : parametersText(affine, same);
}

function parametersText(affine: Affine, same: { gamma: number; beta: number } | null): string {
  if (same !== null) {
    return t("γ {0}, β {1}", strong(formatShortParameter(same.gamma)), strong(formatShortParameter(same.beta)));
  }
  const [gamma, beta] = [parameterRange(affine.gamma), parameterRange(affine.beta)];
  return t("γ {0}, β {1}", strong(gamma), strong(beta));
}

function shortOutput(
  snapshot: ReportSnapshot,
  affine: Affine,
  scope: number,
  same: { gamma: number; beta: number } | null,
): string {
  const { features, pooled, options } = snapshot;
  if (scope >= 0) {
    const mean = zeroIfRounding(affine.gamma[scope] * features.normalizedMean[scope] + affine.beta[scope]);
    return plusMinus(formatMeasured(mean, 4), formatMeasured(outputDeviation(features, affine, scope), 4));
  }
  if (same === null) {
    return `γ ${strong(parameterRange(affine.gamma))}`;
  }
  if (options.mode === "eval") {
    // Running statistics do not make x̂ mean 0 and variance 1.
    const { mean, variance } = pooled.normalized;
    const deviation = Math.abs(same.gamma) * Math.sqrt(variance);
    return plusMinus(formatMeasured(zeroIfRounding(same.gamma * mean + same.beta), 4), formatMeasured(deviation, 4));
  }
  const size = Math.abs(same.gamma);
  // Where ε outweighs the variances, y spreads by less than γ.
  const largest = largestVariance(snapshot);
  const isUnit = largest >= 0.9995;
  const deviation = isUnit ? formatShortParameter(size) : formatMeasured(size * Math.sqrt(largest), 4);
  return plusMinus(formatShortParameter(same.beta), deviation);
}

function parameterRange(values: Float64Array): string {
  const { min, max } = extent(values) ?? { min: NaN, max: NaN };
  // Loaded and learned values have 17 digits: as many as a person reads.
  const [low, high] = [min, max].map((value) => formatParameter(Number(value.toPrecision(4))));
  return min === max ? low : t("{0} to {1}", low, high);
}

function activationStep(input: FlowInput, pieces: readonly Piece[]): FlowStep {
  const name = input.snapshot.options.activation;
  const inactive = inactiveCount(name, countingPieces(input));
  const text = parts(inactive === null ? t("no change") : inactiveText(name, inactive, isEstimated(input)));
  const histogram = activationHistogram(name, pieces, 24);
  const made = step("activation", text, text, {
    path: histogramPath(histogram, padded(histogramDomain(histogram)), flowBand),
  });
  return { ...made, formula: activationFormulas[name] };
}

function inactiveText(
  name: ActivationName,
  { part, total }: { part: number; total: number },
  isEstimate: boolean,
): string {
  // Slices of bins add up to the whole but for rounding: what is all or nothing shall say so.
  const share = Math.abs(part) < 1e-6 * total ? 0 : part > (1 - 1e-6) * total ? total : part;
  const isBetween = share > 0 && share < total;
  const percent = `${isEstimate && isBetween ? "≈ " : ""}${strong(formatShare(share, total))}`;
  return name === "relu" ? t("{0} off", percent) : t("{0} saturated", percent);
}

const activationFormulas: Readonly<Record<ActivationName, string>> = {
  relu: "ReLU(y)",
  sigmoid: "Sigmoid(y)",
  tanh: "tanh(y)",
  identity: "y",
};

function drawing(
  { snapshot, affine }: FlowInput,
  pieces: readonly Piece[],
  domain: Domain,
): Pick<FlowStep, "path" | "guides" | "beyond"> {
  const guides = guidePath([0], domain, flowHeight);
  const [{ histogram, map }] =
    pieces.length === 1
      ? pieces
      : [{ histogram: pooledOutput(snapshot, affine.gamma, affine.beta).histogram, map: identity }];
  const beyond = overflowPath(overflowOf(histogram, domain, map), flowHeight);
  return { path: histogramPath(histogram, domain, flowBand, map), guides, beyond };
}

function plusMinus(mean: string, deviation: string): string {
  return `${strong(mean)} ± ${strong(deviation)}`;
}
