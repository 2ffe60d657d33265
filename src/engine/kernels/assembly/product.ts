// Products of matrices, tile by tile: four rows of the first factor meet two vectors of the second's columns.

/**
 * out[r, c] = bias[c] + Σ_k a[r, k] · b[k, c] in float32. Steps are in bytes: of a from row to row and along k (so that it
 * may lie transposed), of b along k, of out from row to row. `bias` is an address, or 0 for none.
 *
 * Whole tiles are computed: a is read, and out written, up to a multiple of four rows, b and bias up to one of eight columns.
 */
export function product32(
  a: usize,
  b: usize,
  out: usize,
  bias: usize,
  rows: usize,
  columns: usize,
  depth: usize,
  aRow: usize,
  aStep: usize,
  bStep: usize,
  outRow: usize,
): void {
  for (let c: usize = 0; c < columns; c += 8) {
    const atBias = bias + (c << 2);
    const start0 = bias == 0 ? f32x4.splat(0) : v128.load(atBias);
    const start1 = bias == 0 ? f32x4.splat(0) : v128.load(atBias, 16);
    for (let r: usize = 0; r < rows; r += 4) {
      let a0 = a + r * aRow;
      let a1 = a0 + aRow;
      let a2 = a1 + aRow;
      let a3 = a2 + aRow;
      let atB = b + (c << 2);
      let sum00 = start0;
      let sum01 = start1;
      let sum10 = start0;
      let sum11 = start1;
      let sum20 = start0;
      let sum21 = start1;
      let sum30 = start0;
      let sum31 = start1;
      for (let k: usize = 0; k < depth; k++) {
        const b0 = v128.load(atB);
        const b1 = v128.load(atB, 16);
        let value = v128.load32_splat(a0);
        sum00 = f32x4.add(sum00, f32x4.mul(value, b0));
        sum01 = f32x4.add(sum01, f32x4.mul(value, b1));
        value = v128.load32_splat(a1);
        sum10 = f32x4.add(sum10, f32x4.mul(value, b0));
        sum11 = f32x4.add(sum11, f32x4.mul(value, b1));
        value = v128.load32_splat(a2);
        sum20 = f32x4.add(sum20, f32x4.mul(value, b0));
        sum21 = f32x4.add(sum21, f32x4.mul(value, b1));
        value = v128.load32_splat(a3);
        sum30 = f32x4.add(sum30, f32x4.mul(value, b0));
        sum31 = f32x4.add(sum31, f32x4.mul(value, b1));
        a0 += aStep;
        a1 += aStep;
        a2 += aStep;
        a3 += aStep;
        atB += bStep;
      }
      let atOut = out + r * outRow + (c << 2);
      v128.store(atOut, sum00);
      v128.store(atOut, sum01, 16);
      atOut += outRow;
      v128.store(atOut, sum10);
      v128.store(atOut, sum11, 16);
      atOut += outRow;
      v128.store(atOut, sum20);
      v128.store(atOut, sum21, 16);
      atOut += outRow;
      v128.store(atOut, sum30);
      v128.store(atOut, sum31, 16);
    }
  }
}

/** `product32` in float64: whole tiles are of four columns. */
export function product64(
  a: usize,
  b: usize,
  out: usize,
  bias: usize,
  rows: usize,
  columns: usize,
  depth: usize,
  aRow: usize,
  aStep: usize,
  bStep: usize,
  outRow: usize,
): void {
  for (let c: usize = 0; c < columns; c += 4) {
    const atBias = bias + (c << 3);
    const start0 = bias == 0 ? f64x2.splat(0) : v128.load(atBias);
    const start1 = bias == 0 ? f64x2.splat(0) : v128.load(atBias, 16);
    for (let r: usize = 0; r < rows; r += 4) {
      let a0 = a + r * aRow;
      let a1 = a0 + aRow;
      let a2 = a1 + aRow;
      let a3 = a2 + aRow;
      let atB = b + (c << 3);
      let sum00 = start0;
      let sum01 = start1;
      let sum10 = start0;
      let sum11 = start1;
      let sum20 = start0;
      let sum21 = start1;
      let sum30 = start0;
      let sum31 = start1;
      for (let k: usize = 0; k < depth; k++) {
        const b0 = v128.load(atB);
        const b1 = v128.load(atB, 16);
        let value = v128.load64_splat(a0);
        sum00 = f64x2.add(sum00, f64x2.mul(value, b0));
        sum01 = f64x2.add(sum01, f64x2.mul(value, b1));
        value = v128.load64_splat(a1);
        sum10 = f64x2.add(sum10, f64x2.mul(value, b0));
        sum11 = f64x2.add(sum11, f64x2.mul(value, b1));
        value = v128.load64_splat(a2);
        sum20 = f64x2.add(sum20, f64x2.mul(value, b0));
        sum21 = f64x2.add(sum21, f64x2.mul(value, b1));
        value = v128.load64_splat(a3);
        sum30 = f64x2.add(sum30, f64x2.mul(value, b0));
        sum31 = f64x2.add(sum31, f64x2.mul(value, b1));
        a0 += aStep;
        a1 += aStep;
        a2 += aStep;
        a3 += aStep;
        atB += bStep;
      }
      let atOut = out + r * outRow + (c << 3);
      v128.store(atOut, sum00);
      v128.store(atOut, sum01, 16);
      atOut += outRow;
      v128.store(atOut, sum10);
      v128.store(atOut, sum11, 16);
      atOut += outRow;
      v128.store(atOut, sum20);
      v128.store(atOut, sum21, 16);
      atOut += outRow;
      v128.store(atOut, sum30);
      v128.store(atOut, sum31, 16);
    }
  }
}

/** Rounds float64 numbers to float32, a multiple of four. */
export function demote(source: usize, target: usize, length: usize): void {
  for (const end = source + (length << 3); source < end; source += 32, target += 16) {
    const low = f32x4.demote_f64x2_zero(v128.load(source));
    const high = f32x4.demote_f64x2_zero(v128.load(source, 16));
    v128.store(target, v128.shuffle<i32>(low, high, 0, 1, 4, 5));
  }
}

/** Widens float32 numbers to float64, a multiple of four. */
export function promote(source: usize, target: usize, length: usize): void {
  for (const end = source + (length << 2); source < end; source += 16, target += 32) {
    const values = v128.load(source);
    v128.store(target, f64x2.promote_low_f32x4(values));
    v128.store(target, f64x2.promote_low_f32x4(v128.shuffle<i32>(values, values, 2, 3, 2, 3)), 16);
  }
}

/** Copies rows of so many bytes from one distance to another. */
export function copyRows(source: usize, target: usize, rows: usize, bytes: usize, step: usize): void {
  for (let r: usize = 0; r < rows; r++, source += bytes, target += step) {
    memory.copy(target, source, bytes);
  }
}

/** Rows become columns: target[c, r] = source[r, c], in float32; the target's rows are `step` bytes apart. */
export function transpose32(source: usize, target: usize, rows: usize, columns: usize, step: usize): void {
  for (let r: usize = 0; r < rows; r++) {
    let at = target + (r << 2);
    for (const end = source + (columns << 2); source < end; source += 4, at += step) {
      f32.store(at, f32.load(source));
    }
  }
}

/** `transpose32` in float64. */
export function transpose64(source: usize, target: usize, rows: usize, columns: usize, step: usize): void {
  for (let r: usize = 0; r < rows; r++) {
    let at = target + (r << 3);
    for (const end = source + (columns << 3); source < end; source += 8, at += step) {
      f64.store(at, f64.load(source));
    }
  }
}
