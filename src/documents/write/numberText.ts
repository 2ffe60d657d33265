/** How numbers are written: significant digits (1 to 17), or null for the shortest text that reads back to the same double. */
export type Digits = number | null;

/**
 * A finite number as text that JSON, CSV, JavaScript and Python read back: "-0.9006745586264868", "1e-7".
 *
 * @example numberText(1 / 3, 4) // "0.3333"
 */
export function numberText(value: number, digits: Digits): string {
  const rounded = digits === null ? value : Number(value.toPrecision(digits));
  // String(-0) is "0": the sign of zero is part of the value.
  return Object.is(rounded, -0) ? "-0" : String(rounded);
}
