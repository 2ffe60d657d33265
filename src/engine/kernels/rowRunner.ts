import { slotLength, type KernelMemory } from "./kernelMemory.ts";
import type { RowLayout } from "./rowLayout.ts";

/** An array that a kernel reads, and what fills up a short row: one value per column that adds nothing to any sum. */
export interface RowSource {
  readonly data: Float32Array;
  readonly padding: Float32Array;
}

/** Runs a kernel on some rows: where its sources lie, where its output goes, and at which column of the tables they begin. */
export type RowKernel = (sources: readonly number[], output: number, numRows: number, column: number) => void;

/**
 * Runs a kernel over all rows of a tensor, in chunks. Sources in the kernel's memory are read where they are; others
 * pass through its slots, as the output does, which costs little because a slot stays in the processor's cache.
 */
export function runRows(
  memory: KernelMemory,
  { width, pieces }: RowLayout,
  sources: readonly RowSource[],
  output: Float32Array | null,
  kernel: RowKernel,
): void {
  const { slots } = memory;
  const chunkLength = slotLength - (slotLength % width);
  const addresses = sources.map(({ data }) => memory.addressOf(data));

  /** Address of a chunk of a source: its own, or the slot's that it is copied to. */
  const place = (i: number, start: number, length: number, column: number): number => {
    const { data, padding } = sources[i];
    const address = addresses[i];
    const isShort = length < width;
    if (address !== null && !isShort) {
      return address + start * data.BYTES_PER_ELEMENT;
    }
    if (isShort) {
      slots[i].values.set(padding.subarray(column, column + width));
    }
    slots[i].values.set(data.subarray(start, start + length));
    return slots[i].address;
  };

  for (const piece of pieces) {
    const end = piece.start + piece.length;
    for (let start = piece.start, length = 0; start < end; start += length) {
      const left = end - start;
      length = left < width ? left : Math.min(chunkLength, left - (left % width));
      const places = sources.map((_, i) => place(i, start, length, piece.column));
      // The output may take the first slot: kernels write no value before they have read it.
      kernel(places, slots[0].address, Math.ceil(length / width), piece.column);
      output?.set(slots[0].values.subarray(0, length), start);
    }
  }
}
