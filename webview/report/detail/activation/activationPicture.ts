import type { ActivationAnswer } from "../../../../src/shared/report/questions.ts";
import type { Histogram } from "../../../../src/shared/report/report.ts";
import type { ActivationPicture } from "../../charts/activationChart.ts";
import {
  activatedHistogram,
  type AffineMap,
  estimateShare,
  inputRange,
  outputRange,
} from "../../charts/activationModel.ts";
import type { DistributionOutput } from "../../charts/distributionModel.ts";
import type { DistributionBase, Range } from "../../charts/distributionBase.ts";
import type { ActivationName } from "../../../../src/shared/options.ts";

/** What enters the activation with and without batch norm, as histograms of x̂ or x and the maps that lead to z. */
export interface ActivationInputs {
  /** x, for z = x. */
  readonly input: Histogram;
  readonly inputMap: AffineMap;
  /** x̂, or y itself where the features have different γ and β. */
  readonly normalized: Histogram;
  readonly normalizedMap: AffineMap;
}

/** The histograms to map: the fine one of x̂ where it has come, otherwise those of the snapshot. */
export function activationInputs(
  base: DistributionBase,
  output: DistributionOutput,
  fine: { readonly start: number; readonly width: number; readonly counts: Uint32Array } | null,
  mixed: Histogram | null,
): ActivationInputs {
  const identity = { scale: 1, shift: 0 };
  if (mixed !== null) {
    return { input: base.inputHistogram, inputMap: identity, normalized: mixed, normalizedMap: identity };
  }
  const normalizedMap = { scale: output.gamma, shift: output.beta };
  if (fine === null || base.feature < 0) {
    return { input: base.inputHistogram, inputMap: identity, normalized: base.normalizedHistogram, normalizedMap };
  }
  const histogram: Histogram = { ...fine, below: 0, above: 0, discrete: false };
  const inputMap = { scale: base.scale, shift: base.center };
  return { input: histogram, inputMap, normalized: histogram, normalizedMap };
}

/** The chart of an activation; `inputLeftOut` where x lies too far away to be drawn with y. */
export function activationPicture(
  activation: ActivationName,
  placement: "before" | "after",
  base: DistributionBase,
  output: DistributionOutput,
  inputs: ActivationInputs,
  answer: ActivationAnswer | null,
): { picture: ActivationPicture; inputLeftOut: boolean } {
  const entering = placement === "before" ? outlineRange(output.outputOutline) : outlineRange(base.inputOutline);
  const { range, inputLeftOut } = inputRange(activation, entering, outlineRange(base.inputOutline));
  const { input, inputMap, normalized, normalizedMap } = inputs;
  const own = outputRange(activation, range);
  const inputLeaving = activatedHistogram(activation, input, inputMap, own);
  const before = {
    activation,
    range,
    outputs: own,
    input: inputLeftOut ? null : { entering: base.inputOutline, leaving: inputLeaving },
    output: {
      entering: output.outputOutline,
      leaving: activatedHistogram(activation, normalized, normalizedMap, own),
    },
  };
  if (placement === "before" || answer === null) {
    return { picture: before, inputLeftOut };
  }
  // After the activation: what leaves is normalized, then scaled and shifted by γ and β.
  const factor = output.gamma / Math.sqrt(answer.outputVariance || 1);
  const shift = output.beta - answer.outputMean * factor;
  const leaving = mapped(inputLeaving, factor, shift);
  const shown = occupied(leaving);
  // A few values far out must not make the curve a line.
  const outputs = {
    min: Math.min(own.min, Math.max(shown.min, own.min - 4)),
    max: Math.max(own.max, Math.min(shown.max, own.max + 4)),
  };
  return { picture: { ...before, outputs, output: { entering: null, leaving } }, inputLeftOut };
}

/** Estimated shares with and without batch norm, for as long as γ or β moves. */
export function estimatedShares(
  activation: ActivationName,
  placement: "before" | "after",
  { input, inputMap, normalized, normalizedMap }: ActivationInputs,
): Pick<ActivationAnswer, "without" | "with"> {
  const without = estimateShare(activation, input, inputMap);
  return {
    without,
    with: placement === "before" ? estimateShare(activation, normalized, normalizedMap) : without,
  };
}

function mapped({ start, width, counts, ...rest }: Histogram, scale: number, shift: number): Histogram {
  return scale < 0
    ? {
        ...rest,
        start: (start + width * counts.length) * scale + shift,
        width: -width * scale,
        counts: counts.slice().reverse(),
      }
    : { ...rest, start: start * scale + shift, width: width * scale, counts };
}

/** From the first bin that holds anything to the last. */
function occupied({ start, width, counts }: Histogram): Range {
  const filled = Array.from(counts.keys()).filter((k) => counts[k] > 0);
  return { min: start + (filled.at(0) ?? 0) * width, max: start + ((filled.at(-1) ?? 0) + 1) * width };
}

function outlineRange({ start, end }: { start: number; end: number }): Range {
  return { min: start, max: end };
}
