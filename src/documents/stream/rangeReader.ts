import { readBinaryRange } from "./binaryReader.ts";
import { lineFeed } from "../text/characters.ts";
import { readFully, type ByteSource } from "./sources/byteSource.ts";
import type { ByteScanner } from "./byteScanner.ts";
import { ScanFault } from "./scanFault.ts";
import { isPlainTable, readUnusual } from "./unusualRows.ts";
import { scanStatus } from "../scanner/scannerModule.ts";
import type { ByteRange, RangeResult } from "./byteRange.ts";

export { ScanFault } from "./scanFault.ts";

/** Bytes that are read at once. */
const chunkBytes = 1 << 18;
/** A row longer than this is taken for a mistake. */
const maxRowBytes = 1 << 28;

/**
 * Reads the rows of one range, chunk by chunk, and hands over every full block of them (`scanner.blockValues()`).
 *
 * @param onBlock returns false to read no further
 * @throws ScanFault
 */
export function readRange(
  scanner: ByteScanner,
  source: ByteSource,
  { start, stop }: ByteRange,
  onBlock: () => boolean | undefined,
  chunk = chunkBytes,
): RangeResult {
  const { rows } = scanner.plan;
  if (rows.kind === "binary") return readBinaryRange(scanner, rows, source, { start, stop }, onBlock);
  const { module, inputAddress } = scanner;
  const isPlain = rows.kind !== "table" || isPlainTable(rows);
  module.lines.value = 0;
  module.rows.value = 0;
  module.incompleteRows.value = 0;
  let capacity = chunk;
  let bytes = scanner.input(capacity + 1);
  let offset = start; // of the first byte in the buffer
  let length = 0;
  for (;;) {
    const wanted = bytes.subarray(length, capacity);
    const read = readFully(source, wanted, offset + length);
    length += read;
    const isFinal = read < wanted.length;
    const end = isFinal ? length : scanEnd(scanner, bytes, length);
    const saved = bytes[end];
    bytes[end] = 0;
    module.isFinal.value = isFinal ? 1 : 0;
    module.limit.value = inputAddress + end;
    module.stop.value = inputAddress + Math.min(Math.max(stop - offset, 0), 0x3fff_ffff);
    let position = inputAddress;
    for (;;) {
      position = isPlain ? scanner.scan(position) : position;
      if (!isPlain || module.status.value === scanStatus.unusual) {
        position = readUnusual(scanner, { position, end: inputAddress + end, isFinal, offset: offset - inputAddress });
      }
      if (module.status.value === scanStatus.scanning) continue;
      if (module.status.value !== scanStatus.blockFull) break;
      if (onBlock() === false) return result(scanner, offset + position - inputAddress);
      module.rows.value = 0;
    }
    const status = module.status.value;
    if (status === scanStatus.rangeEnd || status === scanStatus.arrayEnd) {
      onBlock();
      module.rows.value = 0;
      return result(scanner, offset + position - inputAddress);
    }
    if (status !== scanStatus.needsInput) throw fault(scanner, offset);
    bytes[end] = saved;
    const used = position - inputAddress;
    bytes.copyWithin(0, used, length);
    offset += used;
    length -= used;
    if (length === capacity) {
      if (capacity >= maxRowBytes) throw fault(scanner, offset);
      capacity *= 2;
      bytes = scanner.input(capacity + 1);
    }
  }
}

/** Behind the last line end, so that rows are seen whole; all bytes where there is none, or where rows are no lines. */
function scanEnd({ plan }: ByteScanner, bytes: Uint8Array, length: number): number {
  const isTable = plan.rows.kind === "table";
  const lastLineEnd = isTable ? bytes.subarray(0, length).lastIndexOf(lineFeed) : -1;
  return lastLineEnd < 0 ? length : lastLineEnd + 1;
}

function result({ module }: ByteScanner, end: number): RangeResult {
  const { status, lines, incompleteRows } = module;
  const isArrayEnd = status.value === scanStatus.arrayEnd;
  return { end, isArrayEnd, lines: lines.value, incompleteRows: incompleteRows.value };
}

function fault(scanner: ByteScanner, offset: number): ScanFault {
  const { module, inputAddress } = scanner;
  const start = module.faultStart.value;
  return new ScanFault({
    status: module.status.value,
    offset: offset + start - inputAddress,
    line: module.lines.value,
    column: scanner.plan.rows.kind === "table" ? scanner.columnAt(start) : 0,
    count: module.faultCount.value,
    expected: module.faultExpected.value,
    excerpt: scanner.decode(start, Math.min(start + 80, module.limit.value)),
  });
}
