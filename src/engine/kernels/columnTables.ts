import type { KernelMemory, Region } from "./kernelMemory.ts";
import type { RowLayout } from "./rowLayout.ts";

/** Bytes from one column to the next in a table. */
export const floatBytes = Float32Array.BYTES_PER_ELEMENT;
export const doubleBytes = Float64Array.BYTES_PER_ELEMENT;

/** Writes the channels' numbers to one of the kernels' tables, column by column. */
export function fillTable(
  table: Region<Float32Array>,
  { channels }: RowLayout,
  values: Float64Array,
): Region<Float32Array> {
  for (let column = 0; column < channels.length; column++) {
    table.values[column] = values[channels[column]];
  }
  return table;
}

/** The tables in which the kernels sum, column by column, cleared. */
export function clearedTotals(
  { doubleTables }: KernelMemory,
  { channels }: RowLayout,
): readonly Region<Float64Array>[] {
  for (const { values } of doubleTables) {
    values.fill(0, 0, channels.length);
  }
  return doubleTables;
}

/** The totals of all columns of each channel. */
export function totalPerChannel(
  table: Region<Float64Array>,
  { channels }: RowLayout,
  numChannels: number,
): Float64Array {
  const sums = new Float64Array(numChannels);
  for (let column = 0; column < channels.length; column++) {
    sums[channels[column]] += table.values[column];
  }
  return sums;
}
