import { block, rows } from "./state";

/** One record of `recordSize` bytes per channel; see `channelStatistics.ts` for its fields. */
export let statistics: usize = 0;
export let channels: i32 = 0;
/** Values of a channel that lie side by side, and how many such groups one row holds. */
export let inner: i32 = 1;
export let groupsPerRow: i32 = 1;

const recordSize: usize = 96;
const tailBins: i32 = 128;
/** Groups that are summed by themselves first: thousands of roundings in one direction would add up otherwise. */
const groupsPerSum: usize = 128;

/**
 * Adds the rows of the block to every channel's sums, extremes and counts.
 *
 * Sums are about a value near the mean, so that nothing cancels. The counts are of uniform bins over the usual range, and
 * behind them of two tails, whose bins grow with the distance: four for each doubling.
 */
export function accumulate(): void {
  const numChannels = channels as usize;
  const run = inner as usize;
  const step = (numChannels * run) << 3;
  const numGroups = (rows * groupsPerRow) as usize;
  for (let c: usize = 0; c < numChannels; c++) {
    const record = statistics + c * recordSize;
    const shift = load<f64>(record, 0);
    const start = load<f64>(record, 8);
    const binsPerUnit = load<f64>(record, 16);
    const tailUnits = load<f64>(record, 24);
    const bins = load<i32>(record, 32);
    const counts = load<u32>(record, 36) as usize;
    const end = bins as f64;
    let sum = load<f64>(record, 40);
    let squares = load<f64>(record, 48);
    let smallest = load<f64>(record, 56);
    let largest = load<f64>(record, 64);
    let numValues = load<f64>(record, 72);
    let numMissing = load<f64>(record, 80);
    let numInfinite = load<f64>(record, 88);
    let group = block + ((c * run) << 3);
    for (let first: usize = 0; first < numGroups; first += groupsPerSum) {
      let partSum: f64 = 0;
      let partSquares: f64 = 0;
      const last = min(first + groupsPerSum, numGroups);
      for (let g = first; g < last; g++, group += step) {
        for (let i: usize = 0; i < run; i++) {
          const x = load<f64>(group + (i << 3));
          if (x !== x) {
            numMissing++;
            continue;
          }
          numValues++;
          if (x < smallest) smallest = x;
          if (x > largest) largest = x;
          const deviation = x - shift;
          partSum += deviation;
          partSquares += deviation * deviation;
          const place = (x - start) * binsPerUnit;
          let bin: usize;
          if (place >= 0 && place < end) {
            bin = place as i32 as usize;
          } else {
            if (abs(x) === Infinity) numInfinite++;
            const distance = place < 0 ? -place : place - end;
            bin = bins + tailBin(distance * tailUnits) + (place < 0 ? 0 : tailBins);
          }
          const address = counts + (bin << 2);
          store<u32>(address, load<u32>(address) + 1);
        }
      }
      sum += partSum;
      squares += partSquares;
    }
    store<f64>(record, sum, 40);
    store<f64>(record, squares, 48);
    store<f64>(record, smallest, 56);
    store<f64>(record, largest, 64);
    store<f64>(record, numValues, 72);
    store<f64>(record, numMissing, 80);
    store<f64>(record, numInfinite, 88);
  }
}

/** Four bins per doubling of distance + 1: ⌊4 · log2 of it⌋, linear inside an octave; the last takes what is beyond. */
function tailBin(distance: f64): i32 {
  const quarter = ((reinterpret<u64>(distance + 1) >>> 50) as i32) - (1023 << 2);
  return min(quarter, tailBins - 1);
}
