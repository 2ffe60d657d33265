import type { FoldChoice, LayoutSource } from "../../../shared/layer/fold/fold.ts";
import {
  fittingLayouts,
  isNamed,
  layOut,
  type LaidOut,
  type NamedWeights,
} from "../../../shared/layer/fold/weightLayout.ts";
import type { ProofInputs } from "./proof.ts";

/** The axes of weights, how they are known, and all that they could be. */
export interface ChosenLayout {
  readonly axes: LaidOut;
  readonly source: LayoutSource;
  readonly fitting: readonly LaidOut[];
  /** The inputs behind the data under these axes, where they were looked for already. */
  readonly inputs: ProofInputs | null;
}

/** Data in a file have at least four digits: what weights make up to that came from them. */
const evidence = 1e-4;

/**
 * Which axis of weights is which. What a person says counts; else the only layout that fits, the one that the names tell,
 * the one from which the data can have come (where there are more outputs than inputs, few data can), or the likeliest.
 *
 * @returns null where none fits
 */
export function chooseLayout(
  weights: NamedWeights,
  { place, layout, groups }: FoldChoice,
  numChannels: number,
  inputsUnder: (axes: LaidOut) => ProofInputs,
): ChosenLayout | null {
  const fitting = fittingLayouts(weights, place, numChannels);
  if (layout !== null) {
    const fits = fitting.find((axes) => axes.layout === layout);
    const axes = groups === null ? (fits ?? null) : layOut(weights.shape, layout, groups);
    const channels = axes && (place === "before" ? axes.numOutputs : axes.numInputs);
    return axes === null || channels !== numChannels ? null : { axes, source: "stated", fitting, inputs: null };
  }
  if (fitting.length === 0) return null;
  const [likeliest, ...others] = fitting;
  if (others.length === 0) return { axes: likeliest, source: "shape", fitting, inputs: null };
  if (place === "before") {
    for (const axes of fitting) {
      const inputs = inputsUnder(axes);
      if (inputs.isEvidence && inputs.offBy !== null && inputs.offBy < evidence * inputs.scale) {
        return { axes, source: "data", fitting, inputs };
      }
    }
  }
  return { axes: likeliest, source: isNamed(weights, likeliest.layout) ? "name" : "assumed", fitting, inputs: null };
}
