import type { ChannelLayout } from "../channelLayout.ts";
import { maxColumns } from "./kernelMemory.ts";

/**
 * A tensor laid out as rows for the kernels. A kernel's table has one entry per column; a piece is a stretch of the
 * tensor whose rows begin at `column` of the tables. The last row of a piece may be short.
 */
export interface RowLayout {
  /** Values of a row, a multiple of 4. */
  readonly width: number;
  /** The channel of every column of the tables. */
  readonly channels: Uint32Array;
  readonly pieces: Iterable<Piece>;
}

export interface Piece {
  readonly start: number;
  readonly length: number;
  readonly column: number;
}

/** Rows shorter than this are joined. Longer ones are not: eight short rows lie close together, and are fetched faster. */
const minWidth = 16;
/** Runs of one channel from this length on are cut into rows of their own. */
const minRun = 256;
/** Rows that a run of one channel is cut into are so wide, or narrower where there are very many channels. */
const runWidths = [16, 8, 4];

/**
 * Lays a tensor out as rows. Where channels change often, a row is one group of all channels, or several; where a
 * channel has long runs (images), every run is rows of its own.
 *
 * @returns null where the tables have no room for that many channels
 */
export function rowLayout(layout: ChannelLayout): RowLayout | null {
  const { outer, channels, inner } = layout;
  const groupWidth = joinedWidth(channels * inner);
  if (inner < minRun && groupWidth <= maxColumns) {
    return {
      width: groupWidth,
      channels: channelsOfColumns(groupWidth, inner, channels),
      pieces: [{ start: 0, length: outer * channels * inner, column: 0 }],
    };
  }
  const width = runWidths.find((candidate) => candidate * channels <= maxColumns);
  if (width === undefined) {
    return null;
  }
  return {
    width,
    channels: channelsOfColumns(width * channels, width, channels),
    pieces: runs(layout, width),
  };
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

/** Every run of one channel. */
function* runs({ outer, channels, inner }: ChannelLayout, width: number): Generator<Piece> {
  for (let n = 0, start = 0; n < outer; n++) {
    for (let c = 0; c < channels; c++, start += inner) {
      yield { start, length: inner, column: c * width };
    }
  }
}
