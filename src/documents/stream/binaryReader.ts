import { elementTypes } from "../arrays/elementTypes.ts";
import { readFully, type ByteSource } from "./sources/byteSource.ts";
import type { ByteScanner } from "./byteScanner.ts";
import { ScanFault } from "./scanFault.ts";
import type { ByteRange, RangeResult } from "./byteRange.ts";
import { sampleBytes, type BinaryRows } from "./plans/rowPlan.ts";
import { scanStatus } from "../scanner/scannerModule.ts";

/**
 * Reads the samples of a binary array that start in a range, and hands over every full block of them.
 *
 * @param onBlock returns false to read no further
 * @throws ScanFault
 */
export function readBinaryRange(
  scanner: ByteScanner,
  rows: BinaryRows,
  source: ByteSource,
  { start, stop }: ByteRange,
  onBlock: () => boolean | undefined,
): RangeResult {
  const { module, rowLength } = scanner;
  const rowBytes = sampleBytes(rows);
  const end = Math.min(stop, rows.end);
  let offset = start;
  let incompleteRows = 0;
  const result = (): RangeResult => ({ end: offset, isArrayEnd: false, lines: 0, incompleteRows });
  while (offset < end) {
    const wanted = Math.min(module.capacity.value, Math.ceil((end - offset) / rowBytes));
    const bytes = scanner.input(wanted * rowBytes);
    const numRows = Math.floor(readFully(source, bytes, offset) / rowBytes);
    if (numRows === 0) break;
    const values = new Float64Array(module.memory.buffer, module.block.value, numRows * rowLength);
    decode(bytes.subarray(0, numRows * rowBytes), rows, values);
    const kept = keepRows(scanner, values, numRows, offset, rowBytes);
    incompleteRows += numRows - kept;
    module.rows.value = kept;
    offset += numRows * rowBytes;
    const goesOn = onBlock();
    module.rows.value = 0;
    if (goesOn === false) break;
  }
  return result();
}

/** The values as float64; those of the usual types at once. */
function decode(bytes: Uint8Array, { element, littleEndian }: BinaryRows, values: Float64Array): void {
  const { buffer, byteOffset, byteLength } = bytes;
  if (littleEndian && element === "float64") {
    values.set(new Float64Array(buffer, byteOffset, values.length));
  } else if (littleEndian && element === "float32") {
    values.set(new Float32Array(buffer, byteOffset, values.length));
  } else {
    const type = elementTypes[element];
    const view = new DataView(buffer, byteOffset, byteLength);
    for (let i = 0; i < values.length; i++) values[i] = type.decode(view, i * type.bytes, littleEndian);
  }
}

/** Moves the samples that count to the front; returns how many they are. A missing value is NaN. */
function keepRows(
  { module, plan, rowLength }: ByteScanner,
  values: Float64Array,
  numRows: number,
  offset: number,
  rowBytes: number,
): number {
  const lines = new Int32Array(module.memory.buffer, module.rowLines.value, numRows);
  lines.fill(0);
  if (plan.missingValues === "ignore") return numRows;
  let kept = 0;
  for (let row = 0; row < numRows; row++) {
    const from = row * rowLength;
    let i = from;
    while (i < from + rowLength && !Number.isNaN(values[i])) i++;
    if (i === from + rowLength) {
      if (kept < row) values.copyWithin(kept * rowLength, from, i);
      kept++;
    } else if (plan.missingValues === "error") {
      const place = { offset: offset + row * rowBytes, line: 0, column: 0, count: 0, expected: 0, excerpt: "" };
      throw new ScanFault({ status: scanStatus.missingValue, ...place });
    }
  }
  return kept;
}
