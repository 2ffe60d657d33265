import { EngineError, type Tensor } from "../../../engine/index.ts";
import type { LaidOut, WeightLayout } from "../../../shared/layer/fold/weightLayout.ts";

// The operations themselves, as their frameworks define them: a fold is proven by running them. They are written apart
// from the fold, and address a weight by its axes rather than find the channels of a place in the list.

/**
 * Runs a dense layer, a convolution or a transposed convolution, with stride 1, no padding and no dilation.
 *
 * **Shapes**: input (N, in, …spatial), one spatial axis per axis of the kernel; output (N, out, …spatial − kernel + 1), of
 * a transposed one (N, out, …spatial + kernel − 1).
 *
 * **Source**: torch.nn.functional.conv2d and conv_transpose2d; Keras' Dense, Conv, Conv…Transpose and DepthwiseConv, which
 * all compute a cross-correlation.
 *
 * @throws EngineError SHAPE_MISMATCH
 */
export function runOperation(weight: Tensor, bias: ArrayLike<number> | null, axes: LaidOut, input: Tensor): Tensor {
  const { numInputs, numOutputs, kernel, groups } = axes;
  const [numSamples, channels, ...spatial] = input.shape;
  if (channels !== numInputs || spatial.length !== kernel.length) {
    const problem = `input requires ${numInputs} channels and ${kernel.length} more axes`;
    throw new EngineError("SHAPE_MISMATCH", problem, input.shape);
  }
  const transposed = axes.layout === "inOut" || axes.layout === "kernelOutIn";
  const size = spatial.map((length, axis) => (transposed ? length + kernel[axis] - 1 : length - kernel[axis] + 1));
  const plain = plainWeights(weight, axes);
  const [inPerGroup, outPerGroup] = [numInputs / groups, numOutputs / groups];
  const [numPlaces, numPixels, numPositions] = [count(size), count(spatial), count(kernel)];
  const offsets = Array.from({ length: numPositions }, (_, position) => unravel(position, kernel));
  const data = new Float64Array(numSamples * numOutputs * numPlaces);
  for (let p = 0; p < numPlaces; p++) {
    const place = unravel(p, size);
    offsets.forEach((offset, position) => {
      const from = place.map((at, axis) => (transposed ? at - offset[axis] : at + offset[axis]));
      if (from.some((at, axis) => at < 0 || at >= spatial[axis])) return;
      const pixel = from.reduce((index, at, axis) => index * spatial[axis] + at, 0);
      for (let n = 0; n < numSamples; n++) {
        for (let o = 0; o < numOutputs; o++) {
          const firstInput = Math.floor(o / outPerGroup) * inPerGroup;
          let sum = 0;
          for (let i = 0; i < inPerGroup; i++) {
            const value = input.data[(n * numInputs + firstInput + i) * numPixels + pixel];
            sum += plain[(o * inPerGroup + i) * numPositions + position] * value;
          }
          data[(n * numOutputs + o) * numPlaces + p] += sum;
        }
      }
    });
  }
  if (bias !== null) data.forEach((_, k) => (data[k] += bias[Math.floor(k / numPlaces) % numOutputs]));
  return { data, shape: [numSamples, numOutputs, ...size] };
}

/** The weights as (out, in of the group, position in the kernel), whatever their layout. */
export function plainWeights({ data, shape }: Tensor, axes: LaidOut): Float64Array {
  const { layout, numInputs, numOutputs, kernel, groups } = axes;
  const [inPerGroup, outPerGroup, numPositions] = [numInputs / groups, numOutputs / groups, count(kernel)];
  const plain = new Float64Array(data.length);
  let k = 0;
  for (let o = 0; o < numOutputs; o++) {
    const group = Math.floor(o / outPerGroup);
    const within = o - group * outPerGroup;
    for (let i = 0; i < inPerGroup; i++) {
      const input = group * inPerGroup + i;
      for (let position = 0; position < numPositions; position++) {
        plain[k++] = data[weightAt(layout, shape, { o, i, input, within, position, numPositions })];
      }
    }
  }
  return plain;
}

/** One weight: output and input of the whole, those within the group, and the position in the kernel. */
interface WeightIndex {
  readonly o: number;
  readonly within: number;
  readonly input: number;
  readonly i: number;
  readonly position: number;
  readonly numPositions: number;
}

/** Where a weight stands in a row-major list of this shape. */
function weightAt(layout: WeightLayout, shape: readonly number[], index: WeightIndex): number {
  const { o, within, input, i, position, numPositions } = index;
  const [first, last] = [shape[1], shape[shape.length - 1]];
  const lastButOne = shape[shape.length - 2];
  switch (layout) {
    case "outIn":
      return (o * first + i) * numPositions + position;
    case "inOut":
      return (input * first + within) * numPositions + position;
    case "kernelInOut":
      return (position * lastButOne + i) * last + o;
    case "kernelOutIn":
      return (position * lastButOne + o) * last + input;
    case "kernelInMultiplier":
      return (position * lastButOne + input) * last + within;
  }
}

/** How many values a shape holds. */
export function count(lengths: readonly number[]): number {
  return lengths.reduce((size, length) => size * length, 1);
}

/** The position along each axis of a place in a row-major list. */
export function unravel(place: number, lengths: readonly number[]): number[] {
  const position = new Array<number>(lengths.length);
  let rest = place;
  for (let axis = lengths.length - 1; axis >= 0; axis--) {
    position[axis] = rest % lengths[axis];
    rest = Math.floor(rest / lengths[axis]);
  }
  return position;
}
