import { t } from "@vscode/l10n";
import { formatMeasured, formatParameter, formatShare } from "../../shared/text/numbers.ts";
import { offShare, saturatedShare, saturationLimits } from "./saturation.ts";
import { hasMeaningfulOutput, outputRange } from "./outputRange.ts";
import { normalShare } from "./normalShare.ts";
import type { DoctorInput, Rule } from "./types.ts";

/** BN003: what is left of the channel is its β. */
export const gammaNearZero: Rule = {
  id: "BN003",
  severity: "warning",
  explain: () =>
    t("The channel gives β for every sample. It can be pruned; a β that is not 0 goes into the next layer's bias."),
  checkChannel: ({ gamma, beta }, c, thresholds) => {
    if (gamma === null || !(Math.abs(gamma[c]) <= thresholds.gammaNearZero)) return null;
    const shift = beta?.[c] ?? 0;
    const text =
      shift === 0
        ? t("γ is {0} and β is 0", formatParameter(gamma[c]))
        : t("γ is {0}, the output is the constant β = {1}", formatParameter(gamma[c]), formatMeasured(shift));
    return { text, subject: "gamma" };
  },
};

/** BN008: the unit is off for every sample, and gets no gradient. Constant outputs are BN001's and BN003's. */
export const deadAfterRelu: Rule = {
  id: "BN008",
  severity: "warning",
  explain: () =>
    t("ReLU gives 0 for every sample, and no gradient comes back. Raise β, or check the running statistics."),
  checkFeature: (input, c, thresholds) => {
    const { features, activation } = input;
    const isConstant = features.variance[c] === 0 || Math.abs(features.gamma[c]) <= thresholds.gammaNearZero;
    if (activation !== "relu" || isConstant || !hasMeaningfulOutput(input)) return null;
    const { max } = outputRange(input, c);
    if (isOffByChance(input, c, max)) return null;
    if (max <= 0) return t("the largest output is {0}", formatMeasured(max));
    if (thresholds.deadShare >= 1) return null;
    const share = offShare(input, c);
    return share >= thresholds.deadShare ? t("{0} of the outputs are at or below 0", formatShare(share, 1)) : null;
  },
};

/** γ and β that leave a unit on for fewer than 1 in 3 million values: it is off, whatever the data are. */
const deviationsBelow = 5;
/** Above this chance the few values at hand do not prove that any of the channels is off. */
const smallestChance = 1e-3;

/**
 * Whether so few values may all be below 0 by chance although the unit is on for others. Outputs of values like those
 * of the statistics are about normal, with the mean β and the standard deviation s.
 *
 * **Formula**: C · Φ((max − β)/s)^m for the largest of m outputs, s = |γ| √(var/(var + eps)) and C channels
 */
function isOffByChance({ features, eps }: DoctorInput, c: number, max: number): boolean {
  const variance = features.usedVariance[c];
  const beta = features.beta[c];
  const spread = Math.abs(features.gamma[c]) * Math.sqrt(variance / (variance + eps));
  if (max > 0 || !(spread > 0) || beta <= -deviationsBelow * spread) return false;
  return features.names.length * normalShare((max - beta) / spread) ** features.count[c] > smallestChance;
}

/** BN009: most samples lie where the activation is flat. */
export const saturated: Rule = {
  id: "BN009",
  severity: "warning",
  explain: () =>
    t(
      "Where the activation is flat hardly any gradient gets through. A smaller γ, or a β nearer to 0, brings it back.",
    ),
  checkFeature: (input, c, thresholds) => {
    const { activation } = input;
    if ((activation !== "sigmoid" && activation !== "tanh") || !hasMeaningfulOutput(input)) return null;
    const limit = saturationLimits[activation];
    const share = saturatedShare(input, c, limit);
    if (!(share > thresholds.saturatedShare)) return null;
    return t(
      "{0} of the outputs are beyond ±{1}, where {2} is within 5% of its limit",
      formatShare(share, 1),
      formatParameter(limit),
      activation,
    );
  },
};
