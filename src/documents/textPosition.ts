const lineFeed = 10;
const carriageReturn = 13;

/** A place as the editor's status bar shows it: both count from 1, columns in UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Line and column of an offset. Lines end with LF, CR LF or CR, as VS Code reads them. */
export function positionAt(codes: Uint8Array, offset: number): TextPosition {
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < offset; i++) {
    const code = codes[i];
    if (code === lineFeed || (code === carriageReturn && codes[i + 1] !== lineFeed)) {
      line++;
      lineStart = i + 1;
    }
  }
  return { line, column: offset - lineStart + 1 };
}

/** The number of line ends in codes[start … end). */
export function countLineEnds(codes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) {
    const code = codes[i];
    if (code <= carriageReturn && (code === lineFeed || (code === carriageReturn && codes[i + 1] !== lineFeed))) {
      count++;
    }
  }
  return count;
}
