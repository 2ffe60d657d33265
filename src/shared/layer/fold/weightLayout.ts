/**
 * How the axes of weights are ordered, by the frameworks' own layers:
 *
 * - `outIn` (out, in/groups, …kernel): PyTorch's Linear and Conv; a depthwise one has as many groups as inputs
 * - `inOut` (in, out/groups, …kernel): PyTorch's and ONNX's ConvTranspose
 * - `kernelInOut` (…kernel, in/groups, out): Keras' Dense and Conv
 * - `kernelOutIn` (…kernel, out, in): Keras' ConvTranspose
 * - `kernelInMultiplier` (…kernel, in, multiplier): Keras' DepthwiseConv; output i · multiplier + m reads input i
 */
export const weightLayouts = ["outIn", "inOut", "kernelInOut", "kernelOutIn", "kernelInMultiplier"] as const;
export type WeightLayout = (typeof weightLayouts)[number];

/** Where batch norm stands beside the weights: behind them, or in front of them. */
export type FoldPlace = "before" | "after";

/** Weights of which each axis is known. */
export interface LaidOut {
  readonly layout: WeightLayout;
  readonly groups: number;
  readonly numInputs: number;
  readonly numOutputs: number;
  readonly kernel: readonly number[];
}

/** What a file says of its weights. */
export interface NamedWeights {
  /** "features.0", "up.deconv". */
  readonly name: string;
  /** Its last word: "weight", "kernel", "depthwise_kernel"; "" where there is none. */
  readonly part: string;
  readonly shape: readonly number[];
}

/** Whether weights of a layout belong to a transposed convolution. */
export function isTransposed(layout: WeightLayout): boolean {
  return layout === "inOut" || layout === "kernelOutIn";
}

/**
 * The axes of a shape under a layout.
 *
 * @returns null where the shape cannot be that
 * @example
 * layOut([8, 1, 3, 3], "outIn", 8) // 8 inputs, 8 outputs, kernel [3, 3]
 */
export function layOut(shape: readonly number[], layout: WeightLayout, groups: number): LaidOut | null {
  if (shape.length < 2 || !Number.isInteger(groups) || groups < 1) return null;
  const kernel = layout === "outIn" || layout === "inOut" ? shape.slice(2) : shape.slice(0, -2);
  const [first, second] = layout === "outIn" || layout === "inOut" ? shape : shape.slice(-2);
  const sizes = { layout, kernel };
  switch (layout) {
    case "outIn":
      return first % groups === 0 ? { ...sizes, groups, numInputs: second * groups, numOutputs: first } : null;
    case "inOut":
      return first % groups === 0 ? { ...sizes, groups, numInputs: first, numOutputs: second * groups } : null;
    case "kernelInOut":
      return second % groups === 0 ? { ...sizes, groups, numInputs: first * groups, numOutputs: second } : null;
    case "kernelOutIn":
      return groups === 1 ? { ...sizes, groups, numInputs: second, numOutputs: first } : null;
    case "kernelInMultiplier":
      // It has no kernel without a kernel: (in, multiplier) is a dense layer.
      return kernel.length === 0 ? null : { ...sizes, groups: first, numInputs: first, numOutputs: first * second };
  }
}

/**
 * The ways in which weights can stand before or after a batch norm of so many channels, the likeliest first: what the
 * name says, then PyTorch's and Keras' plain layers. More than one of them: the file does not say which.
 */
export function fittingLayouts(weights: NamedWeights, place: FoldPlace, numChannels: number): LaidOut[] {
  const { shape } = weights;
  const found = weightLayouts.flatMap((layout) => {
    const laidOut = layOut(shape, layout, fittingGroups(weights, layout, place, numChannels));
    if (laidOut === null || !isPossible(weights, layout)) return [];
    return (place === "before" ? laidOut.numOutputs : laidOut.numInputs) === numChannels ? [laidOut] : [];
  });
  return found.sort((a, b) => rank(weights, b.layout) - rank(weights, a.layout));
}

/** The groups that make the channels fit: given by them where the axis holds channels/groups, otherwise 1. */
function fittingGroups(weights: NamedWeights, layout: WeightLayout, place: FoldPlace, numChannels: number): number {
  const [first, second] = layout === "outIn" || layout === "inOut" ? weights.shape : weights.shape.slice(-2);
  const perGroup =
    layout === "outIn" && place === "after"
      ? second
      : layout === "inOut" && place === "before"
        ? second
        : layout === "kernelInOut" && place === "after"
          ? first
          : null;
  if (perGroup !== null) return numChannels / perGroup;
  // One input per group is a depthwise convolution, unless the network begins here with one channel.
  return layout === "outIn" && second === 1 && isDepthwise(weights) ? first : 1;
}

/** Keras' kernels have the channels last, PyTorch's weights first: where a name says whose it is, others are out. */
function isPossible({ part, shape }: NamedWeights, layout: WeightLayout): boolean {
  // Without a kernel nothing is transposed: (out, in) and (in, out) are PyTorch's and Keras' dense layers.
  if (shape.length === 2 && isTransposed(layout)) return false;
  const isFirst = layout === "outIn" || layout === "inOut";
  if (/kernel$/i.test(part)) return !isFirst;
  return isFirst || !/^weight$/i.test(part);
}

function rank(weights: NamedWeights, layout: WeightLayout): number {
  return (isNamed(weights, layout) ? weightLayouts.length : 0) - weightLayouts.indexOf(layout);
}

/** Whether the name says that this is a transposed or a depthwise convolution, and the layout is one. */
export function isNamed(weights: NamedWeights, layout: WeightLayout): boolean {
  const saysTransposed = /deconv|transpos|(?:^|[._/])(?:up(?:sample|conv)?|convt)\d*(?:[._/]|$)/i.test(weights.name);
  return (saysTransposed && isTransposed(layout)) || (isDepthwise(weights) && layout === "kernelInMultiplier");
}

function isDepthwise({ name, part }: NamedWeights): boolean {
  return /depthwise|(?:^|[._/])dw(?:conv)?\d*(?:[._/]|$)/i.test(`${name}.${part}`);
}

/** "(in, out/groups, 3, 3)": the axes of a layout with the kernel's sizes. */
export function axesText({ layout, kernel, groups }: LaidOut): string {
  const perGroup = groups > 1 ? "/groups" : "";
  switch (layout) {
    case "outIn":
      return `(${["out", `in${perGroup}`, ...kernel].join(", ")})`;
    case "inOut":
      return `(${["in", `out${perGroup}`, ...kernel].join(", ")})`;
    case "kernelInOut":
      return `(${[...kernel, `in${perGroup}`, "out"].join(", ")})`;
    case "kernelOutIn":
      return `(${[...kernel, "out", "in"].join(", ")})`;
    case "kernelInMultiplier":
      return `(${[...kernel, "in", "multiplier"].join(", ")})`;
  }
}

/** What the framework calls the operation: "Conv2d", "ConvTranspose1d", "Dense", "DepthwiseConv2D". */
export function operationName({ layout, kernel }: LaidOut): string {
  const rank = kernel.length;
  switch (layout) {
    case "outIn":
      return rank === 0 ? "Linear" : `Conv${rank}d`;
    case "inOut":
      return `ConvTranspose${rank}d`;
    case "kernelInOut":
      return rank === 0 ? "Dense" : `Conv${rank}D`;
    case "kernelOutIn":
      return `Conv${rank}DTranspose`;
    case "kernelInMultiplier":
      return `DepthwiseConv${rank}D`;
  }
}
