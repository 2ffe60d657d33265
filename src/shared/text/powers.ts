const superscripts: Readonly<Record<string, string>> = {
  ...{ "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴" },
  ...{ "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹" },
};

/**
 * A power of ten as an axis writes it: plain where it is short.
 *
 * @example [-4, -2, 0, 1, 3].map(formatPower) // "10⁻⁴", "0.01", "1", "10", "10³"
 */
export function formatPower(exponent: number): string {
  if (exponent >= -2 && exponent <= 2) return String(Number(`1e${exponent}`));
  return `10${String(exponent).replaceAll(/[-\d]/g, (sign) => superscripts[sign])}`;
}
