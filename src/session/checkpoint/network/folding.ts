import type { CheckpointLayer } from "../../../documents/checkpoints/types.ts";
import type { FoldAnswer, FoldQuestion } from "../../../shared/checkpoint/folding.ts";
import { effectiveScale } from "../../../shared/checkpoint/scale.ts";
import type { LayerChannels } from "../report/channels.ts";
import { outputsOf, parentOf, producersOf, type OutputAxis, type Producer } from "./network.ts";
import type { FoldOrder, FoldStep, OpenedTensor } from "../../compute/checkpointRequests.ts";

/** A part of a checkpoint as folding looks at it. */
export interface FoldedPart {
  readonly layers: readonly CheckpointLayer[];
  readonly channels: readonly LayerChannels[];
  readonly tensors: readonly OpenedTensor[];
}

/**
 * The largest |W| of each output before and after folding: W′ = W · γ/√(σ² + ε).
 *
 * @param read the values of a tensor by its number
 */
export async function foldRanges(
  { layers, channels, tensors }: FoldedPart,
  { layer, outputs: chosen }: FoldQuestion,
  read: (tensor: number) => Promise<Float64Array>,
): Promise<FoldAnswer> {
  const producer = producersOf(layers, tensors)[layer];
  if (producer === null || layers[layer].runningVar === null)
    return { kind: "none", tried: triedBefore(layers[layer], tensors) };
  const { weight, isDepthwise } = producer;
  const { numFeatures } = layers[layer];
  const other: OutputAxis = producer.outputs === "first" ? "last" : "first";
  const canSwap = !isDepthwise && outputsOf(weight.shape, other) === numFeatures;
  const outputs = canSwap ? (chosen ?? producer.outputs) : producer.outputs;
  const before = largestOf(await read(weight.index), numFeatures, outputs);
  const { gamma, variance, eps } = channels[layer];
  const after = before.map((range, c) => range * Math.abs(effectiveScale(gamma[c], variance[c], eps)));
  return {
    kind: "ranges",
    ranges: { tensor: weight.name, shape: weight.shape, isDepthwise, outputs, canSwap, before, after },
  };
}

/** Name of the last weights before a layer in the file; null where there are none. */
function triedBefore({ name }: CheckpointLayer, tensors: readonly OpenedTensor[]): string | null {
  const start = tensors.findIndex((tensor) => tensor.name.startsWith(`${name}.`) || tensor.name.startsWith(`${name}/`));
  return (
    tensors
      .slice(0, Math.max(start, 0))
      .filter(({ shape }) => shape.length > 1)
      .at(-1)?.name ?? null
  );
}

/** Largest absolute value of each output. */
function largestOf(values: Float64Array, numOutputs: number, outputs: OutputAxis): Float64Array {
  const largest = new Float64Array(numOutputs);
  const perOutput = values.length / numOutputs;
  for (let i = 0; i < values.length; i++) {
    const c = outputs === "first" ? Math.floor(i / perOutput) : i % numOutputs;
    const size = Math.abs(values[i]);
    if (!(size <= largest[c])) largest[c] = size;
  }
  return largest;
}

/** What a file holds in which every layer is folded that has statistics and its weights before it. */
export function foldOrder({ layers, channels, tensors }: FoldedPart): FoldOrder {
  const producers = producersOf(layers, tensors);
  const steps = layers.flatMap((layer, i): FoldStep[] => {
    const producer = producers[i];
    return producer === null || layer.runningVar === null ? [] : [stepOf(producer, channels[i])];
  });
  const folded = layers.filter((layer, i) => producers[i] !== null && layer.runningVar !== null);
  const names = new Set(folded.map(({ name }) => name));
  return { tensors: tensors.filter(({ name }) => !names.has(parentOf(name))).map(({ index }) => index), steps };
}

function stepOf({ weight, outputs, bias }: Producer, { gamma, beta, mean, variance, eps }: LayerChannels): FoldStep {
  const scale = gamma.map((value, c) => effectiveScale(value, variance[c], eps));
  return {
    ...{ weight: weight.index, outputsLast: outputs === "last", bias: bias?.index ?? null, scale },
    biasName: bias?.name ?? weight.name.replace(/(weight|kernel)(:\d+)?$/, "bias$2"),
    shift: beta.map((value, c) => value - scale[c] * mean[c]),
  };
}
