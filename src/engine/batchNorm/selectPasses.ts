import type { ChannelLayout } from "./channelLayout.ts";
import { channelKernels } from "../kernels/channelKernels.ts";
import { fewestValues, getKernelMemory, type KernelMemory } from "../kernels/kernelMemory.ts";
import { segmentMemoryOf } from "../kernels/segments.ts";
import {
  simdGradientSums,
  simdMapChannels,
  simdMapGradients,
  simdStatistics,
  type KernelContext,
} from "../kernels/simdPasses.ts";
import type { Passes } from "./passes.ts";
import { plainPasses } from "./plainPasses.ts";
import type { TensorData } from "../tensor.ts";

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
  const memory = memoryFor(arrays);
  const kernels = memory && channelKernels(memory, layout);
  return kernels && { context: { kernels, layout }, arrays };
}

/** The memory of a segment that one of the arrays lies in: it is then not copied. */
function memoryFor(arrays: readonly Float32Array[]): KernelMemory | null {
  for (const data of arrays) {
    const memory = segmentMemoryOf(data);
    if (memory !== undefined) {
      return memory;
    }
  }
  return getKernelMemory();
}

function isAllFloat32<Arrays extends readonly TensorData[]>(arrays: Arrays): arrays is Arrays & AllFloat32<Arrays> {
  return arrays.every((data) => data instanceof Float32Array);
}
