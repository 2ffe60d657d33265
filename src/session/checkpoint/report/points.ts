import type { ChannelPoints } from "../../../shared/checkpoint/snapshot.ts";
import type { LayerChannels } from "./channels.ts";

/** Above this number of points one of each small area is kept: they would cover each other. */
const mostPoints = 20_000;
/** Areas per decade of σ and of |γ|. */
const perDecade = 100;

/** All channels as points of σ and γ, for the scatter that shows one layer among the others. */
export function channelPoints(layers: readonly LayerChannels[]): ChannelPoints {
  const total = layers.reduce((sum, { numFeatures }) => sum + numFeatures, 0);
  const isThinned = total > mostPoints;
  const taken = new Set<number>();
  const layer: number[] = [];
  const gamma: number[] = [];
  const deviation: number[] = [];
  layers.forEach((channels, index) => {
    for (let c = 0; c < channels.numFeatures; c++) {
      const sigma = Math.sqrt(channels.variance[c]);
      const scale = channels.gamma[c];
      if (isThinned) {
        const area = areaOf(sigma) * 4096 + areaOf(Math.abs(scale));
        if (taken.has(area)) continue;
        taken.add(area);
      }
      layer.push(index);
      gamma.push(scale);
      deviation.push(sigma);
    }
  });
  return {
    layer: Uint32Array.from(layer),
    gamma: Float64Array.from(gamma),
    deviation: Float64Array.from(deviation),
    isThinned,
  };
}

/** The number of a small area on a log axis from 1e-20 to 1e20. */
function areaOf(size: number): number {
  const power = Math.min(Math.max(Math.log10(size), -20), 20);
  return Number.isNaN(power) ? 4095 : Math.round((power + 20) * perDecade);
}
