/** What a field says to a text: the value that it means (null is "none"), or why it cannot be taken. */
export type FieldCheck = { readonly value: number | null } | { readonly error: string };

/** The minus signs that a person or a copied text may contain. */
const minusSigns = /[\u2212\u2013]/g;

/** Reads what was typed into a number field, with either minus sign; null where it is no number. */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim().replace(minusSigns, "-");
  // Number() also reads "", "0x10" and "Infinity": none of them is meant by who types it.
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(trimmed) ? Number(trimmed) : null;
}

/**
 * The text after one step of its last written digit: "0.5" → "0.6", "1e-5" → "2e-5", "16" → "17". A number written
 * with an exponent is stepped in its mantissa.
 */
export function stepLastDigit(text: string, steps: number): string {
  const parsed = /^\s*([-+\u2212]?)(\d*)(?:\.(\d*))?(e[-+]?\d+)?\s*$/i.exec(text);
  if (parsed === null || parseNumber(text) === null) {
    return text;
  }
  const [, sign, integer, fraction = "", exponent = ""] = parsed;
  const scale = 10 ** fraction.length;
  const digits = Math.round(Number(`${integer === "" ? 0 : integer}.${fraction}`) * scale);
  const stepped = (sign === "" || sign === "+" ? digits : -digits) + steps;
  return `${(stepped / scale).toFixed(fraction.length)}${exponent}`;
}

/** A number as a field holds it, with the ASCII minus; "" for none. */
export function editableNumber(value: number | null): string {
  if (value === null) {
    return "";
  }
  const plain = String(value);
  const exponent = value.toExponential();
  return (Math.abs(value) < 1e-3 && exponent.length < plain.length ? exponent : plain).replace("e+", "e");
}
