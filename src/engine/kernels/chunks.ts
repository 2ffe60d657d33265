import { slotLength, type KernelMemory } from "./kernelMemory.ts";

/** Arrays of one length that a kernel reads, and the one that it writes, if any. */
export interface Operands {
  readonly sources: readonly Float32Array[];
  readonly output: Float32Array | null;
}

/** Works on values `start` to `start + length` of the operands, which lie at these addresses; the output's comes last. */
export type ChunkWork = (addresses: readonly number[], start: number, length: number) => void;

/**
 * Takes a kernel over the first `end` values of its operands: at once where all of them lie in the kernel's memory,
 * otherwise chunk by chunk, a multiple of `unit` values each, through slots. Slots stay in the processor's cache, so that
 * memory is read and written once.
 *
 * An output that lies elsewhere takes the slot of the first source: kernels may write where they read.
 */
export function forEachChunk(
  memory: KernelMemory,
  { sources, output }: Operands,
  end: number,
  unit: number,
  work: ChunkWork,
): void {
  const operands = output === null ? sources : [...sources, output];
  const { slots } = memory;
  const isInMemory = operands.map(({ buffer }) => buffer === memory.buffer);
  const chunkLength = isInMemory.includes(false) ? slotLength - (slotLength % unit) : end;
  const addresses = new Array<number>(operands.length);
  for (let start = 0; start < end; start += chunkLength) {
    const length = Math.min(chunkLength, end - start);
    for (let i = 0; i < operands.length; i++) {
      const data = operands[i];
      const isOutput = i === sources.length;
      if (isInMemory[i]) {
        addresses[i] = data.byteOffset + start * data.BYTES_PER_ELEMENT;
        continue;
      }
      const slot = slots[isOutput ? 0 : i];
      addresses[i] = slot.address;
      if (!isOutput) {
        slot.values.set(data.subarray(start, start + length));
      }
    }
    work(addresses, start, length);
    if (output !== null && !isInMemory[sources.length]) {
      output.set(slots[0].values.subarray(0, length), start);
    }
  }
}
