import type { ChannelLayout } from "../batchNorm/channelLayout.ts";
import type { ChannelKernels, ChannelSums, GradientNumbers } from "./channelPasses.ts";
import { forEachChunk, type Operands } from "./chunks.ts";
import { slotLength, type KernelMemory } from "./kernelMemory.ts";

/** Runs of one channel from this length on are worth a call of their own. */
export const shortestRun = 160;
/** Kernels sum so many values in float32: longer runs are cut between blocks only. */
const valuesPerBlock = 32;

const { BYTES_PER_ELEMENT } = Float32Array;

/** Runs a kernel on `length` values of channel c, whose operands lie at these addresses. */
type RunWork = (c: number, addresses: readonly number[], length: number) => void;

/** The kernels over the runs of each channel, which lie one channel after the other. */
export class RunKernels implements ChannelKernels {
  readonly #memory: KernelMemory;
  readonly #layout: ChannelLayout;

  constructor(memory: KernelMemory, layout: ChannelLayout) {
    this.#memory = memory;
    this.#layout = layout;
  }

  sums(x: Float32Array, center: Float64Array): ChannelSums {
    const { kernels } = this.#memory;
    return this.#totals([x], (c, [atX], length, result) => {
      kernels.runSums(atX, length, center[c], result);
    });
  }

  map(x: Float32Array, y: Float32Array, center: Float64Array, scale: Float64Array, shift: Float64Array): void {
    const { kernels } = this.#memory;
    this.#forRuns({ sources: [x], output: y }, (c, [atX, atY], length) => {
      kernels.runMap(atX, atY, length, center[c], scale[c], shift[c]);
    });
  }

  gradientSums(x: Float32Array, g: Float32Array, center: Float64Array): ChannelSums {
    const { kernels } = this.#memory;
    return this.#totals([x, g], (c, [atX, atG], length, result) => {
      kernels.runGradientSums(atX, atG, length, center[c], result);
    });
  }

  gradientMap(x: Float32Array, g: Float32Array, out: Float32Array, numbers: GradientNumbers): void {
    const { kernels } = this.#memory;
    const { center, slope, scale, shift } = numbers;
    this.#forRuns({ sources: [x, g], output: out }, (c, [atX, atG, atOut], length) => {
      kernels.runGradientMap(atX, atG, atOut, length, center[c], slope[c], scale[c], shift[c]);
    });
  }

  /** The two totals of every channel of what a kernel writes as `result`. */
  #totals(
    sources: readonly Float32Array[],
    work: (...args: [...parameters: Parameters<RunWork>, result: number]) => void,
  ): ChannelSums {
    const [result] = this.#memory.doubleTables;
    const { channels } = this.#layout;
    const [first, second] = [new Float64Array(channels), new Float64Array(channels)];
    this.#forRuns({ sources, output: null }, (c, addresses, length) => {
      work(c, addresses, length, result.address);
      first[c] += result.values[0];
      second[c] += result.values[1];
    });
    return [first, second];
  }

  /** The runs as they come: memory is read fastest in its order, not channel by channel. */
  #forRuns(operands: Operands, work: RunWork): void {
    const { outer, channels, inner } = this.#layout;
    const unit = inner <= slotLength ? inner : valuesPerBlock;
    forEachChunk(this.#memory, operands, outer * channels * inner, unit, (addresses, start, chunkLength) => {
      const at = [...addresses];
      for (let k = start; k < start + chunkLength;) {
        const length = Math.min(inner - (k % inner), start + chunkLength - k);
        work(Math.floor(k / inner) % channels, at, length);
        for (let i = 0; i < at.length; i++) {
          at[i] += length * BYTES_PER_ELEMENT;
        }
        k += length;
      }
    });
  }
}
