const superscripts: Readonly<Record<string, string>> = {
  "-": "⁻",
  ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((sign, digit) => [String(digit), sign])),
};

/**
 * A power of ten as an axis writes it: plain where it is short.
 *
 * @example [-4, -2, 0, 1, 3].map(formatPower) // "10⁻⁴", "0.01", "1", "10", "10³"
 */
export function formatPower(exponent: number): string {
  if (exponent >= -2 && exponent <= 2) return String(Number(`1e${exponent}`));
  return `10${[...String(exponent)].map((sign) => superscripts[sign]).join("")}`;
}
