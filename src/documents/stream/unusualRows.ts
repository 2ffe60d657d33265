import { behindLineEnds, isLineEnd, numLineEnds } from "./byteLines.ts";
import type { ByteScanner } from "./byteScanner.ts";
import type { TableRows } from "./plans/rowPlan.ts";
import { ScanFault } from "./scanFault.ts";
import { type CsvCells, RaggedError, readCells } from "../csv/csvTable.ts";
import { DocumentError } from "../documentError.ts";
import { scanStatus } from "../scanner/scannerModule.ts";
import { cellKind } from "../table/cells.ts";
import { addSeparators, noSeparators, type SeparatorCounts } from "../table/separators.ts";
import { blankMarks, lengthOf, withCodes } from "../text/characterCodes.ts";
import { lineFeed, space, tab } from "../text/characters.ts";
import { countLineEnds, positionAt } from "../text/textPosition.ts";

/** Bytes that are read at once as text. */
const pieceBytes = 1 << 16;

/** Where in the module's memory bytes to read are. */
export interface UnreadBytes {
  /** Address of the row to begin with. */
  readonly position: number;
  readonly end: number;
  /** Whether nothing follows behind `end`. */
  readonly isFinal: boolean;
  /** Added to an address gives the offset in the file. */
  readonly offset: number;
}

/**
 * Whether the byte scanner can read the plain rows of a table: it knows the header where it comes again, and other lines
 * by their texts in columns of numbers.
 */
export function isPlainTable(plan: TableRows): boolean {
  const { format, countsSeparators, repeats } = plan;
  return (
    format.delimiter !== format.decimalPoint &&
    !countsSeparators &&
    repeats.slice(1).every((line) => hasTextAmongNumbers(line, plan))
  );
}

function hasTextAmongNumbers(line: string, { format, uses }: TableRows): boolean {
  const cells = line.split(String.fromCharCode(format.delimiter));
  return cells.some((cell, c) => uses[c] === "numbers" && cellKind(cell.trim(), format.decimalPoint) === "text");
}

/**
 * Reads some rows with the text reader's code, from one that the byte scanner does not know on, into the block. Returns
 * the address behind them, and leaves in `status` whether to go on.
 *
 * @throws ScanFault
 */
export function readUnusual(scanner: ByteScanner, { position: found, end, isFinal, offset }: UnreadBytes): number {
  const { module } = scanner;
  if (module.rows.value === module.capacity.value) {
    module.status.value = scanStatus.blockFull;
    return found;
  }
  if (found >= module.stop.value) {
    module.status.value = scanStatus.rangeEnd;
    return found;
  }
  if (found >= end) {
    module.status.value = isFinal ? scanStatus.rangeEnd : scanStatus.needsInput;
    return found;
  }
  // Not before: blanks at the end of the file would be read for ever.
  const position = lineStartOf(scanner, found);
  for (let length = pieceBytes; ; length *= 4) {
    const limit = Math.min(position + length, end);
    const pieceEnd = limit === end ? end : lineEndBefore(scanner, position, limit);
    const next = readPiece(scanner, { start: position, end: pieceEnd, goesOn: limit < end || !isFinal }, offset);
    if (next > position) return next;
    if (limit === end) {
      module.status.value = scanStatus.needsInput;
      return position;
    }
  }
}

/** The start of the line, where but blanks stand before a row: columns are counted from there. */
function lineStartOf({ module, inputAddress }: ByteScanner, position: number): number {
  const bytes = new Uint8Array(module.memory.buffer);
  let start = position;
  while (start > inputAddress && (bytes[start - 1] === space || bytes[start - 1] === tab)) start--;
  return start === inputAddress || isLineEnd(bytes, start - 1) ? start : position;
}

/** Behind the last line end of a stretch; its own end where it has none. */
function lineEndBefore({ module }: ByteScanner, start: number, end: number): number {
  const bytes = new Uint8Array(module.memory.buffer, start, end - start);
  const last = bytes.lastIndexOf(lineFeed);
  return last < 0 ? end : start + last + 1;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly goesOn: boolean;
}

/** Reads the rows of a piece; returns the address behind them, the piece's start where not even one is complete. */
function readPiece(scanner: ByteScanner, { start, end, goesOn }: Piece, offset: number): number {
  const { module, plan } = scanner;
  const rows = plan.rows as TableRows;
  const text = scanner.decode(start, end);
  return withCodes(text, (codes) => {
    blankMarks(text, codes);
    const room = module.capacity.value - module.rows.value;
    const read = (stop: number): { cells: CsvCells; separators: SeparatorCounts[] } => {
      const separators: SeparatorCounts[] = [];
      const places = { ranges: [{ start: 0, end: stop }], widthPlace: 0, goesOn, keepsStarts: true };
      try {
        const cells = readCells(text, codes, rows, rows.countsSeparators ? { ...places, separators } : places);
        return { cells, separators };
      } catch (thrown) {
        throw asFault(thrown, scanner, codes, start + offset);
      }
    };
    const all = read(stopIn(scanner, start, end, codes));
    // What does not fit into the block is read again when there is room.
    const { cells, separators } = all.cells.samples > room ? read(all.cells.starts[room]) : all;
    note(scanner, cells, text, codes);
    separators.forEach((counts, column) => {
      scanner.separators[column] = addSeparators(scanner.separators.at(column) ?? noSeparators(), counts);
    });
    addRows(scanner, cells, codes);
    const lines = countLineEnds(codes, 0, cells.end);
    module.lines.value += lines;
    module.status.value = scanStatus.scanning;
    const isAll = cells.end >= text.length;
    return isAll ? end : behindLines(scanner, start, end, lines);
  });
}

