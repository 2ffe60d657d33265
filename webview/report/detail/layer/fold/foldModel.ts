import { t } from "@vscode/l10n";
import type { FoldAnswer } from "../../../../../src/shared/layer/fold.ts";
import { columnDecimals, formatCount, formatFixed, formatMeasured } from "../../../../../src/shared/text/numbers.ts";

/** One output channel of folded weights, as the table prints it. */
export interface FoldRow {
  readonly name: string;
  readonly scale: string;
  readonly bias: string;
  readonly foldedBias: string;
  readonly norm: string;
  readonly foldedNorm: string;
}

export function foldRows(answer: FoldAnswer, names: readonly string[]): FoldRow[] {
  const columns = [answer.scale, answer.bias, answer.foldedBias, answer.norm, answer.foldedNorm].map((values) => {
    const decimals = columnDecimals(values);
    return (c: number): string => formatFixed(values[c], decimals);
  });
  return Array.from(answer.scale, (_, c) => {
    const [scale, bias, foldedBias, norm, foldedNorm] = columns.map((text) => text(c));
    return { name: names[c], scale, bias, foldedBias, norm, foldedNorm };
  });
}

/** Which weights were folded. */
export function foldedText({ weights: { fileName, name }, shape, hasBias }: FoldAnswer): string {
  const what = name === "" ? fileName : t("{0} of {1}", name, fileName);
  return hasBias
    ? t("{0}, {1}, with a bias", what, shape.join(" × "))
    : t("{0}, {1}, without a bias: b is 0", what, shape.join(" × "));
}

/** The proof, and whether the data can have come out of these weights at all. */
export function proofText({ numRows, largestDifference, offBy }: FoldAnswer): string {
  const proof = t(
    "On {0} rows W′ · a + b′ differs from batch norm of W · a + b by at most {1}.",
    formatCount(numRows),
    exponentText(largestDifference),
  );
  return offBy < 1e-6
    ? t("{0} The inputs a are those from which these weights make the selected data.", proof)
    : t(
        "{0} The selected data cannot all come from these weights (they miss them by up to {1}): the inputs a are those that come nearest. Is it the right layer?",
        proof,
        formatMeasured(offBy),
      );
}

function exponentText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return formatMeasured(value);
  return value < 1e-3 ? value.toExponential(1).replace("-", "−") : formatMeasured(value);
}
