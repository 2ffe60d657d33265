/**
 * The passes over float32 rows: `numRows` rows of `width` values, width a multiple of 4. Every column has its own numbers,
 * in tables of `width` entries. The caller lays tensors out as such rows (see ../rowLayout.ts).
 */
import { addTo } from "./vectors";

/** Values that fit in a processor's second cache, in bytes. */
const cachedBytes: usize = 1 << 20;
/** Rows of so many bytes are streams of their own. */
const longRow: usize = 2048;

/**
 * Whether a map works on four rows at a time. They share the loads of their columns' numbers (measured: a third faster),
 * but short rows that come from beyond the cache are fetched faster one after the other (half the time).
 */
// @ts-ignore: decorator
@inline
function takesFourRows(numRows: usize, rowBytes: usize): bool {
  return rowBytes >= longRow || numRows * rowBytes <= cachedBytes;
}

/**
 * Rows whose sums are taken in float32 before they join the float64 totals. Two rows at a time add to sums that stay in the
 * first cache (measured on 100,000 × 64: as fast as reading alone, half the time of eight rows at a time, whose lines are
 * fetched out of order).
 */
const rowsPerSum: usize = 32;

/**
 * Adds Σ d and Σ d² of every column to float64 totals, d = x − center.
 *
 * @param partSums room for the float32 sums of both, `width` entries each
 */
export function rowSums(
  x: usize,
  numRows: usize,
  width: usize,
  center: usize,
  sums: usize,
  squares: usize,
  partSums: usize,
  partSquares: usize,
): void {
  const rowBytes = width << 2;
  while (numRows > 0) {
    clear(partSums, partSquares, rowBytes);
    const numSummed = min(numRows, rowsPerSum);
    numRows -= numSummed;
    for (let pair = numSummed >> 1; pair > 0; pair--, x += rowBytes << 1) {
      for (let column: usize = 0; column < rowBytes; column += 16) {
        const mean = v128.load(center + column);
        const d0 = f32x4.sub(v128.load(x + column), mean);
        const d1 = f32x4.sub(v128.load(x + rowBytes + column), mean);
        addToPart(partSums + column, f32x4.add(d0, d1));
        addToPart(partSquares + column, f32x4.add(f32x4.mul(d0, d0), f32x4.mul(d1, d1)));
      }
    }
    if (numSummed & 1) {
      for (let column: usize = 0; column < rowBytes; column += 16) {
        const deviation = f32x4.sub(v128.load(x + column), v128.load(center + column));
        addToPart(partSums + column, deviation);
        addToPart(partSquares + column, f32x4.mul(deviation, deviation));
      }
      x += rowBytes;
    }
    addPart(partSums, sums, rowBytes);
    addPart(partSquares, squares, rowBytes);
  }
}

// @ts-ignore: decorator
@inline
function clear(first: usize, second: usize, numBytes: usize): void {
  memory.fill(first, 0, numBytes);
  memory.fill(second, 0, numBytes);
}

/** Adds four float32 numbers to four float32 sums. */
// @ts-ignore: decorator
@inline
function addToPart(sums: usize, values: v128): void {
  v128.store(sums, f32x4.add(v128.load(sums), values));
}

/** Adds the float32 sums of every column to its float64 total. */
function addPart(sums: usize, totals: usize, rowBytes: usize): void {
  for (let column: usize = 0; column < rowBytes; column += 16) {
    addTo(totals + (column << 1), v128.load(sums + column));
  }
}

/** y = (x − center) · scale + shift. y may be x. */
export function rowMap(
  x: usize,
  y: usize,
  numRows: usize,
  width: usize,
  center: usize,
  scale: usize,
  shift: usize,
): void {
  const rowBytes = width << 2;
  const offset = y - x;
  if (takesFourRows(numRows, rowBytes)) {
    for (; numRows >= 4; numRows -= 4, x += rowBytes << 2) {
      for (let column: usize = 0; column < rowBytes; column += 16) {
        const centers = v128.load(center + column);
        const scales = v128.load(scale + column);
        const shifts = v128.load(shift + column);
        let row = x + column;
        mapOne(row, offset, centers, scales, shifts);
        mapOne((row += rowBytes), offset, centers, scales, shifts);
        mapOne((row += rowBytes), offset, centers, scales, shifts);
        mapOne((row += rowBytes), offset, centers, scales, shifts);
      }
    }
  }
  for (; numRows > 0; numRows--, x += rowBytes) {
    for (let column: usize = 0; column < rowBytes; column += 16) {
      mapOne(x + column, offset, v128.load(center + column), v128.load(scale + column), v128.load(shift + column));
    }
  }
}

