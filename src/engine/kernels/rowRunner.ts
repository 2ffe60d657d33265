import { slotLength, type KernelMemory } from "./kernelMemory.ts";
import type { RowLayout } from "./rowLayout.ts";

/** An array that a kernel reads, and what fills up a short row: one value per column that adds nothing to any sum. */
export interface RowSource {
  readonly data: Float32Array;
  readonly padding: Float32Array;
}

/** Runs a kernel on the rows in the slots at these addresses, which begin at a column of the tables. */
export type RowKernel = (slots: readonly number[], numRows: number, column: number) => void;

/**
 * Runs a kernel over all rows of a tensor, chunk by chunk: every source is copied into a slot of its own, and the output
 * out of the first one. Slots stay in the processor's cache, so that memory is read and written once.
 */
export function runRows(
  { slots }: KernelMemory,
  { width, pieces }: RowLayout,
  sources: readonly RowSource[],
  output: Float32Array | null,
  kernel: RowKernel,
): void {
  const chunkLength = slotLength - (slotLength % width);
  const addresses = slots.map(({ address }) => address);
  for (const { start: pieceStart, length: pieceLength, column } of pieces) {
    const end = pieceStart + pieceLength;
    for (let start = pieceStart; start < end;) {
      const left = end - start;
      // The last row may be short; it goes on its own, filled up.
      const length = left < width ? left : Math.min(chunkLength, left - (left % width));
      for (const [i, { data, padding }] of sources.entries()) {
        const { values } = slots[i];
        if (length < width) {
          values.set(padding.subarray(column, column + width));
        }
        values.set(data.subarray(start, start + length));
      }
      kernel(addresses, Math.ceil(length / width), column);
      output?.set(slots[0].values.subarray(0, length), start);
      start += length;
    }
  }
}
