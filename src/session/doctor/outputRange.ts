import type { FeatureColumns } from "../../shared/report/report.ts";
import type { DoctorInput } from "./types.ts";

/** In evaluation without a loaded layer the running statistics are a new layer's: outputs made with them prove nothing. */
export function hasMeaningfulOutput({ mode, layer }: DoctorInput): boolean {
  return mode === "train" || layer !== null;
}

/** y = scale · x + shift of one feature. */
export function outputMap(features: FeatureColumns, c: number, eps: number): { scale: number; shift: number } {
  const denominator = Math.sqrt(features.usedVariance[c] + eps);
  const scale = denominator === 0 ? 0 : features.gamma[c] / denominator;
  return { scale, shift: features.beta[c] - scale * features.usedMean[c] };
}

/** Smallest and largest output of a feature: those of its extremes, as the map is monotonic. */
export function outputRange(features: FeatureColumns, c: number, eps: number): { min: number; max: number } {
  const { scale, shift } = outputMap(features, c, eps);
  const ends = [features.min[c], features.max[c]].map((x) => scale * x + shift);
  return { min: Math.min(...ends), max: Math.max(...ends) };
}
