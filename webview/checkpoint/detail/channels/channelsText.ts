import { t } from "@vscode/l10n";
import { effectiveScale } from "../../../../src/shared/checkpoint/scale.ts";
import type { ChannelColumns, CheckpointSnapshot } from "../../../../src/shared/checkpoint/snapshot.ts";
import { formatCount, formatSignificant, formatMeasured, formatShare } from "../../../../src/shared/text/numbers.ts";
import { range } from "../../../../src/shared/view/range.ts";
import { extent } from "../../../../src/shared/view/features.ts";
import type { Scatter } from "./scatterModel.ts";

/** What the scatter shows, in a few sentences with the numbers. */
export function channelsText(
  { layers, numChannels, points }: CheckpointSnapshot,
  selected: number | null,
  table: ChannelColumns,
  scatter: Scatter,
): string {
  if (selected !== null && !layers[selected].hasStatistics) {
    return t("The layer keeps no running statistics: in evaluation it normalizes each batch by its own.");
  }
  const sentences = selected === null ? [allText(numChannels, points.isThinned)] : layerText(table);
  return [...sentences, ...leftOut(scatter)].join(" ");
}

function allText(numChannels: number, isThinned: boolean): string {
  const count = formatCount(numChannels);
  return isThinned
    ? t("{0} channels of all layers, one of each small area; select a layer to see its own among them.", count)
    : t("{0} channels of all layers; select a layer to see its own among them.", count);
}

function layerText({ gamma, variance, eps }: ChannelColumns): string[] {
  const num = gamma.length;
  const [limit] = eps;
  const isLeft = (i: number): boolean => variance[i] < limit && variance[i] > 0;
  const numLeft = Array.from(variance).filter((_, i) => isLeft(i)).length;
  const deviations = extent(variance.map(Math.sqrt), (i) => variance[i] > 0);
  const scales = extent(gamma.map((value, i) => Math.abs(effectiveScale(value, variance[i], limit))));
  if (deviations === null || scales === null) return [];
  const factors = range(scales, shortFactor);
  if (numLeft === num) {
    const without = extent(gamma.map((value, i) => Math.abs(effectiveScale(value, variance[i], 0))));
    return [
      t(
        "All {0} channels lie left of √ε: their σ is {1}, and ε, not the data, sets their scale.",
        formatCount(num),
        range(deviations, shortNumber),
      ),
      t(
        "They are amplified {0} times; without ε it would be {1} times.",
        factors,
        without === null ? "–" : range(without, shortFactor),
      ),
    ];
  }
  const least = Math.min(...Array.from(variance).filter((value) => value > 0));
  const change = 1 - Math.sqrt(least / (least + limit));
  if (numLeft > 0) {
    return [
      numLeft === 1
        ? t("One of {0} channels lies left of √ε, where ε and not the data sets the scale.", formatCount(num))
        : t(
            "{0} of {1} channels lie left of √ε, where ε and not the data sets the scale.",
            formatCount(numLeft),
            formatCount(num),
          ),
      t("σ is {0}, and the channels are scaled {1} times.", range(deviations, shortNumber), factors),
    ];
  }
  return [
    t(
      "σ is {0}, and the {1} channels are scaled {2} times; ε changes that by {3} at most.",
      ...[range(deviations, shortNumber), formatCount(num), factors, formatShare(change, 1)],
    ),
  ];
}

/** What the chart cannot show where it is. */
function leftOut({ onAxis, left, notFinite, y }: Scatter): string[] {
  const sentences: string[] = [];
  const names = (channels: readonly number[]): string =>
    channels.slice(0, 5).map(String).join(", ") + (channels.length > 5 ? " …" : "");
  if (notFinite.length === 1) sentences.push(t("Channel {0} is not drawn: it is not finite.", notFinite[0]));
  if (notFinite.length > 1) sentences.push(t("Channels {0} are not drawn: they are not finite.", names(notFinite)));
  if (left.length === 1)
    sentences.push(t("Channel {0} lies left of the axis: its input was nearly constant.", left[0]));
  if (left.length > 1)
    sentences.push(t("Channels {0} lie left of the axis: their inputs were nearly constant.", names(left)));
  const bound = y.min === -3 ? "10⁻³" : formatMeasured(10 ** y.min);
  if (onAxis.own === 1) sentences.push(t("One channel with |γ| < {0} is drawn on the axis.", bound));
  if (onAxis.own > 1)
    sentences.push(t("{0} channels with |γ| < {1} are drawn on the axis.", formatCount(onAxis.own), bound));
  if (onAxis.others === 1) sentences.push(t("One channel of other layers with |γ| < {0} is drawn on the axis.", bound));
  if (onAxis.others > 1) {
    sentences.push(
      t("{0} channels of other layers with |γ| < {1} are drawn on the axis.", formatCount(onAxis.others), bound),
    );
  }
  return sentences;
}

/** A measured number in two digits. */
export function shortNumber(value: number): string {
  return formatSignificant(value, 2);
}

/** A factor: three digits, and a count where it is large. */
export function shortFactor(value: number): string {
  return value >= 1000 && value < 1e6 ? formatCount(Math.round(value)) : formatSignificant(value, 3);
}
