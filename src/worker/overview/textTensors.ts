import { findTensors, isListed } from "../../documents/index.ts";
import type { FindOptions } from "../../documents/types.ts";
import type { TensorOverview } from "../../session/compute/compute.ts";

/**
 * The tensors that a text holds, none inside another. Of what cannot be a tensor as it is, nothing is said.
 *
 * @throws DocumentError where the text cannot be read: half typed, say
 */
export function textTensors(text: string, options: FindOptions): TensorOverview[] {
  return findTensors(text, options)
    .filter((tensor) => isListed(tensor) || (tensor.kind === "table" && tensor.problem === null))
    .map(({ path, format, shape, range }) => ({ path, format, shape, range }));
}
