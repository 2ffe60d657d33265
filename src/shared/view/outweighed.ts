import { t } from "@vscode/l10n";
import type { FeatureColumns } from "../report/report.ts";
import { formatCount, formatVariance } from "../text/numbers.ts";
import { extent } from "./features.ts";
import { range } from "./range.ts";

/** With σ² = ε the variance of x̂, σ²/(σ² + ε), is one half; below that ε decides. */
const half = 0.5;

/** The features that vary by less than ε: dividing by √(σ² + ε) does not bring their variance to 1. */
export function outweighedByEps({ normalizedVariance }: FeatureColumns, varies: (c: number) => boolean): number[] {
  return Array.from(normalizedVariance, (_, c) => c).filter((c) => varies(c) && normalizedVariance[c] < half);
}

/**
 * What becomes of means and variances where ε outweighs some of them: "Means of … and variances of … become mean 0 and
 * variance 1, but for charge_c: it varies by less than ε, and its variance becomes 8.98e−20."
 */
export function outweighedSentence(
  features: FeatureColumns,
  varies: (c: number) => boolean,
  outweighed: readonly number[],
): string {
  const isOutweighed = new Set(outweighed);
  const none = { min: NaN, max: NaN };
  const means = range(extent(features.mean, varies) ?? none);
  const variances = range(extent(features.variance, varies) ?? none);
  const after = range(extent(features.normalizedVariance, (c) => isOutweighed.has(c)) ?? none, formatVariance);
  const numVarying = features.names.filter((_, c) => varies(c)).length;
  if (numVarying === 1) {
    return t(
      "Mean {0} and variance {1} become mean 0 and variance {2}, not 1: ε is the larger.",
      means,
      variances,
      after,
    );
  }
  if (outweighed.length === numVarying) {
    return t(
      "Means of {0} and variances of {1} all become mean 0, but the variances become {2}, not 1: ε is larger than each of them.",
      means,
      variances,
      after,
    );
  }
  return outweighed.length === 1
    ? t(
        "Means of {0} and variances of {1} become mean 0 and variance 1, but for {2}: ε is larger than its variance, which becomes {3}.",
        means,
        variances,
        features.names[outweighed[0]],
        after,
      )
    : t(
        "Means of {0} and variances of {1} become mean 0 and variance 1, but for {2} features: ε is larger than their variances, which become {3}.",
        means,
        variances,
        formatCount(outweighed.length),
        after,
      );
}
