import { findTensors } from "../documents/index.ts";
import type { FindOptions } from "../documents/types.ts";
import type { TensorOverview } from "../session/compute.ts";

/** Shorter lists of numbers are settings (a version, a size, a colour) rather than values of a feature. */
const fewestValues = 4;

/**
 * The tensors that a text holds, none inside another. Of what cannot be a tensor as it is, nothing is said.
 *
 * @throws DocumentError where the text cannot be read: half typed, say
 */
export function textTensors(text: string, options: FindOptions): TensorOverview[] {
  return findTensors(text, options)
    .filter(({ kind, problem, shape }) => problem === null && (kind === "table" || sizeOf(shape) >= fewestValues))
    .map(({ path, format, shape, range }) => ({ path, format, shape, range }));
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
