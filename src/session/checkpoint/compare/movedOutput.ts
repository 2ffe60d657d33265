import { effectiveScale } from "../../../shared/checkpoint/scale.ts";
import type { LayerChannels } from "../report/channels.ts";

/**
 * How far a layer's output moves from A to B for an input that has A's statistics, in standard deviations of y.
 *
 * With a = γ/√(σ² + ε) it is √( L[(a_B − a_A)² σ²_A + (a_B(μ_A − μ_B) + β_B − β_A)²] / L[γ²_A σ²_A/(σ²_A + ε)] ), L the
 * mean over the channels.
 *
 * @example
 * // β alone rises by 1 in a layer with γ = 1: by one standard deviation
 */
export function movedOutput(a: LayerChannels, b: LayerChannels): number {
  let [moved, spread] = [0, 0];
  for (let c = 0; c < a.numFeatures; c++) {
    const scaleA = effectiveScale(a.gamma[c], a.variance[c], a.eps);
    const scaleB = effectiveScale(b.gamma[c], b.variance[c], b.eps);
    const shift = scaleB * (a.mean[c] - b.mean[c]) + b.beta[c] - a.beta[c];
    moved += (scaleB - scaleA) ** 2 * a.variance[c] + shift * shift;
    spread += scaleA * scaleA * a.variance[c];
  }
  return moved === 0 ? 0 : Math.sqrt(moved / spread);
}

export const movedTerms = ["gamma", "beta", "mean", "variance"] as const;
export type MovedTerm = (typeof movedTerms)[number];

/** The part of a layer that moves its output most, if it alone were as in B. */
export function largestTerm(a: LayerChannels, b: LayerChannels): MovedTerm {
  const alone = movedTerms.map((term) => movedOutput(a, { ...a, [term]: b[term] }));
  return movedTerms[alone.indexOf(Math.max(...alone))] ?? "variance";
}
