/**
 * The passes of batch normalization over float32 rows, in WebAssembly SIMD (AssemblyScript; `npm run build:kernels`).
 *
 * A kernel sees `numRows` rows of `width` values, width a multiple of 4. Every column has its own numbers, in tables of
 * `width` entries. The caller lays tensors out as such rows (see ../rowLayout.ts). All arguments but numbers of rows and
 * columns are addresses in bytes.
 *
 * Sums run in float32 over eight rows, as a tree of depth three about a center near the values, and join float64 totals:
 * what eight values lose is at most three halves of 2⁻²³ of their size, and independent from eight to eight.
 */

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
  for (; numRows > 0; numRows--, x += rowBytes, y += rowBytes) {
    for (let column: usize = 0; column < rowBytes; column += 16) {
      const deviation = f32x4.sub(v128.load(x + column), v128.load(center + column));
      const scaled = f32x4.mul(deviation, v128.load(scale + column));
      v128.store(y + column, f32x4.add(scaled, v128.load(shift + column)));
    }
  }
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
  for (; numRows > 0; numRows--, x += rowBytes, g += rowBytes, out += rowBytes) {
    for (let column: usize = 0; column < rowBytes; column += 16) {
      const deviation = f32x4.sub(v128.load(x + column), v128.load(center + column));
      const scaled = f32x4.mul(v128.load(g + column), v128.load(scale + column));
      const gradient = f32x4.add(scaled, v128.load(shift + column));
      v128.store(out + column, f32x4.sub(gradient, f32x4.mul(deviation, v128.load(slope + column))));
    }
  }
}

// @ts-ignore: decorator
@inline
function sumOf4(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
}

// @ts-ignore: decorator
@inline
function squaresOf4(a: v128, b: v128, c: v128, d: v128): v128 {
  return sumOf4(f32x4.mul(a, a), f32x4.mul(b, b), f32x4.mul(c, c), f32x4.mul(d, d));
}

/** Adds four float32 numbers to four float64 totals. */
// @ts-ignore: decorator
@inline
function addTo(totals: usize, values: v128): void {
  const upper = i8x16.shuffle(values, values, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  v128.store(totals, f64x2.add(v128.load(totals), f64x2.promote_low_f32x4(values)));
  v128.store(totals, f64x2.add(v128.load(totals, 16), f64x2.promote_low_f32x4(upper)), 16);
}
