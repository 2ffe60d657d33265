import { brokenPickle } from "../pickleErrors.ts";

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
]);

/**
 * The text of a Python string literal, as repr() writes it.
 *
 * @throws CheckpointError BROKEN
 * @example
 * pythonString("'a\\x41'") // "aA"
 */
export function pythonString(literal: string): string {
  const plain = literal.trim();
  const quote = plain[0];
  if (plain.length < 2 || (quote !== "'" && quote !== '"') || !plain.endsWith(quote)) throw brokenPickle();
  return plain
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|(.))/gs, (_, hex?: string, octal?: string, simple?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return simpleEscapes.get(simple ?? "") ?? simple ?? "";
    });
}

/**
 * The text of a line in Python's raw-unicode-escape: only \u and \U are escapes.
 *
 * @example
 * unicodeEscapes("\\u03b3") // "γ"
 */
export function unicodeEscapes(line: string): string {
  return line.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g, (escape, short?: string, long?: string) => {
    const code = Number.parseInt(short ?? long ?? "", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
  });
}
