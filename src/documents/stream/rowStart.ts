import * as character from "../text/characters.ts";
import { readFully, type ByteSource } from "./sources/byteSource.ts";
import { sampleBytes, type RowPlan } from "./plans/rowPlan.ts";

const windowBytes = 1 << 16;
/** How far before the wanted place the search begins: what stands before it tells what begins there. */
const lookBack = 1 << 10;

/**
 * The first place at or behind `offset` where a row seems to start, without having read what comes before: behind a line
 * end, or behind the brackets that close a sample. In a quoted field or a comment that is a mistake, which shows when the
 * reader of the rows before ends elsewhere.
 *
 * @returns `source.size` where none is found
 */
export function findRowStart(source: ByteSource, { rows }: RowPlan, offset: number): number {
  if (rows.kind === "binary") {
    const bytes = sampleBytes(rows);
    return Math.min(rows.end, rows.start + Math.max(0, Math.ceil((offset - rows.start) / bytes)) * bytes);
  }
  const finder =
    rows.kind === "table"
      ? new LineFinder(false)
      : rows.isLines
        ? new LineFinder(true)
        : rows.kind === "records"
          ? new RecordFinder()
          : new SampleFinder(rows.lengths.length);
  const bytes = new Uint8Array(windowBytes);
  for (let start = Math.max(0, offset - lookBack); start < source.size; start += bytes.length) {
    const length = readFully(source, bytes, start);
    for (let i = 0; i < length; i++) {
      if (finder.isStart(bytes[i]) && start + i >= offset) return start + i;
    }
  }
  return source.size;
}

/** Told every byte in turn, says whether a row starts with it. */
interface RowStartFinder {
  isStart(code: number): boolean;
}

/** Rows start behind line ends: tables at once (blank lines are the scanner's), JSON Lines at what is not blank. */
class LineFinder implements RowStartFinder {
  readonly #skipsSpace: boolean;
  #previous = 0;
  #isBehind = false;

  constructor(skipsSpace: boolean) {
    this.#skipsSpace = skipsSpace;
  }

  isStart(code: number): boolean {
    const previous = this.#previous;
    this.#previous = code;
    if (previous === character.lineFeed || (previous === character.carriageReturn && code !== character.lineFeed)) {
      this.#isBehind = true;
    }
    if (!this.#isBehind || (this.#skipsSpace && isSpace(code))) return false;
    this.#isBehind = false;
    return true;
  }
}

/** Samples start behind a comma: behind that of numbers, or the one that follows as many brackets as a sample has axes. */
class SampleFinder implements RowStartFinder {
  readonly #rank: number;
  #closed = 0;
  #isBehind = false;

  constructor(rank: number) {
    this.#rank = rank;
  }

  isStart(code: number): boolean {
    if (isSpace(code)) return false;
    const isStart = this.#isBehind;
    this.#isBehind = code === character.comma && this.#closed === this.#rank;
    this.#closed = code === character.closeBracket ? this.#closed + 1 : 0;
    return isStart;
  }
}

/** Records start with a brace behind the comma that follows one: inside a record that is a mistake, which shows. */
class RecordFinder implements RowStartFinder {
  #before = 0;
  #last = 0;

  isStart(code: number): boolean {
    if (isSpace(code)) return false;
    const isStart =
      code === character.openBrace && this.#last === character.comma && this.#before === character.closeBrace;
    this.#before = this.#last;
    this.#last = code;
    return isStart;
  }
}

function isSpace(code: number): boolean {
  return (
    code === character.space ||
    code === character.tab ||
    code === character.lineFeed ||
    code === character.carriageReturn
  );
}
