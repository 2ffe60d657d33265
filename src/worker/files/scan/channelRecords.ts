import type { ByteScanner } from "../../../documents/stream/byteScanner.ts";
import type { ChannelBins } from "./channelBins.ts";

/** The record of one channel in the scanner's memory: the offsets of assembly/statistics.ts. */
const recordBytes = 96;
const field = {
  shift: 0,
  start: 8,
  binsPerUnit: 16,
  tailUnits: 24,
  bins: 32,
  counts: 36,
  sum: 40,
  squares: 48,
  smallest: 56,
  largest: 64,
  values: 72,
  missing: 80,
  infinite: 88,
} as const;

/** Bins of one tail. */
export const tailBins = 128;

/** Sums of one range, per channel: `sumFields` numbers each, in this order. */
export const sumFields = 7;
const summed = [field.sum, field.squares, field.smallest, field.largest, field.values, field.missing, field.infinite];
const empty = [0, 0, Infinity, -Infinity, 0, 0, 0];

/** Room that the statistics need in a scanner's memory. */
export function recordsBytes(bins: readonly ChannelBins[]): number {
  return bins.length * recordBytes + 4 * countsLength(bins);
}

/** Counters of all channels: the fine bins of each, then its two tails. */
export function countsLength(bins: readonly ChannelBins[]): number {
  return bins.reduce((sum, { count }) => sum + count + 2 * tailBins, 0);
}

/** Sets up the statistics of every channel in the scanner's extra region. */
export function writeRecords(scanner: ByteScanner, bins: readonly ChannelBins[]): void {
  const { module, extraAddress, plan } = scanner;
  const view = new DataView(module.memory.buffer);
  module.statistics.value = extraAddress;
  module.channels.value = plan.channels;
  module.inner.value = plan.inner;
  module.groupsPerRow.value = plan.groupsPerRow;
  let counts = extraAddress + bins.length * recordBytes;
  bins.forEach(({ shift, start, width, count, tailUnit }, c) => {
    const record = extraAddress + c * recordBytes;
    view.setFloat64(record + field.shift, shift, true);
    view.setFloat64(record + field.start, start, true);
    view.setFloat64(record + field.binsPerUnit, 1 / width, true);
    view.setFloat64(record + field.tailUnits, width / tailUnit, true);
    view.setInt32(record + field.bins, count, true);
    view.setUint32(record + field.counts, counts, true);
    counts += (count + 2 * tailBins) * 4;
  });
  takeSums(scanner);
}

/** The sums of every channel since the last call, which begin anew. */
export function takeSums({ module, extraAddress, plan }: ByteScanner): Float64Array {
  const view = new DataView(module.memory.buffer);
  const sums = new Float64Array(plan.channels * sumFields);
  for (let c = 0; c < plan.channels; c++) {
    summed.forEach((offset, i) => {
      const address = extraAddress + c * recordBytes + offset;
      sums[c * sumFields + i] = view.getFloat64(address, true);
      view.setFloat64(address, empty[i], true);
    });
  }
  return sums;
}

/** A copy of all counters. */
export function readCounts({ module, extraAddress }: ByteScanner, bins: readonly ChannelBins[]): Uint32Array {
  return new Uint32Array(module.memory.buffer, extraAddress + bins.length * recordBytes, countsLength(bins)).slice();
}