// @ts-ignore: decorator
@inline
function mapOne(x: usize, offset: usize, centers: v128, scales: v128, shifts: v128): void {
  v128.store(x + offset, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), centers), scales), shifts));
}

/** Adds Σ g and Σ g · d of every column to float64 totals, d = x − center; otherwise as `rowSums`. */
export function rowGradientSums(
  x: usize,
  g: usize,
  numRows: usize,
  width: usize,
  center: usize,
  gradSums: usize,
  products: usize,
  partSums: usize,
  partProducts: usize,
): void {
  const rowBytes = width << 2;
  const toG = g - x;
  while (numRows > 0) {
    clear(partSums, partProducts, rowBytes);
    const numSummed = min(numRows, rowsPerSum);
    numRows -= numSummed;
    for (let pair = numSummed >> 1; pair > 0; pair--, x += rowBytes << 1) {
      for (let column: usize = 0; column < rowBytes; column += 16) {
        const mean = v128.load(center + column);
        const row = x + column;
        const g0 = v128.load(row + toG);
        const g1 = v128.load(row + toG + rowBytes);
        const p0 = f32x4.mul(g0, f32x4.sub(v128.load(row), mean));
        const p1 = f32x4.mul(g1, f32x4.sub(v128.load(row + rowBytes), mean));
        addToPart(partSums + column, f32x4.add(g0, g1));
        addToPart(partProducts + column, f32x4.add(p0, p1));
      }
    }
    if (numSummed & 1) {
      for (let column: usize = 0; column < rowBytes; column += 16) {
        const gradient = v128.load(x + toG + column);
        const deviation = f32x4.sub(v128.load(x + column), v128.load(center + column));
        addToPart(partSums + column, gradient);
        addToPart(partProducts + column, f32x4.mul(gradient, deviation));
      }
      x += rowBytes;
    }
    addPart(partSums, gradSums, rowBytes);
    addPart(partProducts, products, rowBytes);
  }
}

/** out = (g · scale + shift) − (x − center) · slope. out may be x or g. */
export function rowGradientMap(
  x: usize,
  g: usize,
  out: usize,
  numRows: usize,
  width: usize,
  center: usize,
  slope: usize,
  scale: usize,
  shift: usize,
): void {
  const rowBytes = width << 2;
  const toG = g - x;
  const toOut = out - x;
  if (takesFourRows(numRows, rowBytes)) {
    for (; numRows >= 4; numRows -= 4, x += rowBytes << 2) {
      for (let column: usize = 0; column < rowBytes; column += 16) {
        const centers = v128.load(center + column);
        const slopes = v128.load(slope + column);
        const scales = v128.load(scale + column);
        const shifts = v128.load(shift + column);
        let row = x + column;
        gradientOne(row, toG, toOut, centers, slopes, scales, shifts);
        gradientOne((row += rowBytes), toG, toOut, centers, slopes, scales, shifts);
        gradientOne((row += rowBytes), toG, toOut, centers, slopes, scales, shifts);
        gradientOne((row += rowBytes), toG, toOut, centers, slopes, scales, shifts);
      }
    }
  }
  for (; numRows > 0; numRows--, x += rowBytes) {
    for (let column: usize = 0; column < rowBytes; column += 16) {
      const centers = v128.load(center + column);
      const slopes = v128.load(slope + column);
      gradientOne(x + column, toG, toOut, centers, slopes, v128.load(scale + column), v128.load(shift + column));
    }
  }
}

// @ts-ignore: decorator
@inline
function gradientOne(
  x: usize,
  toG: usize,
  toOut: usize,
  centers: v128,
  slopes: v128,
  scales: v128,
  shifts: v128,
): void {
  const slanted = f32x4.mul(f32x4.sub(v128.load(x), centers), slopes);
  v128.store(x + toOut, f32x4.sub(f32x4.add(f32x4.mul(v128.load(x + toG), scales), shifts), slanted));
}
