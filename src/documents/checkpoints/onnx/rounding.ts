/** TensorProto.DataType of the floating-point types: bits of the fraction, the least exponent of a normal number, the largest. */
const formats: ReadonlyMap<number, { fraction: number; least: number; largest: number }> = new Map([
  [10, { fraction: 10, least: -14, largest: 65504 }],
  [16, { fraction: 7, least: -126, largest: 255 * 2 ** 120 }],
]);
const float32 = 1;

/**
 * What Cast does with a value: rounds to the nearest number of a floating-point type, the even one of two. Other types leave it.
 *
 * @param dataType as TensorProto.DataType counts them
 * @example
 * roundTo(10)(0.1) // 0.0999755859375
 */
export function roundTo(dataType: number): (value: number) => number {
  if (dataType === float32) return Math.fround;
  const format = formats.get(dataType);
  if (format === undefined) return (value) => value;
  return (value) => {
    if (value === 0 || !Number.isFinite(value)) return value;
    const exponent = Math.max(Math.floor(Math.log2(Math.abs(value))), format.least);
    const unit = 2 ** (exponent - format.fraction);
    const rounded = roundHalfEven(value / unit) * unit;
    return Math.abs(rounded) > format.largest ? Math.sign(value) * Infinity : rounded;
  };
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/**
 * The shortest decimal that is the same float32: what a person wrote, before float32 made it 9.999999747378752e-6.
 *
 * @example
 * shortestFloat32(Math.fround(1e-5)) // 0.00001
 */
export function shortestFloat32(value: number): number {
  for (let digits = 1; digits <= 9; digits++) {
    const decimal = Number(value.toPrecision(digits));
    if (Math.fround(decimal) === value) return decimal;
  }
  return value;
}
