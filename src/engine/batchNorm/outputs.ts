import { EngineError } from "../errors.ts";
import { checkTensor, dtypeOf, sameShape, type Tensor, type TensorData } from "../tensor.ts";
import { unfilledArray } from "./unfilled.ts";

/**
 * The tensor that a result goes to: `out`, or a new one.
 *
 * @param like what the result has the shape and number type of
 * @param inputs what is read while the result is written
 * @throws EngineError SHAPE_MISMATCH where `out` has another shape or number type, INVALID_OPTION where it shares memory
 * with an input
 */
export function resolveOutput(out: Tensor | undefined, like: Tensor, inputs: readonly Tensor[]): Tensor {
  if (out === undefined) {
    return newOutput(like);
  }
  checkTensor("out", out);
  const shape = like.shape.join(", ");
  if (!sameShape(out.shape, like.shape)) {
    throw new EngineError("SHAPE_MISMATCH", `out requires shape [${shape}]`, out.shape);
  }
  if (dtypeOf(out) !== dtypeOf(like)) {
    throw new EngineError("SHAPE_MISMATCH", `out requires ${dtypeOf(like)}`, dtypeOf(out));
  }
  if (inputs.some(({ data }) => overlap(data, out.data))) {
    throw new EngineError("INVALID_OPTION", "out requires memory of its own", "an input's");
  }
  return out;
}

/**
 * A tensor with the shape and number type of another, in a plain array, of which the caller writes every value.
 */
export function newOutput({ data, shape }: Tensor): Tensor {
  return { data: data instanceof Float32Array ? unfilledArray(data.length) : new Float64Array(data.length), shape };
}

function overlap(a: TensorData, b: TensorData): boolean {
  return (
    a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength
  );
}
