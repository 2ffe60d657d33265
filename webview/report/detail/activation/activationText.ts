import { t } from "@vscode/l10n";
import type { ActivationAnswer, ActivationShare } from "../../../../src/shared/report/questions.ts";
import { formatCount, formatMeasured, formatShare } from "../../../../src/shared/text/numbers.ts";
import type { ActivationName } from "../../../../src/shared/options.ts";
import { greatestSlope } from "../../charts/activationModel.ts";

/** A gradient that differs by less than this from another is the same to a person. */
const sameGradient = 5e-5;

/**
 * What batch norm does to the activation's inputs, in words that follow from the numbers: where it does not help, this
 * says so.
 */
export function activationSentences(
  activation: ActivationName,
  placement: "before" | "after",
  subject: string,
  answer: ActivationAnswer,
): string[] {
  if (activation === "identity") {
    return [t("Without an activation every value goes on as it is, and the whole gradient gets through.")];
  }
  const sentences =
    placement === "before"
      ? [beforeSentence(activation, subject, answer), comparison(answer)]
      : [afterSentence(activation, subject, answer)];
  const dead = answer.with.deadFeatures;
  if (dead > 0) {
    sentences.push(deadSentence(activation, subject, dead, placement));
  }
  return sentences.filter((sentence) => sentence !== "");
}

/** "ReLU", "sigmoid" … as it stands in a sentence. */
export function activationLabel(activation: ActivationName): string {
  switch (activation) {
    case "relu":
      return "ReLU";
    case "sigmoid":
      return t("sigmoid");
    case "tanh":
      return "tanh";
    case "identity":
      return t("none");
  }
}

/** The mean gradient as the table and the sentence print it. */
export function gradientText({ meanGradient }: ActivationShare): string {
  return formatMeasured(meanGradient);
}

function beforeSentence(
  activation: ActivationName,
  subject: string,
  { without, with: found }: ActivationAnswer,
): string {
  const [flatWithout, flatWith] = [without, found].map(({ flat, count }) => formatShare(flat, count));
  const greatest = formatMeasured(greatestSlope(activation));
  const values = [
    flatWithout,
    subject,
    activationLabel(activation),
    gradientText(without),
    flatWith,
    gradientText(found),
  ];
  return activation === "relu"
    ? t(
        "Without batch norm {0} of {1} is where {2} is off, and the mean gradient that gets through is {3}. With it {4} is, and the mean gradient is {5} (at most {6}).",
        ...values,
        greatest,
      )
    : t(
        "Without batch norm {0} of {1} lies where {2} is flat, and the mean gradient that gets through is {3}. With it {4} does, and the mean gradient is {5} (at most {6}).",
        ...values,
        greatest,
      );
}

/** Said only where batch norm does not help. */
function comparison({ without, with: found }: ActivationAnswer): string {
  const gain = found.meanGradient - without.meanGradient;
  if (gain < -sameGradient) {
    return t("Here less of the gradient gets through with batch norm than without it.");
  }
  return gain < sameGradient && found.flat === without.flat ? t("Here batch norm changes nothing of that.") : "";
}

function afterSentence(
  activation: ActivationName,
  subject: string,
  { without, with: found, outputMean, outputVariance }: ActivationAnswer,
): string {
  return t(
    "Batch norm after the activation does not move what enters it: {0} of {1} stays where {2} is flat. What leaves has mean {3} and standard deviation {4} and is normalized then; the mean gradient through both is {5} instead of {6}.",
    formatShare(without.flat, without.count),
    subject,
    activationLabel(activation),
    formatMeasured(outputMean),
    formatMeasured(Math.sqrt(outputVariance)),
    gradientText(found),
    gradientText(without),
  );
}

function deadSentence(
  activation: ActivationName,
  subject: string,
  dead: number,
  placement: "before" | "after",
): string {
  const state = activation === "relu" ? t("off") : t("saturated");
  if (dead === 1) {
    return placement === "before"
      ? t("Every value of one feature ({0}) is {1}: as γ and β are, no gradient gets to it.", subject, state)
      : t("Every value of one feature ({0}) is {1}.", subject, state);
  }
  return t("Every value of {0} features is {1}.", formatCount(dead), state);
}
