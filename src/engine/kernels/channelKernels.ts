import type { ChannelLayout } from "../batchNorm/channelLayout.ts";
import type { KernelMemory } from "./kernelMemory.ts";
import { columnsOf } from "./rowLayout.ts";
import { RowKernels } from "./rowKernels.ts";
import { RunKernels, shortestRun } from "./runKernels.ts";
import type { ChannelKernels } from "./channelPasses.ts";

/**
 * The kernels for a layout: over the runs of every channel where they are long (images), over rows of all channels where
 * channels change often; null where there are too many channels for that.
 */
export function channelKernels(memory: KernelMemory, layout: ChannelLayout): ChannelKernels | null {
  if (layout.inner >= shortestRun) {
    return new RunKernels(memory, layout);
  }
  const columns = columnsOf(layout);
  return columns && new RowKernels(memory, columns, layout.channels);
}
