import type { ChannelLayout } from "./channelLayout.ts";
import { getKernelMemory } from "./kernels/kernelMemory.ts";
import { rowLayout } from "./kernels/rowLayout.ts";
import {
  simdGradientSums,
  simdMapChannels,
  simdMapGradients,
  simdStatistics,
  type KernelContext,
} from "./kernels/simdPasses.ts";
import type { Passes } from "./passes.ts";
import { plainPasses } from "./plainPasses.ts";
import type { TensorData } from "./tensor.ts";

/** Below so many values the plain loops are as fast, and they round once instead of three times. */
const fewestValues = 4096;

/**
 * The passes as fast as they go: by kernels where all arrays are float32 and large and float32 arithmetic is enough,
 * otherwise by the plain loops.
 */
export const passes: Passes = {
  statistics(input, layout) {
    const plan = planFor(layout, [input]);
    return (plan && simdStatistics(plan.context, plan.arrays)) ?? plainPasses.statistics(input, layout);
  },

  mapChannels(input, output, layout, map) {
    const plan = planFor(layout, [input, output]);
    if (plan === null || !simdMapChannels(plan.context, plan.arrays, map)) {
      plainPasses.mapChannels(input, output, layout, map);
    }
  },

  gradientSums(input, gradOutput, layout, center) {
    const plan = planFor(layout, [input, gradOutput]);
    const sums = plan && simdGradientSums(plan.context, plan.arrays, center);
    return sums ?? plainPasses.gradientSums(input, gradOutput, layout, center);
  },

  mapGradients(input, gradOutput, gradInput, layout, map) {
    const plan = planFor(layout, [input, gradOutput, gradInput]);
    if (plan === null || !simdMapGradients(plan.context, plan.arrays, map)) {
      plainPasses.mapGradients(input, gradOutput, gradInput, layout, map);
    }
  },
};

/** The same number of float32 arrays. */
type AllFloat32<Arrays extends readonly TensorData[]> = { readonly [Index in keyof Arrays]: Float32Array };

/** What the kernels need to work on these arrays, null where the plain loops have to do it. */
function planFor<const Arrays extends readonly TensorData[]>(
  layout: ChannelLayout,
  arrays: Arrays,
): { readonly context: KernelContext; readonly arrays: AllFloat32<Arrays> } | null {
  if (arrays[0].length < fewestValues || !isAllFloat32(arrays)) {
    return null;
  }
  const rows = rowLayout(layout);
  const memory = rows && getKernelMemory();
  return memory && { context: { memory, rows, layout }, arrays };
}

function isAllFloat32<Arrays extends readonly TensorData[]>(arrays: Arrays): arrays is Arrays & AllFloat32<Arrays> {
  return arrays.every((data) => data instanceof Float32Array);
}
