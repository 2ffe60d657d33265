import type { CheckpointFramework, CheckpointLayer } from "../../documents/checkpoints/types.ts";
import { safetensorsFile } from "../../documents/write/safetensors.ts";
import type { StateFormat } from "../../shared/checkpoint/protocol.ts";
import { conventionOf, stateTensors } from "../../shared/checkpoint/stateTensors.ts";
import type { LayerParameters } from "../../shared/layer/parameters.ts";

/** The state of some layers as a file that Load Layer Parameters… reads again. */
export function stateFile(
  layers: readonly CheckpointLayer[],
  framework: CheckpointFramework,
  format: StateFormat,
): Uint8Array {
  const tensors = layers.flatMap((layer) => stateTensors(layer, framework));
  if (format === "safetensors") return safetensorsFile(tensors);
  const entries = tensors.map(({ name, shape, values }) => {
    const numbers = Array.from(values, (value) => (Number.isFinite(value) ? value : String(value)));
    return [name, shape.length === 0 ? numbers[0] : numbers] as const;
  });
  return new TextEncoder().encode(`${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

/** A layer of a checkpoint as a report takes it. */
export function layerParameters(layer: CheckpointLayer, framework: CheckpointFramework, eps: number): LayerParameters {
  const { name, numFeatures, gamma, beta, runningMean, runningVar, momentum, numBatchesTracked } = layer;
  const hasBoth = runningMean !== null && runningVar !== null;
  return {
    ...{ name, framework: conventionOf(framework), numFeatures, gamma, beta, numBatchesTracked, eps },
    runningMean: hasBoth ? runningMean : null,
    runningVar: hasBoth ? runningVar : null,
    momentum: momentum.value,
  };
}
