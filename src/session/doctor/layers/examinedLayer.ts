import type { CheckpointLayer } from "../../../documents/checkpoints/types.ts";
import { presetDefaults } from "../../../shared/options.ts";
import type { LayerParameters } from "../../../shared/layer/parameters.ts";
import type { ExaminedLayer } from "../types.ts";

/** A layer of a checkpoint as the doctor sees it. */
export function ofCheckpoint(layer: CheckpointLayer): ExaminedLayer {
  return { ...layer, eps: layer.eps.value, isEpsAssumed: layer.eps.isAssumed };
}

/** A layer that was read from a small file, with its framework's ε where the file does not tell. */
export function ofParameters(layer: LayerParameters): ExaminedLayer {
  const { framework, eps } = layer;
  return { ...layer, eps: eps ?? presetDefaults(framework).eps, isEpsAssumed: eps === null };
}
