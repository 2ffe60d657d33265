import { presets } from "../../engine/index.ts";
import type { TextTensor } from "../../documents/types.ts";
import type { LayoutName, PresetName } from "../../shared/options.ts";

/** How a tensor's values fall into features: value i of feature c is number (⌊i / inner⌋ · channels + c) · inner + i mod inner. */
export interface Axes {
  readonly channelAxis: number;
  readonly channels: number;
  /** Positions after the channel axis. */
  readonly inner: number;
  readonly valuesPerFeature: number;
  /** Values of one feature that belong to one sample: 1 for tables, the spatial positions otherwise. */
  readonly valuesPerSample: number;
  /** "(N, C, H, W)": the axes by name. */
  readonly label: string;
}

const spatialNames = ["", "L", "H, W", "D, H, W"];

/** Which axis holds the channels. Ranks 1 and 2 have no choice; above, the layout decides, or the preset. */
export function resolveAxes(shape: readonly number[], layout: LayoutName, preset: PresetName): Axes {
  const rank = shape.length;
  const isLast = layout === "channelsLast" || (layout === "auto" && presets[preset].channelAxis === -1);
  const channelAxis = rank > 2 && isLast ? rank - 1 : 1;
  const channels = rank === 1 ? 1 : shape[channelAxis];
  const product = (from: number): number => shape.slice(from).reduce((size, length) => size * length, 1);
  const valuesPerFeature = channels === 0 ? 0 : product(0) / channels;
  const spatial = spatialNames[Math.max(0, rank - 2)];
  const label = rank === 1 ? "(N)" : rank === 2 ? "(N, C)" : isLast ? `(N, ${spatial}, C)` : `(N, C, ${spatial})`;
  return {
    channelAxis,
    channels,
    inner: product(channelAxis + 1),
    valuesPerFeature,
    valuesPerSample: shape[0] === 0 ? 0 : valuesPerFeature / shape[0],
    label,
  };
}

/** Number in the tensor of value `index` of a feature. */
export function flatIndex({ channels, inner }: Axes, feature: number, index: number): number {
  return (Math.floor(index / inner) * channels + feature) * inner + (index % inner);
}

/** The inverse of `flatIndex`. */
export function featureIndex({ channels, inner }: Axes, flat: number): { feature: number; index: number } {
  const block = Math.floor(flat / inner);
  return { feature: block % channels, index: Math.floor(block / channels) * inner + (flat % inner) };
}

/** All values of a feature, in the order of the text. */
export function featureValues(data: Float64Array, axes: Axes, feature: number): Float64Array {
  const { channels, inner, valuesPerFeature } = axes;
  const values = new Float64Array(valuesPerFeature);
  const step = channels * inner;
  for (let from = feature * inner, i = 0; i < valuesPerFeature; from += step) {
    for (let k = 0; k < inner; k++) values[i++] = data[from + k];
  }
  return values;
}

/** Features by name: as the text names axis 1, or by number where the channels are on another axis. */
export function featureNames({ features }: TextTensor, { channels, channelAxis }: Axes): string[] {
  return Array.from({ length: channels }, (_, c) =>
    channelAxis === 1 && c < features.length ? features[c].name : `Channel ${c + 1}`,
  );
}
