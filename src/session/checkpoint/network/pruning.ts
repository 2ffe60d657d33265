import type { CheckpointFramework, CheckpointLayer } from "../../../documents/checkpoints/types.ts";
import { effectiveScale } from "../../../shared/checkpoint/scale.ts";
import type { PruneChannels } from "../../../shared/checkpoint/pruning.ts";
import type { LayerChannels } from "../report/channels.ts";
import { linksOf } from "./links.ts";
import type { OpenedTensor } from "../../compute/checkpointRequests.ts";

/** What the Prune tab needs of a part: the measures of all channels, and what hangs together. */
export function pruneChannels(
  layers: readonly CheckpointLayer[],
  channels: readonly LayerChannels[],
  tensors: readonly OpenedTensor[],
  framework: CheckpointFramework,
): PruneChannels {
  const offset = new Uint32Array(channels.length + 1);
  channels.forEach(({ numFeatures }, i) => {
    offset[i + 1] = offset[i] + numFeatures;
  });
  const column = (value: (layer: LayerChannels, c: number) => number): Float64Array => {
    const all = new Float64Array(offset[channels.length]);
    channels.forEach((layer, i) => {
      for (let c = 0; c < layer.numFeatures; c++) all[offset[i] + c] = value(layer, c);
    });
    return all;
  };
  const scale = ({ gamma, variance, eps }: LayerChannels, c: number): number =>
    Math.abs(effectiveScale(gamma[c], variance[c], eps));
  return {
    offset,
    measures: {
      gamma: column(({ gamma }, c) => Math.abs(gamma[c])),
      spread: column((layer, c) => scale(layer, c) * Math.sqrt(layer.variance[c])),
      scale: column(scale),
    },
    ...linksOf(layers, tensors, framework),
    numParameters: tensors
      .filter(
        ({ name, shape }) => shape.length > 0 && !/(running|moving|batch)_?(mean|var|variance)|num_batches/i.test(name),
      )
      .reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
  };
}
