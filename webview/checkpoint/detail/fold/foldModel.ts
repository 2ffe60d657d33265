import { t } from "@vscode/l10n";
import { bitsOf, type FoldRanges } from "../../../../src/shared/checkpoint/folding.ts";
import { formatCount, formatMeasured } from "../../../../src/shared/text/numbers.ts";

/** Channels below so many bits are counted: one scale for the tensor leaves them little. */
const fewBits = 6;

/** Channels in the order of the chart: the widest after folding first. */
export function foldedOrder({ after }: FoldRanges): number[] {
  return Array.from(after, (_, c) => c).sort((a, b) => after[b] - after[a] || a - b);
}

/** The axis of both ranges, in powers of ten. */
export function rangeAxis({ before, after }: FoldRanges): { min: number; max: number } {
  const logs = [...before, ...after].map(Math.log10).filter(Number.isFinite);
  if (logs.length === 0) return { min: -1, max: 1 };
  const max = Math.max(...logs);
  return { min: Math.max(Math.floor(Math.min(...logs) * 2) / 2, max - 8), max: max + 0.15 };
}

/** What folding does to the ranges, and what that costs in int8. */
export function foldSentence({ before, after }: FoldRanges): string {
  const [narrow, wide] = [widthOf(before), widthOf(after)];
  const change = t(
    "The widest channel was {0} times the narrowest, and is {1} times after.",
    formatMeasured(narrow, 3),
    formatMeasured(wide, 3),
  );
  const largest = after.reduce((most, value) => (value > most ? value : most), 0);
  const few = Array.from(after).filter((range) => range > 0 && bitsOf(range, largest) < fewBits).length;
  const kept =
    few === 0
      ? t("With one int8 scale for the tensor, every channel keeps at least {0} of 8 bits.", fewBits)
      : t(
          "With one int8 scale for the tensor, {0} of {1} channels keep less than {2} of 8 bits; one scale per channel keeps all.",
          formatCount(few),
          formatCount(after.length),
          fewBits,
        );
  return `${change} ${kept}`;
}

/** The largest range by the smallest above 0. */
function widthOf(ranges: Float64Array): number {
  const above = Array.from(ranges).filter((range) => range > 0 && range < Infinity);
  return Math.max(...above) / Math.min(...above);
}

/** "(out, in) as PyTorch", "depthwise": how the weights are read. */
export function layoutText({ outputs, isDepthwise, shape }: FoldRanges): string {
  const lengths = shape.join(" × ");
  if (isDepthwise) return t("{0}, depthwise", lengths);
  return outputs === "first" ? t("{0}, outputs first", lengths) : t("{0}, outputs last", lengths);
}
