import { neededWeights } from "../../doctor/layers/precedingWeights.ts";
import type { ExaminedLayer, ExaminedTensor } from "../../doctor/types.ts";
import type { OpenedTensor, SquaresQuestion } from "../../compute/checkpointRequests.ts";

/** Outputs times inputs that are asked for at most: layers behind larger weights stay unchecked. */
const mostPairs = 8_000_000;

/** Weights by name, the kernel of each output and input taken together: what BN012 needs of them. */
export type KernelSizes = ReadonlyMap<string, ExaminedTensor>;

/**
 * Asks the thread that has the file for the weights between layers whose input is certain.
 *
 * @param ask the root of the sum of squares over the kernel, for every output and input
 */
export async function readKernelSizes(
  layers: readonly ExaminedLayer[],
  tensors: readonly OpenedTensor[],
  ask: (questions: readonly SquaresQuestion[]) => Promise<readonly Float32Array[]>,
): Promise<KernelSizes> {
  const needed = new Set(neededWeights({ layers, tensors }));
  let budget = mostPairs;
  const asked = tensors.flatMap((tensor) => {
    if (!needed.has(tensor.name)) return [];
    const outputsLast = /kernel(:\d+)?$/.test(tensor.name);
    const shape = outputsLast ? tensor.shape.slice(-2) : tensor.shape.slice(0, 2);
    budget -= shape[0] * shape[1];
    return budget < 0 ? [] : [{ name: tensor.name, shape, question: { tensor: tensor.index, outputsLast } }];
  });
  const answers = asked.length === 0 ? [] : await ask(asked.map(({ question }) => question));
  return new Map(asked.map(({ name, shape }, i) => [name, { name, shape, values: answers[i] }]));
}
