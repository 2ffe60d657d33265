import type { ComparedLayer } from "../../../shared/checkpoint/comparison.ts";
import type { LayerChannels } from "../report/channels.ts";
import type { LayerPair } from "./matchLayers.ts";

/** A layer in both files, with its numbers where both have it. */
export interface ComparedPair extends LayerPair {
  readonly channels: { readonly a: LayerChannels; readonly b: LayerChannels } | null;
  readonly row: ComparedLayer;
}
