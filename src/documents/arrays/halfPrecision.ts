/**
 * The value of an IEEE 754 binary16 number from its 16 bits.
 *
 * 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits: (−1)^s · 2^(e−15) · (1 + f/1024); e = 0: subnormal,
 * (−1)^s · 2^−14 · f/1024; e = 31: ±Infinity, or NaN where f is not 0.
 *
 * @example
 * float16(0x3c00) // 1
 */
export function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * 2 ** -24 * fraction : sign * 2 ** (exponent - 25) * (1024 + fraction);
}

const float32 = new Float32Array(1);
const float32Bits = new Uint32Array(float32.buffer);

/**
 * The value of a bfloat16 number from its 16 bits, which are the upper half of a float32.
 *
 * @example
 * bfloat16(0x3f80) // 1
 */
export function bfloat16(bits: number): number {
  float32Bits[0] = bits << 16;
  return float32[0];
}
