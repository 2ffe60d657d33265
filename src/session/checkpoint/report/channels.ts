import type { CheckpointLayer } from "../../../documents/checkpoints/types.ts";
import { ofCheckpoint } from "../../doctor/layers/examinedLayer.ts";
import type { ExaminedLayer } from "../../doctor/types.ts";

/** A layer's numbers with what absent ones stand for: γ 1 and β 0, statistics NaN. */
export interface LayerChannels {
  readonly numFeatures: number;
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly eps: number;
}

/** A layer's channels, with an ε in the place of an assumed one where a person chose it. */
export function channelsOf(layer: CheckpointLayer, chosenEps: number | null): LayerChannels {
  const { numFeatures, gamma, beta, runningMean, runningVar, eps } = layer;
  const filled = (value: number): Float64Array => new Float64Array(numFeatures).fill(value);
  return {
    numFeatures,
    gamma: gamma ?? filled(1),
    beta: beta ?? filled(0),
    mean: runningMean ?? filled(NaN),
    variance: runningVar ?? filled(NaN),
    eps: eps.isAssumed && chosenEps !== null ? chosenEps : eps.value,
  };
}

/** The layers as the rules look at them. */
export function examinedLayers(layers: readonly CheckpointLayer[], chosenEps: number | null): ExaminedLayer[] {
  return layers.map((layer) => ({ ...ofCheckpoint(layer), eps: channelsOf(layer, chosenEps).eps }));
}
