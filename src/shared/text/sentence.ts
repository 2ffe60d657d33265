/**
 * A piece of evidence as a sentence: a capital at its beginning, a full stop at its end.
 *
 * @example sentence("the running mean is NaN") // "The running mean is NaN."
 */
export function sentence(text: string): string {
  const begun = /^[a-z]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
  return /[.!?)]$/.test(begun) ? begun : `${begun}.`;
}
