/** How numbers are written: with so many significant digits (1 to 17), or as short as reads back to the same number. */
export type Digits = number | "float64" | "float32";

/** This many significant digits tell any two numbers of 32 bits apart. */
const float32Digits = 9;

/**
 * A finite number as text that JSON, CSV, JavaScript and Python read back: "-0.9006745586264868", "1e-7".
 *
 * @example numberText(1 / 3, 4) // "0.3333"
 */
export function numberText(value: number, digits: Digits): string {
  const rounded = roundTo(value, digits);
  // String(-0) is "0": the sign of zero is part of the value.
  return Object.is(rounded, -0) ? "-0" : String(rounded);
}

function roundTo(value: number, digits: Digits): number {
  if (digits === "float64") return value;
  if (digits !== "float32") return Number(value.toPrecision(digits));
  for (let precision = 1; precision < float32Digits; precision++) {
    const rounded = Number(value.toPrecision(precision));
    if (Math.fround(rounded) === Math.fround(value)) return rounded;
  }
  return Number(value.toPrecision(float32Digits));
}
