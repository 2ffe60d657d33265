const lineFeed = 10;
const carriageReturn = 13;

/** A place as the editor's status bar shows it: both count from 1, columns in UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Line and column of an offset. Lines end with LF, CR LF or CR, as VS Code reads them. */
export function positionAt(codes: Uint8Array, offset: number): TextPosition {
  let lineStart = offset;
  while (lineStart > 0 && !isLineEnd(codes, lineStart - 1)) {
    lineStart--;
  }
  return { line: 1 + countLineEnds(codes, 0, lineStart), column: offset - lineStart + 1 };
}

/** The number of line ends in codes[start … end). */
export function countLineEnds(codes: Uint8Array, start: number, end: number): number {
  const view = new DataView(codes.buffer, codes.byteOffset, codes.byteLength);
  let count = 0;
  let i = start;
  while (i < end) {
    // Eight characters at a time, as long as none of them is a control character.
    while (i + 8 <= end && !(hasControl(view.getInt32(i, true)) || hasControl(view.getInt32(i + 4, true)))) {
      i += 8;
    }
    for (const stop = Math.min(i + 8, end); i < stop; i++) {
      count += isLineEnd(codes, i) ? 1 : 0;
    }
  }
  return count;
}

/** Whether one of the four bytes of a word is below 32. */
function hasControl(word: number): boolean {
  return ((word - 0x20202020) & ~word & 0x80808080) !== 0;
}

/** Whether a line ends with this character: LF, or a CR without LF behind it. */
function isLineEnd(codes: Uint8Array, i: number): boolean {
  const code = codes[i];
  return code === lineFeed || (code === carriageReturn && codes[i + 1] !== lineFeed);
}
