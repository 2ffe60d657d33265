import { quantiles } from "../../../engine/index.ts";
import { effectiveScale } from "../../../shared/checkpoint/scale.ts";
import type { ScaleColumns } from "../../../shared/checkpoint/snapshot.ts";
import type { LayerChannels } from "./channels.ts";

/** Where the effective scales of each layer lie: 5%, median and 95% of |γ|/√(σ² + ε), and the median with ε = 0. */
export function layerScales(layers: readonly LayerChannels[]): ScaleColumns {
  const columns: ScaleColumns = {
    low: new Float64Array(layers.length),
    median: new Float64Array(layers.length),
    high: new Float64Array(layers.length),
    medianWithoutEps: new Float64Array(layers.length),
  };
  layers.forEach((layer, i) => {
    [columns.low[i], columns.median[i], columns.high[i]] = quantiles(scales(layer, layer.eps), [0.05, 0.5, 0.95]);
    [columns.medianWithoutEps[i]] = quantiles(scales(layer, 0), [0.5]);
  });
  return columns;
}

function scales({ gamma, variance }: LayerChannels, eps: number): Float64Array {
  return gamma.map((value, c) => Math.abs(effectiveScale(value, variance[c], eps)));
}
