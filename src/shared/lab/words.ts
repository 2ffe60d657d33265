import { t } from "@vscode/l10n";

/** A word at the start of a sentence or by itself. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "121–149"; "−4 to 2" and "1.0e−6 to 1.5e4", for a dash between minus signs and exponents cannot be read. */
export function rangeText(low: string, high: string): string {
  if (low === high) return low;
  return /[−e]/.test(low + high) ? t("{0} to {1}", low, high) : `${low}–${high}`;
}
