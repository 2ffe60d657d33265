import { space } from "./characters.ts";

/** Stands for every UTF-16 unit that is not ASCII: no syntax uses it, and names are cut from the text itself. */
export const notAscii = 0xff;

/** Zeros behind the text: scanners look ahead by up to eight characters. */
const padding = 8;

const chunkLength = 1 << 16;

/**
 * One byte for every UTF-16 unit of `text`, at the same offset: the unit itself where it is ASCII, `notAscii` elsewhere;
 * and zeros behind the last, so that scanners need not ask for the length at every character. Scanning bytes is two to
 * three times as fast as `charCodeAt`, and offsets need no translation. A byte order mark becomes a space.
 *
 * @example characterCodes("1,é") // Uint8Array [49, 44, 255, 0, 0, 0, 0, 0, 0, 0, 0]
 */
export function characterCodes(text: string): Uint8Array {
  const codes = new Uint8Array(text.length + padding);
  const encoder = new TextEncoder();
  for (let start = 0; start < text.length; start += chunkLength) {
    const end = Math.min(start + chunkLength, text.length);
    const target = codes.subarray(start, end);
    const { read, written } = encoder.encodeInto(text.slice(start, end), target);
    if (read === target.length && written === target.length) {
      continue; // all ASCII: one byte each
    }
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      codes[i] = code < 128 ? code : notAscii;
    }
  }
  if (text.startsWith("\ufeff")) {
    codes[0] = space; // a byte order mark
  }
  return codes;
}

/** The codes from the start to `end`, as if the text ended there. Offsets stay what they are. */
export function codesUpTo(codes: Uint8Array, end: number): Uint8Array {
  const part = new Uint8Array(end + padding);
  part.set(codes.subarray(0, end));
  return part;
}

/** The number of characters that `codes` stands for. */
export function lengthOf(codes: Uint8Array): number {
  return codes.length - padding;
}
