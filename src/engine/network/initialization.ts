import { Linear } from "./linear.ts";
import type { Network } from "./network.ts";
import { checkAtLeastZero } from "./optimizers/optimizer.ts";
import { RandomGenerator } from "../statistics/random.ts";

/**
 * How spread a network's first weights are: a standard deviation, Xavier's (Glorot and Bengio 2010) or He's (2015).
 */
export type InitialScheme = "xavier" | "he" | { readonly std: number };

/**
 * Standard deviation of a linear layer's first weights: Xavier √(2 / (in + out)), He √(2 / in).
 *
 * @throws EngineError INVALID_OPTION for a negative or infinite one
 * @example
 * initialStd("he", 50, 100) // 0.2
 */
export function initialStd(scheme: InitialScheme, inFeatures: number, outFeatures: number): number {
  switch (scheme) {
    case "xavier":
      return Math.sqrt(2 / (inFeatures + outFeatures));
    case "he":
      return Math.sqrt(2 / inFeatures);
    default:
      checkAtLeastZero("std", scheme.std);
      return scheme.std;
  }
}

/**
 * Draws the weights of all linear layers anew from normal distributions and sets their biases to 0. The same seed gives
 * every scheme the same draws, scaled.
 *
 * @throws EngineError INVALID_OPTION
 * @example
 * initializeWeights(network, "xavier", 1);
 */
export function initializeWeights(network: Network, scheme: InitialScheme, seed: number): void {
  const random = new RandomGenerator(seed);
  for (const layer of network.layers) {
    if (layer instanceof Linear) {
      const std = initialStd(scheme, layer.inFeatures, layer.outFeatures);
      layer.weight.forEach((_, i) => (layer.weight[i] = std * random.normal()));
      layer.bias?.fill(0);
    }
  }
}