/** Where rows end to begin that belong to the range. */
function stopIn(scanner: ByteScanner, start: number, end: number, codes: Uint8Array): number {
  const { memory, stop } = scanner.module;
  const length = lengthOf(codes);
  if (stop.value >= end) return length;
  const bytes = new Uint8Array(memory.buffer, start, end - start);
  const cut = Math.max(0, stop.value - start);
  const isLineStart = cut > 0 && isLineEnd(bytes, cut - 1);
  return behindLineEnds(codes.subarray(0, length), numLineEnds(bytes, cut) + (isLineStart ? 0 : 1));
}

/** The address behind so many line ends. */
function behindLines({ module }: ByteScanner, start: number, end: number, lines: number): number {
  return start + behindLineEnds(new Uint8Array(module.memory.buffer, start, end - start), lines);
}

/** Keeps what is said about a piece later: texts, headers that are repeated, cells that hang on the decimal point. */
function note(scanner: ByteScanner, cells: CsvCells, text: string, codes: Uint8Array): void {
  const { module, plan } = scanner;
  const rows = plan.rows as TableRows;
  const lineOf = (place: number): number => module.lines.value + countLineEnds(codes, 0, place);
  rows.uses.forEach((use, column) => {
    const texts = cells.texts[column];
    if (use === "watch") scanner.addWatched(column, cells.samples - texts - cells.missing[column], texts);
    const first = cells.firstTexts[column];
    if (first === null) return;
    scanner.textCounts[column] += texts;
    if (scanner.firstTexts.has(column)) return;
    const found = text.slice(first.start, first.end);
    const place = { line: lineOf(first.start), column: positionAt(codes, first.start).column };
    scanner.firstTexts.set(column, { slot: column, text: found, ...place });
  });
  for (const start of cells.repeats) scanner.repeats.push(lineOf(start));
  const { firstSeparated } = cells;
  if (firstSeparated !== null) {
    const { start, end } = firstSeparated;
    scanner.firstSeparated ??= { text: text.slice(start, end), line: lineOf(start) };
  }
}

/** Puts rows into the block as the byte scanner does. */
function addRows(scanner: ByteScanner, cells: CsvCells, codes: Uint8Array): void {
  const { module, plan, rowLength } = scanner;
  const { values, places } = cells.numbers;
  const block = new Float64Array(module.memory.buffer, module.block.value, (module.capacity.value + 1) * rowLength);
  const rowLines = new Int32Array(module.memory.buffer, module.rowLines.value, module.capacity.value + 1);
  let line = module.lines.value;
  let known = 0;
  for (let row = 0; row < cells.samples; row++) {
    line += countLineEnds(codes, known, cells.starts[row]);
    known = cells.starts[row];
    const from = row * rowLength;
    const missing = values.subarray(from, from + rowLength).findIndex(Number.isNaN);
    if (missing >= 0 && plan.missingValues === "error") {
      const place = positionAt(codes, places.startOf(from + missing));
      const fault = { line: module.lines.value + place.line - 1, column: place.column };
      throw new ScanFault({ ...noFault, status: scanStatus.missingValue, ...fault });
    }
    if (missing >= 0 && plan.missingValues === "omitRows") {
      module.incompleteRows.value++;
      continue;
    }
    block.set(values.subarray(from, from + rowLength), module.rows.value * rowLength);
    rowLines[module.rows.value] = line;
    module.rows.value++;
  }
}

const noFault = { status: 0, offset: 0, line: 0, column: 0, count: 0, expected: 0, excerpt: "" };

/** What the text reader throws, as a fault of the range: whoever knows the line of the range's start makes the message. */
function asFault(thrown: unknown, scanner: ByteScanner, codes: Uint8Array, offset: number): unknown {
  if (!(thrown instanceof DocumentError)) return thrown;
  const { line, column } = positionAt(codes, thrown.place?.start ?? 0);
  const status =
    thrown.code === "RAGGED"
      ? scanStatus.ragged
      : thrown.code === "BINARY"
        ? scanStatus.binary
        : scanStatus.unclosedQuote;
  return new ScanFault({
    status,
    offset: offset + (thrown.place?.start ?? 0),
    line: scanner.module.lines.value + line - 1,
    column,
    count: thrown instanceof RaggedError ? thrown.count : 0,
    expected: (scanner.plan.rows as TableRows).uses.length,
    excerpt: "",
  });
}
