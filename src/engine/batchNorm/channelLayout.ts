import { EngineError } from "../errors.ts";
import { checkTensor, type Tensor } from "../tensor.ts";

/**
 * A tensor seen as three axes around its channels: value i of channel c in group n is at `(n · channels + c) · inner + i`.
 * (N, C) has inner 1; (N, C, H, W) has inner H · W; channels last has outer N · H · W and inner 1.
 */
export interface ChannelLayout {
  readonly outer: number;
  readonly channels: number;
  readonly inner: number;
  /** Values of one channel (m): outer · inner. */
  readonly valuesPerChannel: number;
}

const maxRank = 5;

/**
 * Finds the channels of a tensor.
 *
 * **Shapes**: (N), whose N values are one feature whatever the axis says, or rank 2 to 5 with the channels at
 * `channelAxis`; negative axes count from the end.
 *
 * @throws EngineError SHAPE_MISMATCH for another rank, an axis that the tensor does not have, or data that do not fill
 * the shape; EMPTY_INPUT where an axis has length 0
 */
export function resolveChannelLayout(name: string, tensor: Tensor, channelAxis: number): ChannelLayout {
  checkTensor(name, tensor);
  const { shape } = tensor;
  const rank = shape.length;
  if (rank < 1 || rank > maxRank) {
    throw new EngineError("SHAPE_MISMATCH", `${name} requires rank 1 to ${maxRank}`, shape);
  }
  if (rank === 1) {
    checkNotEmpty(name, shape);
    return { outer: shape[0], channels: 1, inner: 1, valuesPerChannel: shape[0] };
  }
  const axis = channelAxis < 0 ? channelAxis + rank : channelAxis;
  if (!Number.isInteger(axis) || axis < 0 || axis >= rank) {
    throw new EngineError("SHAPE_MISMATCH", `${name} requires a rank that has the channel axis ${channelAxis}`, shape);
  }
  const outer = product(shape, 0, axis);
  const inner = product(shape, axis + 1, rank);
  return { outer, channels: shape[axis], inner, valuesPerChannel: outer * inner };
}

/**
 * Refuses a layout without values.
 *
 * @throws EngineError EMPTY_INPUT
 */
export function checkNotEmpty(name: string, shape: readonly number[]): void {
  if (shape.some((length) => length === 0)) {
    throw new EngineError("EMPTY_INPUT", `${name} requires at least one value per channel`, shape);
  }
}

function product(shape: readonly number[], start: number, end: number): number {
  let result = 1;
  for (let axis = start; axis < end; axis++) {
    result *= shape[axis];
  }
  return result;
}
