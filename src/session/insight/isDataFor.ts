import type { LayerOverview, TensorOverview } from "../compute/compute.ts";

/**
 * Whether a tensor has a channel for each of a layer's: on axis 1, or on the last one of images and sequences.
 *
 * @example
 * isDataFor({ shape: [240, 16], … }, layerOf16Channels) // true
 */
export function isDataFor(
  { shape }: Pick<TensorOverview, "shape">,
  { parameters: { numFeatures } }: { readonly parameters: Pick<LayerOverview["parameters"], "numFeatures"> },
): boolean {
  if (shape.length < 2) return false;
  return shape[1] === numFeatures || (shape.length > 2 && shape.at(-1) === numFeatures);
}
