import { t } from "@vscode/l10n";
import { channelLabel } from "../../../../../src/shared/layer/channelLabel.ts";
import { bitsLeft, type FoldAnswer, type FoldChoice } from "../../../../../src/shared/layer/fold/fold.ts";
import {
  axesText,
  isTransposed,
  operationName,
  type LaidOut,
} from "../../../../../src/shared/layer/fold/weightLayout.ts";
import { columnDecimals, formatCount, formatFixed, formatMeasured } from "../../../../../src/shared/text/numbers.ts";

/** One output channel of folded weights, as the table prints it. */
export interface FoldRow {
  readonly name: string;
  /** What its weights are multiplied by; "" behind batch norm, where every input has a factor of its own. */
  readonly scale: string;
  readonly bias: string;
  readonly foldedBias: string;
  readonly range: string;
  readonly foldedRange: string;
  readonly bits: string;
}

export function foldRows(answer: FoldAnswer, names: readonly string[]): FoldRow[] {
  const columns = [answer.scale, answer.bias, answer.foldedBias, answer.range, answer.foldedRange].map((values) => {
    const decimals = columnDecimals(values);
    return (c: number): string => formatFixed(values[c], decimals);
  });
  const bits = [answer.range, answer.foldedRange].map(bitsLeft);
  const isBefore = answer.place === "before";
  return Array.from(answer.bias, (_, c) => {
    const [scale, bias, foldedBias, range, foldedRange] = columns.map((text) => text(c));
    return {
      ...{ bias, range, foldedRange },
      foldedBias: answer.biasRange === null ? foldedBias : biasText(answer.biasRange, c),
      name: isBefore ? channelLabel(names, c) : t("Output {0}", c),
      scale: isBefore ? scale : "",
      bits: bits.map((all) => all[c].toFixed(1)).join(" → "),
    };
  });
}

/** "−0.2 to 1.4" of a bias that is a map. */
function biasText({ least, largest }: NonNullable<FoldAnswer["biasRange"]>, c: number): string {
  return t("{0} to {1}", formatMeasured(least[c]), formatMeasured(largest[c]));
}

/** The item of the layouts' list: "(in, out, 2, 2) ConvTranspose2d". */
export function layoutText(axes: LaidOut): string {
  return `${axesText(axes)} ${operationName(axes)}`;
}

/** Which weights were folded, and how the order of their axes is known. */
export function foldedText({ weights: { fileName, name }, shape, hasBias }: FoldAnswer): string {
  const what = name === "" ? fileName : t("{0} of {1}", name, fileName);
  return hasBias
    ? t("{0}, {1}, with a bias", what, shape.join(" × "))
    : t("{0}, {1}, without a bias: b is 0", what, shape.join(" × "));
}

export function sourceText({ source, axes, fitting }: FoldAnswer): string {
  const axis = layoutText(axes);
  switch (source) {
    case "stated":
      return t("Read as {0}, as you chose.", axis);
    case "shape":
      return t("Read as {0}: nothing else fits the channels.", axis);
    case "name":
      return t("Read as {0}: their name says so.", axis);
    case "data":
      return t("Read as {0}: under this order of the axes the weights make the selected data.", axis);
    case "assumed":
      return t(
        "Read as {0}: this is assumed. The file does not say, and {1} would fit as well, with other numbers.",
        axis,
        fitting
          .filter(({ layout }) => layout !== axes.layout)
          .map(layoutText)
          .join(", "),
      );
  }
}

/** The proof, and whether the data can have come out of these weights at all. */
export function proofText(answer: FoldAnswer): string {
  const { numInputs, largestDifference, place, axes } = answer;
  const args = [operationName(axes), formatCount(numInputs), exponentText(largestDifference)] as const;
  const proof =
    place === "before"
      ? t("Run on {1} inputs, {0} with W′ and b′ differs from {0} followed by batch norm by at most {2}.", ...args)
      : t("Run on {1} inputs, {0} with W′ and b′ differs from batch norm followed by {0} by at most {2}.", ...args);
  return [proof, inputsText(answer)].filter((text) => text !== "").join(" ");
}

function inputsText(answer: FoldAnswer): string {
  const { inputs, offBy, place, axes } = answer;
  if (answer.biasRange !== null) {
    return t(
      "Nothing may stand between the two, not even an activation. b′ is a map: each place of the output sees another part of the kernel, so JSON and code hold a shift beside W′, which makes the map out of ones.",
    );
  }
  if (place === "after") {
    return axes.kernel.length === 0
      ? t("Nothing may stand between the two, not even an activation.")
      : t(
          "Nothing may stand between the two, not even an activation; where the convolution pads with zeros, its edge differs.",
        );
  }
  if (inputs === "drawn" || offBy === null) return t("The inputs are random: those behind the data cannot be told.");
  if (offBy < 1e-5) return t("The inputs are those from which these weights make the selected data.");
  return isTransposed(axes.layout)
    ? t(
        "The selected data do not come from these weights with a stride of the kernel's size (they miss by up to {0}): the inputs are those that come nearest. With another stride they cannot be told.",
        formatMeasured(offBy),
      )
    : t(
        "The selected data cannot all come from these weights (they miss them by up to {0}): the inputs are those that come nearest. Is it the right layer?",
        formatMeasured(offBy),
      );
}

/** What a person has chosen for these weights; others have not been asked about yet. */
export function savedChoice(saved: unknown, chosen: number): FoldChoice {
  const { place, layout, groups, of } = (saved ?? {}) as Partial<FoldChoice> & { of?: unknown };
  const isSame = of === chosen;
  return {
    place: place === "after" ? "after" : "before",
    layout: isSame ? (layout ?? null) : null,
    groups: isSame ? (groups ?? null) : null,
  };
}

function exponentText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return formatMeasured(value);
  return value < 1e-3 ? value.toExponential(1).replace("-", "−") : formatMeasured(value);
}
