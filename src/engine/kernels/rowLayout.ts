import type { ChannelLayout } from "../batchNorm/channelLayout.ts";
import { maxColumns } from "./kernelMemory.ts";

/** Rows shorter than this are joined: a kernel's work per row is then worth its loop (measured: a quarter faster). */
const minWidth = 64;

/** The layout for which columns were last asked for, which is mostly the next one too. */
let last: { readonly inner: number; readonly channels: number; readonly columns: Uint32Array | null } | null = null;

/**
 * Lays a tensor out as rows, of one group of all channels each, or of several: the channel of every column of a row. Their
 * number is a multiple of 4. The tensor's last row may be short.
 *
 * @returns null where the tables have no room for that many columns
 */
export function columnsOf({ inner, channels }: ChannelLayout): Uint32Array | null {
  if (last?.inner !== inner || last.channels !== channels) {
    const width = joinedWidth(channels * inner);
    const columns = width <= maxColumns ? channelsOfColumns(width, inner, channels) : null;
    last = { inner, channels, columns };
  }
  return last.columns;
}

/** Columns take turns: so many of one channel, then of the next, and from the first channel again. */
function channelsOfColumns(numColumns: number, columnsPerChannel: number, numChannels: number): Uint32Array {
  const channels = new Uint32Array(numColumns);
  for (let column = 0, c = 0; column < numColumns; c = (c + 1) % numChannels) {
    for (const end = column + columnsPerChannel; column < end; column++) {
      channels[column] = c;
    }
  }
  return channels;
}

/** The width of as many groups of this width as make a row: a multiple of 4, and no less than the least. */
function joinedWidth(group: number): number {
  let width = group;
  while (width % 4 !== 0 || width < minWidth) {
    width *= 2;
  }
  return width;
}
