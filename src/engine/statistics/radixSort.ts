const bytesPerValue = 8;
const bins = 256;

/** From here on the passes of a radix sort are quicker than the comparisons of the built-in one (measured). */
const radixFrom = 1000;

/**
 * Sorts numbers in place, ascending, −0 before +0, in O(n), where `Float64Array.prototype.sort` compares.
 *
 * A radix sort by bytes, lowest first. The bits of positive doubles are in the order of their values; those of negative
 * ones, read as unsigned, come after all positive ones and in the opposite order, which the last step turns round.
 *
 * @param values none of them NaN
 * @see Knuth, The Art of Computer Programming 3, 5.2.5
 */
export function sortNumbers(values: Float64Array): Float64Array {
  const { length } = values;
  if (length < radixFrom) return values.sort();
  let from = values.slice();
  let to = new Float64Array(length);
  const counts = countBytes(from);
  for (let byte = 0; byte < bytesPerValue; byte++) {
    const starts = counts.subarray(byte * bins, (byte + 1) * bins);
    // Where all values share a byte (the low ones of small integers, say), they are in order by it.
    if (starts.includes(length)) continue;
    toStarts(starts);
    distribute(from, to, byte, starts);
    [from, to] = [to, from];
  }
  turnNegatives(from, values);
  return values;
}

/** How often every byte value occurs at every byte of the values. */
function countBytes(values: Float64Array): Uint32Array {
  const counts = new Uint32Array(bytesPerValue * bins);
  const bytes = new Uint8Array(values.buffer);
  for (let i = 0; i < bytes.length; i += bytesPerValue) {
    for (let byte = 0; byte < bytesPerValue; byte++) counts[byte * bins + bytes[i + byte]]++;
  }
  return counts;
}

function toStarts(counts: Uint32Array): void {
  let start = 0;
  for (let bin = 0; bin < bins; bin++) {
    const count = counts[bin];
    counts[bin] = start;
    start += count;
  }
}

function distribute(from: Float64Array, to: Float64Array, byte: number, starts: Uint32Array): void {
  const bytes = new Uint8Array(from.buffer);
  for (let i = 0, at = byte; i < from.length; i++, at += bytesPerValue) to[starts[bytes[at]]++] = from[i];
}

/** From positive ascending, then negative descending, to ascending. */
function turnNegatives(from: Float64Array, to: Float64Array): void {
  const firstNegative = from.findIndex((value) => value < 0 || Object.is(value, -0));
  const positives = firstNegative < 0 ? from.length : firstNegative;
  const negatives = from.length - positives;
  for (let i = 0; i < negatives; i++) to[i] = from[from.length - 1 - i];
  to.set(from.subarray(0, positives), negatives);
}
