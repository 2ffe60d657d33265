/**
 * The passes of batch normalization over float32 rows, and the product of linear layers, in WebAssembly SIMD
 * (AssemblyScript; `npm run build:kernels`). All arguments but numbers of rows and columns are addresses in bytes.
 *
 * A pass sees `numRows` rows of `width` values, width a multiple of 4. Every column has its own numbers, in tables of
 * `width` entries. The caller lays tensors out as such rows (see ../rowLayout.ts).
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

/**
 * out[r, c] = Σ_k a[r, k] · b[c, k] in float64, row-major: a (rows, depth), b (columns, depth), out (rows, columns).
 * Two rows meet four columns at a time: six loads serve eight products of two lanes each.
 */
export function multiplyTransposed(a: usize, b: usize, out: usize, rows: usize, columns: usize, depth: usize): void {
  const rowBytes = depth << 3;
  const outBytes = columns << 3;
  let r: usize = 0;
  for (; r + 2 <= rows; r += 2, a += rowBytes << 1, out += outBytes << 1) {
    let c: usize = 0;
    for (; c + 4 <= columns; c += 4) {
      multiplyTile(a, b + c * rowBytes, out + (c << 3), rowBytes, outBytes);
    }
    for (; c < columns; c++) {
      f64.store(out + (c << 3), dot(a, b + c * rowBytes, rowBytes));
      f64.store(out + outBytes + (c << 3), dot(a + rowBytes, b + c * rowBytes, rowBytes));
    }
  }
  if (r < rows) {
    for (let c: usize = 0; c < columns; c++) {
      f64.store(out + (c << 3), dot(a, b + c * rowBytes, rowBytes));
    }
  }
}

/** The products of two rows of a with four rows of b. */
// @ts-ignore: decorator
@inline
function multiplyTile(a: usize, b: usize, out: usize, rowBytes: usize, outBytes: usize): void {
  const b1 = b + rowBytes;
  const b2 = b1 + rowBytes;
  const b3 = b2 + rowBytes;
  let sum00 = f64x2.splat(0);
  let sum01 = sum00;
  let sum02 = sum00;
  let sum03 = sum00;
  let sum10 = sum00;
  let sum11 = sum00;
  let sum12 = sum00;
  let sum13 = sum00;
  const evenBytes = rowBytes & ~15;
  let k: usize = 0;
  for (; k < evenBytes; k += 16) {
    const first = v128.load(a + k);
    const second = v128.load(a + rowBytes + k);
    let column = v128.load(b + k);
    sum00 = f64x2.add(sum00, f64x2.mul(first, column));
    sum10 = f64x2.add(sum10, f64x2.mul(second, column));
    column = v128.load(b1 + k);
    sum01 = f64x2.add(sum01, f64x2.mul(first, column));
    sum11 = f64x2.add(sum11, f64x2.mul(second, column));
    column = v128.load(b2 + k);
    sum02 = f64x2.add(sum02, f64x2.mul(first, column));
    sum12 = f64x2.add(sum12, f64x2.mul(second, column));
    column = v128.load(b3 + k);
    sum03 = f64x2.add(sum03, f64x2.mul(first, column));
    sum13 = f64x2.add(sum13, f64x2.mul(second, column));
  }
  if (k < rowBytes) {
    // One value is left: it joins the first lane.
    const first = v128.load64_zero(a + k);
    const second = v128.load64_zero(a + rowBytes + k);
    let column = v128.load64_zero(b + k);
    sum00 = f64x2.add(sum00, f64x2.mul(first, column));
    sum10 = f64x2.add(sum10, f64x2.mul(second, column));
    column = v128.load64_zero(b1 + k);
    sum01 = f64x2.add(sum01, f64x2.mul(first, column));
    sum11 = f64x2.add(sum11, f64x2.mul(second, column));
    column = v128.load64_zero(b2 + k);
    sum02 = f64x2.add(sum02, f64x2.mul(first, column));
    sum12 = f64x2.add(sum12, f64x2.mul(second, column));
    column = v128.load64_zero(b3 + k);
    sum03 = f64x2.add(sum03, f64x2.mul(first, column));
    sum13 = f64x2.add(sum13, f64x2.mul(second, column));
  }
  v128.store(out, sumLanes(sum00, sum01));
  v128.store(out, sumLanes(sum02, sum03), 16);
  v128.store(out + outBytes, sumLanes(sum10, sum11));
  v128.store(out + outBytes, sumLanes(sum12, sum13), 16);
}

/** The sums of two vectors' lanes: [a₀ + a₁, b₀ + b₁]. */
// @ts-ignore: decorator
@inline
function sumLanes(a: v128, b: v128): v128 {
  const first = i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
  const second = i8x16.shuffle(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
  return f64x2.add(first, second);
}

function dot(a: usize, b: usize, rowBytes: usize): f64 {
  let sum: f64 = 0;
  for (let k: usize = 0; k < rowBytes; k += 8) {
    sum += f64.load(a + k) * f64.load(b + k);
  }
  return sum;
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
