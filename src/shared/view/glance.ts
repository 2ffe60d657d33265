import { t } from "@vscode/l10n";
import { formatCount, formatMeasured, formatShortParameter, formatVariance, zeroIfRounding } from "../text/numbers.ts";
import type { ReportSnapshot } from "../report/report.ts";
import { type Affine, commonAffine, extent, isChanged, isConstant, outputMean } from "./features.ts";
import { isByChance } from "../layer/statistics/chance.ts";
import { rankShifts } from "../layer/statistics/rankShifts.ts";
import { isFiniteOutput, notFiniteSentence } from "./notFinite.ts";
import { outweighedByEps, outweighedSentence } from "./outweighed.ts";
import { range } from "./range.ts";

/** From here down, a variance of x̂ is not 1 for a reader: the sentence says where and why. */
const nearlyOne = 0.999;

/**
 * The report in one sentence, with the numbers that matter. It says "all become mean 0 and variance 1" only of the
 * features of which it is true, and names the largest exception.
 */
export function glance(snapshot: ReportSnapshot, affine: Affine): string {
  const sentences = [
    notFiniteSentence(snapshot, affine),
    snapshot.options.mode === "train" ? training(snapshot) : evaluation(snapshot),
    afterAffine(snapshot, affine),
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** As much text as the sentence can become when γ or β is moved: room for it keeps the page below from jumping. */
export function longestGlance(snapshot: ReportSnapshot): string {
  const { names } = snapshot.features;
  const longest = names.reduce((name, other) => (other.length > name.length ? other : name), "");
  const [mean, deviation] = ["−0.0000", "0.0000"];
  const after =
    names.length > 1
      ? [
          sentenceOfOne(longest, mean, deviation),
          sentenceOfSeveral(names.length, `${mean} to ${mean}`, `${deviation} to ${deviation}`),
        ]
      : [sentenceOfOne(longest, mean, deviation)];
  const none = { gamma: new Float64Array(names.length).fill(1), beta: new Float64Array(names.length) };
  return `${glance(snapshot, none)} ${after.reduce((text, other) => (other.length > text.length ? other : text))}`;
}

function sentenceOfOne(name: string, mean: string, deviation: string): string {
  return t("γ and β then give {0} mean {1} and standard deviation {2}.", name, mean, deviation);
}

function sentenceOfSeveral(count: number, means: string, deviations: string): string {
  return t(
    "γ and β then give {0} features means of {1} and standard deviations of {2}.",
    formatCount(count),
    means,
    deviations,
  );
}

function training({ features }: ReportSnapshot): string {
  const num = features.names.length;
  const varies = (c: number) => !isConstant(features, c) && Number.isFinite(features.mean[c] + features.variance[c]);
  const means = extent(features.mean, varies);
  const variances = extent(features.variance, varies);
  const numVarying = features.names.filter((_, c) => varies(c)).length;
  if (means === null || variances === null) {
    const finite = Number.isFinite(features.mean[0]);
    if (!finite) {
      return t("No feature has a finite mean and variance: there is nothing to normalize.");
    }
    return num === 1
      ? t("{0} is constant: there is nothing to normalize, its output is β.", features.names[0])
      : t("All {0} features are constant: there is nothing to normalize, their output is β.", formatCount(num));
  }
  const outweighed = outweighedByEps(features, varies);
  if (outweighed.length > 0) {
    return outweighedSentence(features, varies, outweighed);
  }
  const exception = becauseOfEps(features, varies);
  if (num === 1) {
    return t(
      "Mean {0} and variance {1} become mean 0 and variance 1{2}.",
      formatMeasured(means.min),
      formatMeasured(variances.min),
      exception,
    );
  }
  const args = [range(means), range(variances), exception] as const;
  if (numVarying === num) {
    return t("Means of {0} and variances of {1} all become mean 0 and variance 1{2}.", ...args);
  }
  if (numVarying === 1) {
    const only = features.names.findIndex((_, c) => varies(c));
    return t(
      "Mean {0} and variance {1} of {3} become mean 0 and variance 1{2}; nothing else varies and is finite.",
      ...args,
      features.names[only],
    );
  }
  const allFinite = features.names.every((_, c) => Number.isFinite(features.mean[c] + features.variance[c]));
  return allFinite
    ? t(
        "Means of {0} and variances of {1} of the {3} features that vary all become mean 0 and variance 1{2}.",
        ...args,
        formatCount(numVarying),
      )
    : t(
        "Means of {0} and variances of {1} of the {3} features that vary and are finite become mean 0 and variance 1{2}.",
        ...args,
        formatCount(numVarying),
      );
}

/** " (0.9823 in Column 57, because of ε)", or "". */
function becauseOfEps(features: ReportSnapshot["features"], varies: (c: number) => boolean): string {
  let [lowest, which] = [nearlyOne, -1];
  features.normalizedVariance.forEach((variance, c) => {
    if (variance < lowest && varies(c)) {
      [lowest, which] = [variance, c];
    }
  });
  if (which < 0) {
    return "";
  }
  return features.names.length === 1
    ? t(" ({0}, because of ε)", formatVariance(lowest))
    : t(" ({0} in {1}, because of ε)", formatVariance(lowest), features.names[which]);
}

function evaluation({ features, layer, options }: ReportSnapshot): string {
  const means = extent(features.normalizedMean);
  const variances = extent(features.normalizedVariance);
  if (means === null || variances === null) {
    return t("No feature has a finite mean and variance: there is nothing to normalize.");
  }
  const fits = Math.max(-means.min, means.max, 1 - variances.min, variances.max - 1) < 1 - nearlyOne;
  if (fits) {
    return t("With the running statistics all features get mean 0 and variance 1, to within 0.001.");
  }
  if (isBatchUnbiased(features)) {
    return t(
      "The running statistics are those of this batch: means of {0} and variances of {1}, as PyTorch keeps the variance divided by m − 1.",
      range(means, formatShort),
      range(variances),
    );
  }
  if (layer === undefined) {
    return t(
      "No layer is loaded: the running statistics of a new one give means of {0} and variances of {1}. Load a layer, or recalibrate.",
      range(means, formatShort),
      range(variances),
    );
  }
  if (isByChanceAlone(features, options.eps)) {
    return t(
      "The running statistics give means of {0} and variances of {1}: they fit this batch as well as chance allows.",
      range(means, formatShort),
      range(variances),
    );
  }
  return features.names.length === 1
    ? t(
        "The running statistics give mean {0} and variance {1}: they are not those of this batch.",
        formatShort(means.min),
        formatMeasured(variances.min),
      )
    : t(
        "The running statistics give means of {0} and variances of {1}: they are not those of this batch.",
        range(means, formatShort),
        range(variances),
      );
}

/** Whether every feature whose statistics are finite is as far off as chance makes it. */
function isByChanceAlone(features: ReportSnapshot["features"], eps: number): boolean {
  const stored = { mean: features.usedMean, variance: features.usedVariance };
  return rankShifts(stored, features, eps).every(
    (shift) =>
      !Number.isFinite(features.usedMean[shift.feature] + features.usedVariance[shift.feature]) || isByChance(shift),
  );
}

/** Whether every feature is normalized with the batch's own mean and unbiased variance: as after recalibrating. */
function isBatchUnbiased({ mean, variance, count, usedMean, usedVariance }: ReportSnapshot["features"]): boolean {
  const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  return usedMean.every(
    (used, c) => isSame(used, mean[c]) && isSame(usedVariance[c] * (count[c] - 1), variance[c] * count[c]),
  );
}

/** What γ and β make of x̂: "γ and β then give sepal_length mean 0.5 and standard deviation 1.6.", or "". */
function afterAffine(snapshot: ReportSnapshot, affine: Affine): string {
  const { features } = snapshot;
  const changed = features.names.flatMap((_, c) =>
    isChanged(affine, c) && isFiniteOutput(snapshot, affine, c) ? [c] : [],
  );
  if (changed.length === 0) {
    return "";
  }
  const describe = (c: number) =>
    [formatShort(outputMean(features, affine, c)), formatShort(outputDeviation(features, affine, c))] as const;
  if (changed.length === 1) {
    return sentenceOfOne(features.names[changed[0]], ...describe(changed[0]));
  }
  const common = commonAffine(affine);
  if (common !== null) {
    return t(
      "γ {0} and β {1} then scale and shift all features.",
      formatShortParameter(common.gamma),
      formatShortParameter(common.beta),
    );
  }
  const isIn = new Set(changed);
  const means = extent(
    Float64Array.from(features.names, (_, c) => outputMean(features, affine, c)),
    (c) => isIn.has(c),
  );
  const deviations = extent(
    Float64Array.from(features.names, (_, c) => outputDeviation(features, affine, c)),
    (c) => isIn.has(c),
  );
  if (means === null || deviations === null) {
    return "";
  }
  return sentenceOfSeveral(changed.length, range(means, formatShort), range(deviations, formatShort));
}

/** Standard deviation of y: |γ| · √variance(x̂). */
export function outputDeviation(features: ReportSnapshot["features"], { gamma }: Affine, c: number): number {
  return Math.abs(gamma[c]) * Math.sqrt(features.normalizedVariance[c]);
}

/** Four decimals hide what ε leaves of γ (1.599988 is 1.6 here, as γ says), and a mean that is rounding is 0. */
function formatShort(value: number): string {
  return formatMeasured(zeroIfRounding(value));
}
