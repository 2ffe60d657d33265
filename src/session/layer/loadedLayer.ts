import { layerMismatch, type LoadedLayer } from "../../shared/layer/parameters.ts";
import type { Analysis, GivenStatistics } from "../compute/compute.ts";

/** The running statistics of a layer that has any, as the compute takes them. */
export function statisticsOf(layer: LoadedLayer | undefined): GivenStatistics | null {
  if (layer === undefined || layer.runningMean === null || layer.runningVar === null) return null;
  const { runningMean, runningVar, numBatchesTracked } = layer;
  return { runningMean, runningVar, numBatchesTracked };
}

/**
 * Checks that a layer has a channel for every feature. One of γ and β alone has not been compared with the data before.
 *
 * @throws Failure LAYER_MISMATCH
 */
export function checkLayer(layer: LoadedLayer | undefined, { features }: Analysis): void {
  if (layer !== undefined && layer.numFeatures !== features.names.length) {
    throw layerMismatch(layer.numFeatures, features.names.length);
  }
}
