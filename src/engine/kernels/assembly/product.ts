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
  v128.store(out, sumLanes(sum00, sum01));
  v128.store(out, sumLanes(sum02, sum03), 16);
  v128.store(out + outBytes, sumLanes(sum10, sum11));
  v128.store(out + outBytes, sumLanes(sum12, sum13), 16);
  if (k < rowBytes) {
    addLastProducts(a + k, b + k, out, rowBytes, outBytes);
  }
}

/** Adds what an odd depth leaves over: one value of two rows of a times one of four rows of b. */
function addLastProducts(a: usize, b: usize, out: usize, rowBytes: usize, outBytes: usize): void {
  for (let row = 0; row < 2; row++, a += rowBytes, out += outBytes) {
    const factor = f64.load(a);
    for (let column: usize = 0; column < 4; column++) {
      const sum = out + (column << 3);
      f64.store(sum, f64.load(sum) + factor * f64.load(b + column * rowBytes));
    }
  }
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
