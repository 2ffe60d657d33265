const maxLength = 40;

/** A text as a message quotes it: one line, at most 40 characters. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/gu, " ");
  return `"${line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line}"`;
}
