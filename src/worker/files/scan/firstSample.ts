import { ByteScanner } from "../../../documents/stream/byteScanner.ts";
import type { ByteSource } from "../../../documents/stream/sources/byteSource.ts";
import { readRange, ScanFault } from "../../../documents/stream/rangeReader.ts";
import { type ByteRange } from "../../../documents/stream/byteRange.ts";
import { rowLength, type RowPlan } from "../../../documents/stream/plans/rowPlan.ts";
import { findRowStart } from "../../../documents/stream/rowStart.ts";
import { concatenate } from "./rowSample.ts";

/** What a look at a few places of a file says about all of it. */
export interface FirstSample {
  /** Values of every channel. */
  readonly channels: readonly Float64Array[];
  readonly rowLength: number;
  readonly estimatedRows: number;
}

/** Places that are looked at, evenly over the file, and the bytes at each. */
const numPlaces = 32;
const placeBytes = 1 << 15;

/**
 * Reads rows at a few places spread over a range: enough to choose bins and to estimate the number of rows. A place that
 * cannot be read is passed over: the scan that follows says what is wrong there.
 */
export function sampleRows(source: ByteSource, plan: RowPlan, { start, stop }: ByteRange): FirstSample {
  const scanner = new ByteScanner({
    ...plan,
    missingValues: plan.missingValues === "error" ? "omitRows" : plan.missingValues,
  });
  const blocks: Float64Array[] = [];
  let rows = 0;
  let bytes = 0;
  const step = Math.max(placeBytes, (stop - start) / numPlaces);
  for (let place = start; place < stop; place += step) {
    const from = place === start ? start : findRowStart(source, plan, Math.floor(place));
    const end = Math.min(from + placeBytes, stop);
    if (from >= end) continue;
    try {
      const part: Float64Array[] = [];
      let partRows = 0;
      const result = readRange(
        scanner,
        source,
        { start: from, stop: end },
        () => {
          part.push(scanner.blockValues().slice());
          partRows += scanner.module.rows.value;
          return true;
        },
        2 * placeBytes,
      );
      blocks.push(...part);
      rows += partRows + result.incompleteRows;
      bytes += result.end - from;
      if (result.isArrayEnd) break;
    } catch (thrown) {
      if (!(thrown instanceof ScanFault)) throw thrown;
    }
  }
  const estimatedRows = bytes === 0 ? 0 : (rows * (stop - start)) / bytes;
  return { channels: channelValues(concatenate(blocks), plan), rowLength: rowLength(plan), estimatedRows };
}

/** Row-major rows taken apart by channel. */
function channelValues(values: Float64Array, { channels, inner }: RowPlan): Float64Array[] {
  const perChannel = values.length / channels;
  return Array.from({ length: channels }, (_, c) => {
    const channel = new Float64Array(perChannel);
    for (let from = c * inner, i = 0; i < perChannel; from += channels * inner) {
      for (let k = 0; k < inner; k++) channel[i++] = values[from + k];
    }
    return channel;
  });
}
