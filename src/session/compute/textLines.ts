import type { RequestText } from "../../shared/messages/largeText.ts";

/** A piece takes the thread of the editor a few milliseconds: so many lines at most, and characters, roughly. */
const pieceLines = 10_000;
const pieceLength = 500_000;
/** Lines that are looked at to estimate the length of a text. */
const sampledLines = 500;

/** A text as an editor keeps it: by lines. */
export interface TextLines {
  readonly version: number;
  readonly lineCount: number;
  lineLength(line: number): number;
  /** Lines from `first` up to, not including, `end`, with their line ends; `end` may be beyond the last. */
  getLines(first: number, end: number): string;
}

/** The text of lines; in pieces where it is large. */
export function textOfLines(lines: TextLines): RequestText {
  const { lineCount } = lines;
  if (lineCount <= pieceLines && estimateLength(lines) <= pieceLength) return lines.getLines(0, lineCount);
  return {
    get version() {
      return lines.version;
    },
    pieces: () => piecesOf(lines),
  };
}

/** The length of a text; where it has many lines an estimate from some of them, which takes no time. */
export function estimateLength(lines: TextLines): number {
  const { lineCount } = lines;
  const step = Math.max(1, Math.floor(lineCount / sampledLines));
  let sampled = 0;
  let length = 0;
  for (let line = 0; line < lineCount; line += step) {
    length += lines.lineLength(line) + 1;
    sampled++;
  }
  return Math.round((length / sampled) * lineCount);
}

function* piecesOf(lines: TextLines): Generator<string> {
  const { lineCount } = lines;
  const lineLength = estimateLength(lines) / lineCount;
  const numLines = Math.ceil(Math.min(pieceLines, pieceLength / lineLength));
  for (let first = 0; first < lineCount; first += numLines) {
    const piece = lines.getLines(first, first + numLines);
    // A single line may be long: many programs write JSON in one.
    for (let start = 0; start < piece.length; start += pieceLength) yield piece.slice(start, start + pieceLength);
  }
}
