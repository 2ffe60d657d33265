/**
 * The passes over float32 rows: `numRows` rows of `width` values, width a multiple of 4. Every column has its own numbers,
 * in tables of `width` entries. The caller lays tensors out as such rows (see ../rowLayout.ts).
 */
import { addTo, squaresOf4, sumOf4 } from "./vectors";

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

/** Adds Σ d and Σ d² of every column to float64 totals, d = x − center. */
export function rowSums(x: usize, numRows: usize, width: usize, center: usize, sums: usize, squares: usize): void {
  const rowBytes = width << 2;
  for (; numRows >= 8; numRows -= 8, x += rowBytes << 3) {
    for (let column: usize = 0; column < rowBytes; column += 16) {
      const mean = v128.load(center + column);
      let row = x + column;
      const d0 = f32x4.sub(v128.load(row), mean);
      const d1 = f32x4.sub(v128.load((row += rowBytes)), mean);
      const d2 = f32x4.sub(v128.load((row += rowBytes)), mean);
      const d3 = f32x4.sub(v128.load((row += rowBytes)), mean);
      const d4 = f32x4.sub(v128.load((row += rowBytes)), mean);
      const d5 = f32x4.sub(v128.load((row += rowBytes)), mean);
      const d6 = f32x4.sub(v128.load((row += rowBytes)), mean);
      const d7 = f32x4.sub(v128.load((row += rowBytes)), mean);
      addTo(sums + (column << 1), f32x4.add(sumOf4(d0, d1, d2, d3), sumOf4(d4, d5, d6, d7)));
      addTo(squares + (column << 1), f32x4.add(squaresOf4(d0, d1, d2, d3), squaresOf4(d4, d5, d6, d7)));
    }
  }
  for (; numRows > 0; numRows--, x += rowBytes) {
    for (let column: usize = 0; column < rowBytes; column += 16) {
      const deviation = f32x4.sub(v128.load(x + column), v128.load(center + column));
      addTo(sums + (column << 1), deviation);
      addTo(squares + (column << 1), f32x4.mul(deviation, deviation));
    }
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

/** Adds Σ g and Σ g · d of every column to float64 totals, d = x − center. */
export function rowGradientSums(
  x: usize,
  g: usize,
  numRows: usize,
  width: usize,
  center: usize,
  gradSums: usize,
  products: usize,
): void {
  const rowBytes = width << 2;
  for (; numRows >= 4; numRows -= 4, x += rowBytes << 2, g += rowBytes << 2) {
    for (let column: usize = 0; column < rowBytes; column += 16) {
      const mean = v128.load(center + column);
      let row = x + column;
      const d0 = f32x4.sub(v128.load(row), mean);
      const d1 = f32x4.sub(v128.load((row += rowBytes)), mean);
      const d2 = f32x4.sub(v128.load((row += rowBytes)), mean);
      const d3 = f32x4.sub(v128.load((row += rowBytes)), mean);
      row = g + column;
      const g0 = v128.load(row);
      const g1 = v128.load((row += rowBytes));
      const g2 = v128.load((row += rowBytes));
      const g3 = v128.load((row += rowBytes));
      addTo(gradSums + (column << 1), sumOf4(g0, g1, g2, g3));
      const product = sumOf4(f32x4.mul(g0, d0), f32x4.mul(g1, d1), f32x4.mul(g2, d2), f32x4.mul(g3, d3));
      addTo(products + (column << 1), product);
    }
  }
  for (; numRows > 0; numRows--, x += rowBytes, g += rowBytes) {
    for (let column: usize = 0; column < rowBytes; column += 16) {
      const gradient = v128.load(g + column);
      const deviation = f32x4.sub(v128.load(x + column), v128.load(center + column));
      addTo(gradSums + (column << 1), gradient);
      addTo(products + (column << 1), f32x4.mul(gradient, deviation));
    }
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
