/** By what channels are ranked: |γ|, the spread of y, or the effective scale. */
export const pruneMeasures = ["gamma", "spread", "scale"] as const;
export type PruneMeasure = (typeof pruneMeasures)[number];

/** Weights between layers, as far as names and shapes tell what is between. */
export interface LinkedWeights {
  /** The layer that normalizes their outputs, and the one whose outputs enter; null: not known, nothing is taken away. */
  readonly to: number | null;
  readonly from: number | null;
  readonly numOutputs: number;
  readonly numInputs: number;
  /** Numbers for each pair of an output and an input; of a depthwise convolution for each output. */
  readonly kernel: number;
  readonly isDepthwise: boolean;
  readonly hasBias: boolean;
}

/** Everything that a threshold needs: it is moved on the page. */
export interface PruneChannels {
  /** Channels of layer i are offset[i] … offset[i + 1] − 1. */
  readonly offset: Uint32Array;
  readonly measures: Readonly<Record<PruneMeasure, Float64Array>>;
  /** Layers whose outputs are added to each other: a channel goes in all of them or in none. */
  readonly joined: readonly (readonly number[])[];
  readonly weights: readonly LinkedWeights[];
  /** Numbers that are learned, in the whole part. */
  readonly numParameters: number;
}

/** What a threshold would take away. */
export interface PrunePlan {
  /** Channels under the threshold. */
  readonly numUnder: number;
  readonly numRemovable: number;
  /** 0 stays, 1 goes, 2 is under the threshold but joined to one that stays. */
  readonly fate: Uint8Array;
  /** Channels of each layer that stay, and those of them that are only joined. */
  readonly kept: Uint32Array;
  readonly joined: Uint32Array;
  readonly parametersAfter: number;
}

/**
 * Which channels go where a measure is under a threshold. A channel whose output is added to that of another layer goes
 * only with it.
 *
 * **Source**: Liu et al. 2017, Learning Efficient Convolutional Networks through Network Slimming.
 */
export function planPruning(channels: PruneChannels, measure: PruneMeasure, threshold: number): PrunePlan {
  const { offset, joined: groups, weights } = channels;
  const values = channels.measures[measure];
  const numLayers = offset.length - 1;
  const fate = Uint8Array.from(values, (value) => (value < threshold ? 1 : 0));
  const numUnder = fate.reduce((sum, each) => sum + each, 0);
  for (const group of groups) keepJoined(group, offset, fate);
  const kept = new Uint32Array(numLayers);
  const joined = new Uint32Array(numLayers);
  let numRemovable = 0;
  for (let i = 0; i < numLayers; i++) {
    for (let k = offset[i]; k < offset[i + 1]; k++) {
      if (fate[k] === 1) numRemovable++;
      else kept[i]++;
      if (fate[k] === 2) joined[i]++;
    }
  }
  const sizeOf = (layer: number | null, size: number): number => (layer === null ? size : kept[layer]);
  let removed = 0;
  for (const { to, from, numOutputs, numInputs, kernel, isDepthwise, hasBias } of weights) {
    const outputs = sizeOf(to, numOutputs);
    const inputs = isDepthwise ? 1 : sizeOf(from, numInputs);
    removed += kernel * (numOutputs * (isDepthwise ? 1 : numInputs) - outputs * inputs);
    if (hasBias) removed += numOutputs - outputs;
  }
  // γ and β of the channels themselves.
  removed += 2 * numRemovable;
  return { numUnder, numRemovable, fate, kept, joined, parametersAfter: channels.numParameters - removed };
}

function keepJoined(group: readonly number[], offset: Uint32Array, fate: Uint8Array): void {
  const size = offset[group[0] + 1] - offset[group[0]];
  for (let c = 0; c < size; c++) {
    if (group.every((layer) => fate[offset[layer] + c] === 1)) continue;
    for (const layer of group) {
      if (fate[offset[layer] + c] === 1) fate[offset[layer] + c] = 2;
    }
  }
}
