/**
 * The passes over a run of one channel: `length` float32 values. The last ones, fewer than four, go one by one.
 */
import { promotedSum, squaresOf4, sumOf4, sumOfLanes } from "./vectors";

/** Writes Σ d and Σ d² as two float64 numbers, d = x − center. */
export function runSums(x: usize, length: usize, center: f32, result: usize): void {
  const mean = f32x4.splat(center);
  let sums = f64x2.splat(0);
  let squares = f64x2.splat(0);
  let lastSum: f64 = 0;
  let lastSquare: f64 = 0;
  const end = x + (length << 2);
  for (; x + 128 <= end; x += 128) {
    const d0 = f32x4.sub(v128.load(x), mean);
    const d1 = f32x4.sub(v128.load(x, 16), mean);
    const d2 = f32x4.sub(v128.load(x, 32), mean);
    const d3 = f32x4.sub(v128.load(x, 48), mean);
    const d4 = f32x4.sub(v128.load(x, 64), mean);
    const d5 = f32x4.sub(v128.load(x, 80), mean);
    const d6 = f32x4.sub(v128.load(x, 96), mean);
    const d7 = f32x4.sub(v128.load(x, 112), mean);
    sums = f64x2.add(sums, promotedSum(f32x4.add(sumOf4(d0, d1, d2, d3), sumOf4(d4, d5, d6, d7))));
    squares = f64x2.add(squares, promotedSum(f32x4.add(squaresOf4(d0, d1, d2, d3), squaresOf4(d4, d5, d6, d7))));
  }
  for (; x + 16 <= end; x += 16) {
    const deviation = f32x4.sub(v128.load(x), mean);
    sums = f64x2.add(sums, promotedSum(deviation));
    squares = f64x2.add(squares, promotedSum(f32x4.mul(deviation, deviation)));
  }
  for (; x < end; x += 4) {
    const deviation = <f64>(f32.load(x) - center);
    lastSum += deviation;
    lastSquare += deviation * deviation;
  }
  f64.store(result, lastSum + sumOfLanes(sums));
  f64.store(result, lastSquare + sumOfLanes(squares), 8);
}

/** y = (x − center) · scale + shift. y may be x. */
export function runMap(
  x: usize,
  y: usize,
  length: usize,
  center: f32,
  scale: f32,
  shift: f32,
): void {
  const centers = f32x4.splat(center);
  const scales = f32x4.splat(scale);
  const shifts = f32x4.splat(shift);
  const offset = y - x;
  const end = x + (length << 2);
  for (; x + 64 <= end; x += 64) {
    const y0 = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), centers), scales), shifts);
    const y1 = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x, 16), centers), scales), shifts);
    const y2 = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x, 32), centers), scales), shifts);
    const y3 = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x, 48), centers), scales), shifts);
    v128.store(x + offset, y0);
    v128.store(x + offset, y1, 16);
    v128.store(x + offset, y2, 32);
    v128.store(x + offset, y3, 48);
  }
  for (; x + 16 <= end; x += 16) {
    v128.store(x + offset, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), centers), scales), shifts));
  }
  for (; x < end; x += 4) {
    f32.store(x + offset, (f32.load(x) - center) * scale + shift);
  }
}

/** Writes Σ g and Σ g · d as two float64 numbers, d = x − center. */
export function runGradientSums(
  x: usize,
  g: usize,
  length: usize,
  center: f32,
  result: usize,
): void {
  const mean = f32x4.splat(center);
  const offset = g - x;
  let grads = f64x2.splat(0);
  let products = f64x2.splat(0);
  let lastGrad: f64 = 0;
  let lastProduct: f64 = 0;
  const end = x + (length << 2);
  for (; x + 64 <= end; x += 64) {
    const g0 = v128.load(x + offset);
    const g1 = v128.load(x + offset, 16);
    const g2 = v128.load(x + offset, 32);
    const g3 = v128.load(x + offset, 48);
    const p0 = f32x4.mul(g0, f32x4.sub(v128.load(x), mean));
    const p1 = f32x4.mul(g1, f32x4.sub(v128.load(x, 16), mean));
    const p2 = f32x4.mul(g2, f32x4.sub(v128.load(x, 32), mean));
    const p3 = f32x4.mul(g3, f32x4.sub(v128.load(x, 48), mean));
    grads = f64x2.add(grads, promotedSum(sumOf4(g0, g1, g2, g3)));
    products = f64x2.add(products, promotedSum(sumOf4(p0, p1, p2, p3)));
  }
  for (; x + 16 <= end; x += 16) {
    const gradient = v128.load(x + offset);
    grads = f64x2.add(grads, promotedSum(gradient));
    products = f64x2.add(products, promotedSum(f32x4.mul(gradient, f32x4.sub(v128.load(x), mean))));
  }
  for (; x < end; x += 4) {
    const gradient = <f64>f32.load(x + offset);
    lastGrad += gradient;
    lastProduct += gradient * <f64>(f32.load(x) - center);
  }
  f64.store(result, lastGrad + sumOfLanes(grads));
  f64.store(result, lastProduct + sumOfLanes(products), 8);
}

/** out = (g · scale + shift) − (x − center) · slope. out may be x or g. */
export function runGradientMap(
  x: usize,
  g: usize,
  out: usize,
  length: usize,
  center: f32,
  slope: f32,
  scale: f32,
  shift: f32,
): void {
  const centers = f32x4.splat(center);
  const slopes = f32x4.splat(slope);
  const scales = f32x4.splat(scale);
  const shifts = f32x4.splat(shift);
  const toG = g - x;
  const toOut = out - x;
  const end = x + (length << 2);
  for (; x + 16 <= end; x += 16) {
    const slanted = f32x4.mul(f32x4.sub(v128.load(x), centers), slopes);
    const gradient = f32x4.add(f32x4.mul(v128.load(x + toG), scales), shifts);
    v128.store(x + toOut, f32x4.sub(gradient, slanted));
  }
  for (; x < end; x += 4) {
    const slanted = (f32.load(x) - center) * slope;
    f32.store(x + toOut, f32.load(x + toG) * scale + shift - slanted);
  }
}
