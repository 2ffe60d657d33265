export interface PruneChannel {
  readonly channel: number;
  /** |γ|, by which channels are ranked. */
  readonly magnitude: number;
  readonly isKept: boolean;
  /** What the next layer gets instead of a pruned channel: its β. */
  readonly constant: number;
  /** Share of the variance of all outputs that this channel carries, 0 to 1. */
  readonly varianceShare: number;
}

export interface PrunePlan {
  /** Largest |γ| first. */
  readonly channels: readonly PruneChannel[];
  readonly numKept: number;
  /** Share of the variance of all outputs that pruning takes away. */
  readonly lostShare: number;
  /** Nothing would be left of the layer. */
  readonly keepsNone: boolean;
}

/**
 * Ranks channels by |γ| and tells what a threshold would take away. A channel goes where |γ| ≤ threshold; its output is
 * then its β.
 *
 * The output of channel c has the variance γ² · var/(var + eps) over the batch.
 *
 * **Source**: Liu et al. 2017, Learning Efficient Convolutional Networks through Network Slimming.
 *
 * @param normalizedVariance variance of x̂ per channel
 * @example
 * planPruning([2, 0], [0, 1], [1, 1], 0.1) // keeps channel 0, loses 0% of the variance
 */
export function planPruning(
  gamma: ArrayLike<number>,
  beta: ArrayLike<number>,
  normalizedVariance: ArrayLike<number>,
  threshold: number,
): PrunePlan {
  const variances = Array.from({ length: gamma.length }, (_, c) => gamma[c] ** 2 * normalizedVariance[c]);
  const total = variances.reduce((sum, variance) => sum + (Number.isFinite(variance) ? variance : 0), 0);
  const channels = variances.map((variance, channel): PruneChannel => {
    const magnitude = Math.abs(gamma[channel]);
    return {
      channel,
      magnitude,
      isKept: magnitude > threshold,
      constant: beta[channel],
      varianceShare: total === 0 || !Number.isFinite(variance) ? 0 : variance / total,
    };
  });
  channels.sort((a, b) => b.magnitude - a.magnitude || a.channel - b.channel);
  const pruned = channels.filter(({ isKept }) => !isKept);
  const numKept = channels.length - pruned.length;
  const lostShare = pruned.reduce((sum, { varianceShare }) => sum + varianceShare, 0);
  return { channels, numKept, lostShare, keepsNone: numKept === 0 };
}
