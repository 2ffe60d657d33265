import { carriageReturn, lineFeed } from "../text/characters.ts";

/** The index behind so many line ends (LF, CR LF or CR); the length where there are fewer. */
export function behindLineEnds(bytes: Uint8Array, count: number): number {
  let position = 0;
  for (let line = 0; line < count && position < bytes.length; position++) {
    if (isLineEnd(bytes, position)) line++;
  }
  return position;
}

/** The number of line ends among the first bytes. */
export function numLineEnds(bytes: Uint8Array, length: number): number {
  let count = 0;
  for (let i = 0; i < length; i++) {
    if (isLineEnd(bytes, i)) count++;
  }
  return count;
}

/** Whether a line ends with this byte. */
export function isLineEnd(bytes: Uint8Array, i: number): boolean {
  return bytes[i] === lineFeed || (bytes[i] === carriageReturn && bytes[i + 1] !== lineFeed);
}
