import { t } from "@vscode/l10n";
import { channelLabel } from "../../../../../src/shared/layer/channelLabel.ts";
import type { PrunePlan } from "../../../../../src/shared/layer/pruneChannels.ts";
import { formatCount, formatMeasured, formatShare } from "../../../../../src/shared/text/numbers.ts";
import { csvText } from "../../../../common/exports.ts";
import { type Plot } from "../../../charts/plotChart.ts";

/** |γ| of the channels from the largest to the smallest, and the threshold: what stays is filled. */
export function prunePlot({ channels }: PrunePlan, threshold: number): Plot {
  const sizes = channels.map(({ magnitude }) => magnitude);
  const largest = Math.max(...sizes.filter(Number.isFinite), threshold, 0);
  return {
    x: { min: 0.4, max: channels.length + 0.6, title: t("channel, by |γ|"), whole: true, grid: false },
    y: { min: 0, max: largest * 1.08 || 1 },
    series: [
      {
        kind: "points",
        role: "output",
        radius: channels.length > 100 ? 2 : 4,
        points: sizes.map((y, i) => ({ x: i + 1, y })),
        hollow: (i) => !channels[i].isKept,
      },
      {
        kind: "line",
        role: "reference",
        dashed: true,
        points: [
          { x: 0.4, y: threshold },
          { x: channels.length + 0.6, y: threshold },
        ],
      },
    ],
  };
}

/** What stays, what goes, and how much of the outputs' variance goes with it. */
export function pruneSentence({ channels, numKept, lostShare }: PrunePlan, names: readonly string[]): string {
  const pruned = channels.filter(({ isKept }) => !isKept);
  if (pruned.length === 0) {
    return t("All {0} channels stay.", formatCount(channels.length));
  }
  const listed = pruned.slice(-5).map(({ channel }) => channelLabel(names, channel));
  const more = pruned.length - listed.length;
  return t(
    "{0} of {1} channels stay. Without {2} the outputs lose {3} of their variance.",
    formatCount(numKept),
    formatCount(channels.length),
    more === 0 ? listed.join(", ") : t("{0} and {1} more", listed.join(", "), formatCount(more)),
    formatShare(lostShare, 1),
  );
}

/** "7 of 8 stay", for the closed section. */
export function pruneSummary({ channels, numKept }: PrunePlan): string {
  return t("{0} of {1} channels stay", formatCount(numKept), formatCount(channels.length));
}

/** What the next layer gets instead of a channel that is pruned. */
export function constantText(beta: number): string {
  return beta === 0 ? t("nothing") : t("{0} into its bias", formatMeasured(beta));
}

/** Python code that picks the channels that stay out of the next layer's weights, in the order of the layer. */
export function keptAsTorchCode({ channels }: PrunePlan): string {
  const kept = channels
    .filter(({ isKept }) => isKept)
    .map(({ channel }) => channel)
    .sort((a, b) => a - b);
  const constants = channels
    .filter(({ isKept, constant }) => !isKept && constant !== 0)
    .map(({ channel, constant }) => `${channel}: ${constant}`);
  return [
    "import torch",
    "",
    `keep = torch.tensor([${kept.join(", ")}], dtype=torch.long)  # weight[keep] here, next_layer.weight[:, keep] there`,
    `constants = {${constants.join(", ")}}  # outputs of pruned channels: add next_layer.weight[:, c] * activation(value) to its bias`,
    "",
  ].join("\n");
}

/** The table of all channels with all digits, in the order of |γ|. */
export function pruneCsv({ channels }: PrunePlan, names: readonly string[]): string {
  return csvText([
    ["channel", "gamma_magnitude", "kept", "share_of_variance", "constant_without_it"],
    ...channels.map(({ channel, magnitude, isKept, varianceShare, constant }) => [
      names[channel],
      magnitude,
      String(isKept),
      varianceShare,
      constant,
    ]),
  ]);
}
