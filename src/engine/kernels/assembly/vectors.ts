// What the kernels do with vectors of four float32 numbers.

// @ts-ignore: decorator
@inline
export function sumOf4(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
}

// @ts-ignore: decorator
@inline
export function squaresOf4(a: v128, b: v128, c: v128, d: v128): v128 {
  return sumOf4(f32x4.mul(a, a), f32x4.mul(b, b), f32x4.mul(c, c), f32x4.mul(d, d));
}

/** The upper two of four float32 numbers, as float64. */
// @ts-ignore: decorator
@inline
export function promoteHigh(values: v128): v128 {
  const upper = i8x16.shuffle(values, values, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  return f64x2.promote_low_f32x4(upper);
}

/** Adds four float32 numbers to four float64 totals. */
// @ts-ignore: decorator
@inline
export function addTo(totals: usize, values: v128): void {
  v128.store(totals, f64x2.add(v128.load(totals), f64x2.promote_low_f32x4(values)));
  v128.store(totals, f64x2.add(v128.load(totals, 16), promoteHigh(values)), 16);
}

/** The sum of four float32 numbers as two float64 numbers. */
// @ts-ignore: decorator
@inline
export function promotedSum(values: v128): v128 {
  return f64x2.add(f64x2.promote_low_f32x4(values), promoteHigh(values));
}

/** The sum of two float64 numbers. */
// @ts-ignore: decorator
@inline
export function sumOfLanes(values: v128): f64 {
  return f64x2.extract_lane(values, 0) + f64x2.extract_lane(values, 1);
}
