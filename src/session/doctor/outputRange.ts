import { outputMap } from "../../shared/view/features.ts";
import type { DoctorInput } from "./types.ts";

/** In evaluation without a loaded layer the running statistics are a new layer's: outputs made with them prove nothing. */
export function hasMeaningfulOutput({ mode, layer }: DoctorInput): boolean {
  return mode === "train" || layer !== null;
}

/** Smallest and largest output of a feature: those of its extremes, as the map is monotonic. */
export function outputRange({ features, eps, mode }: DoctorInput, c: number): { min: number; max: number } {
  const { scale, shift } = outputMap({ features, options: { eps, mode } }, features, c);
  const ends = [features.min[c], features.max[c]].map((x) => scale * x + shift);
  return { min: Math.min(...ends), max: Math.max(...ends) };
}
