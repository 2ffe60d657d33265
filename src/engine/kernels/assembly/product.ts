// Products of matrices, tile by tile: four rows of the first factor meet two vectors of the second's columns.

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
  product<f32>(a, b, out, bias, rows, columns, depth, aRow, aStep, bStep, outRow);
}

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
  product<f64>(a, b, out, bias, rows, columns, depth, aRow, aStep, bStep, outRow);
}

/**
 * out[r, c] = bias[c] + Σ_k a[r, k] · b[k, c] in float32 or float64. Steps are in bytes: of a from row to row and along k
 * (so that it may lie transposed), of b along k, of out from row to row. `bias` is an address, or 0 for none.
 *
 * Whole tiles are computed: a is read, and out written, up to a multiple of four rows, b and bias up to one of eight
 * columns (four in float64).
 */
function product<T>(
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
  for (let c: usize = 0; c < columns; c += 32 / sizeof<T>()) {
    const atBias = bias + c * sizeof<T>();
    const start0 = bias == 0 ? v128.splat<T>(0 as T) : v128.load(atBias);
    const start1 = bias == 0 ? v128.splat<T>(0 as T) : v128.load(atBias, 16);
    for (let r: usize = 0; r < rows; r += 4) {
      let a0 = a + r * aRow;
      let a1 = a0 + aRow;
      let a2 = a1 + aRow;
      let a3 = a2 + aRow;
      let atB = b + c * sizeof<T>();
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
        let value = v128.load_splat<T>(a0);
        sum00 = v128.add<T>(sum00, v128.mul<T>(value, b0));
        sum01 = v128.add<T>(sum01, v128.mul<T>(value, b1));
        value = v128.load_splat<T>(a1);
        sum10 = v128.add<T>(sum10, v128.mul<T>(value, b0));
        sum11 = v128.add<T>(sum11, v128.mul<T>(value, b1));
        value = v128.load_splat<T>(a2);
        sum20 = v128.add<T>(sum20, v128.mul<T>(value, b0));
        sum21 = v128.add<T>(sum21, v128.mul<T>(value, b1));
        value = v128.load_splat<T>(a3);
        sum30 = v128.add<T>(sum30, v128.mul<T>(value, b0));
        sum31 = v128.add<T>(sum31, v128.mul<T>(value, b1));
        a0 += aStep;
        a1 += aStep;
        a2 += aStep;
        a3 += aStep;
        atB += bStep;
      }
      let atOut = out + r * outRow + c * sizeof<T>();
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

export function transpose32(source: usize, target: usize, rows: usize, columns: usize, step: usize): void {
  transpose<f32>(source, target, rows, columns, step);
}

export function transpose64(source: usize, target: usize, rows: usize, columns: usize, step: usize): void {
  transpose<f64>(source, target, rows, columns, step);
}

/** Rows become columns: target[c, r] = source[r, c]; the target's rows are `step` bytes apart. */
function transpose<T>(source: usize, target: usize, rows: usize, columns: usize, step: usize): void {
  for (let r: usize = 0; r < rows; r++) {
    let at = target + r * sizeof<T>();
    for (const end = source + columns * sizeof<T>(); source < end; source += sizeof<T>(), at += step) {
      store<T>(at, load<T>(source));
    }
  }
}
