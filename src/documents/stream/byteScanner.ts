import { powersOfFive, powersOfFiveBytes } from "../scanner/powersOfFive.ts";
import { carriageReturn, lineFeed } from "../text/characters.ts";
import { rowLength, type RecordRows, type RowPlan, type StreamedUse } from "./plans/rowPlan.ts";
import { cellCode, instantiateScanner, type ScannerModule } from "../scanner/scannerModule.ts";
import { bytesPerPage } from "../scanner/webAssembly.ts";
import { readCell } from "../table/cells.ts";
import type { SeparatedCell, SeparatorCounts } from "../table/separators.ts";

/** The first text of a column. */
export interface FoundText {
  /** In JSON among the keys of numbers, in a table among all columns. */
  readonly slot: number;
  readonly text: string;
  /** Line ends between the start of the range and the row. */
  readonly line: number;
  /** From 1; 0 where it is not known. */
  readonly column: number;
}

/** Bytes of a block of rows: with the bytes that it comes from it fits a processor's second cache. */
const blockBytes = 1 << 18;
const maxBlockRows = 4096;
/** Where the first region begins: below are the module's own constants. */
const firstAddress = bytesPerPage;
const incompleteCode = { ignore: 0, omitRows: 1, error: 2 } as const;
/** The slot of a key whose values are not wanted; as in assembly/records.ts. */
const skippedSlot = 0xffff_ffff;
const useCode: Readonly<Record<StreamedUse, number>> = { skip: 0, numbers: 1, watch: 2 };

/**
 * Numbers out of bytes: a WebAssembly module set up for one way of writing rows, with the regions of its memory. Cells
 * that are not in digits are judged by the rules of the text reader, so that a file means the same to both.
 */
export class ByteScanner {
  readonly module: ScannerModule;
  readonly plan: RowPlan;
  /** Values of one row. */
  readonly rowLength: number;
  /** Where the bytes to scan are put. Nothing lies behind them: they can grow. */
  readonly inputAddress: number;
  /** Texts in columns of numbers: how many per column, and of any column the first. */
  readonly textCounts: Float64Array;
  readonly firstTexts = new Map<number, FoundText>();
  /** Lines that repeat the header: line ends between the start of the range and each. */
  readonly repeats: number[] = [];
  /** The first cell that would be another number with another decimal point; its line from 0 where the range starts. */
  firstSeparated: SeparatedCell | null = null;
  /** What the cells of each column of a table say about commas and points, where that is counted. */
  readonly separators: SeparatorCounts[] = [];
  readonly #decimalPoint: number;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #end = firstAddress;

  /** @param extraBytes room for a region of the caller's own, at `reserve` */
  constructor(plan: RowPlan, extraBytes = 0) {
    this.plan = plan;
    this.rowLength = rowLength(plan);
    const columns = plan.rows.kind === "table" ? plan.rows.uses.length : this.rowLength;
    this.textCounts = new Float64Array(columns);
    this.#decimalPoint = plan.rows.kind === "table" ? plan.rows.format.decimalPoint : 46;
    this.module = instantiateScanner({
      oddCell: (start, end) => this.#oddCell(this.decode(start, end)),
      hardNumber: (start, end) => Number(this.decode(start, end).replace(",", ".")),
      foundText: (slot, start, end, line) => {
        if (this.textCounts[slot]++ > 0 && plan.rows.kind !== "table") return;
        const isTable = plan.rows.kind === "table";
        const column = isTable ? this.columnAt(start) : 0;
        this.firstTexts.set(slot, { slot, text: this.decode(start, end), line, column });
      },
    });
    const { module } = this;
    module.powersOfFive.value = this.reserve(powersOfFiveBytes);
    new BigUint64Array(module.memory.buffer, module.powersOfFive.value).set(powersOfFive());
    module.decimalPoint.value = this.#decimalPoint;
    module.incomplete.value = incompleteCode[plan.missingValues];
    this.#setUpRows(plan);
    this.#setUpBlock();
    this.extraAddress = this.reserve(extraBytes);
    this.inputAddress = this.reserve(0);
  }

  /** Where the caller's own region is. */
  readonly extraAddress: number;

  /** Forgets what was noted about the range before. */
  startRange(): void {
    this.textCounts.fill(0);
    this.firstTexts.clear();
    this.repeats.length = 0;
    this.separators.length = 0;
    this.firstSeparated = null;
  }

  /** The column of a byte in its line, from 1, in UTF-16 units as editors count. */
  columnAt(address: number): number {
    const bytes = new Uint8Array(this.module.memory.buffer);
    let start = address;
    while (start > this.inputAddress && bytes[start - 1] !== lineFeed && bytes[start - 1] !== carriageReturn) start--;
    return this.decode(start, address).length + 1;
  }

  /** Adds to the cells of a watched column that are numbers, and texts. */
  addWatched(column: number, numbers: number, texts: number): void {
    const { memory, watchCounts } = this.module;
    const counts = new Uint32Array(memory.buffer, watchCounts.value + column * 8, 2);
    counts[0] += numbers;
    counts[1] += texts;
  }

  /** Scans from an address on: see `scanTable` and `scanArrays` of the module. */
  scan(from: number): number {
    return this.plan.rows.kind === "table" ? this.module.scanTable(from) : this.module.scanArrays(from);
  }

  /** The rows in the block, row-major; valid until the next scan. */
  blockValues(): Float64Array {
    const { block, rows, memory } = this.module;
    return new Float64Array(memory.buffer, block.value, rows.value * this.rowLength);
  }

  /** Line ends between the start of the range and every row of the block. */
  blockLines(): Int32Array {
    return new Int32Array(this.module.memory.buffer, this.module.rowLines.value, this.module.rows.value);
  }

  /** Cells of a watched column that are numbers, and texts. */
  watched(column: number): { numbers: number; texts: number } {
    const { memory, watchCounts } = this.module;
    const [numbers, texts] = new Uint32Array(memory.buffer, watchCounts.value + column * 8, 2);
    return { numbers, texts };
  }

  /** The bytes from `start` to `end`, as text. */
  decode(start: number, end: number): string {
    return this.#decoder.decode(new Uint8Array(this.module.memory.buffer, start, end - start));
  }

  /** Makes room for `length` bytes of input and returns a view on it; views from before are no longer valid. */
  input(length: number): Uint8Array {
    this.#growTo(this.inputAddress + length);
    return new Uint8Array(this.module.memory.buffer, this.inputAddress, length);
  }

  /** A region of so many bytes, aligned for float64. */
  reserve(bytes: number): number {
    const address = Math.ceil(this.#end / 16) * 16;
    this.#end = address + bytes;
    this.#growTo(this.#end);
    return address;
  }

  #growTo(end: number): void {
    const { memory } = this.module;
    // Number scanners look up to 16 bytes beyond what they were given.
    const missing = end + 16 - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / bytesPerPage));
  }

  #setUpRows({ rows }: RowPlan): void {
    const { module } = this;
    if (rows.kind === "table") {
      module.width.value = rows.uses.length;
      module.delimiter.value = rows.format.delimiter;
      module.uses.value = this.reserve(rows.uses.length);
      module.watchCounts.value = this.reserve(rows.uses.length * 8);
      module.rowTexts.value = this.reserve(rows.uses.length * 12);
      const uses = new Uint8Array(module.memory.buffer, module.uses.value, rows.uses.length);
      uses.set(rows.uses.map((use) => useCode[use]));
      const header = new TextEncoder().encode(rows.repeats[0] ?? "");
      module.headerStart.value = this.reserve(header.length);
      module.headerLength.value = header.length;
      new Uint8Array(module.memory.buffer, module.headerStart.value, header.length).set(header);
    } else if (rows.kind === "records") {
      module.isRecords.value = 1;
      module.isLines.value = rows.isLines ? 1 : 0;
      this.#setUpKeys(rows);
    } else if (rows.kind === "array") {
      const { lengths, isLines } = rows;
      module.isLines.value = isLines ? 1 : 0;
      module.rank.value = lengths.length;
      module.lengths.value = this.reserve(lengths.length * 4);
      module.counts.value = this.reserve(lengths.length * 4);
      new Uint32Array(module.memory.buffer, module.lengths.value, lengths.length).set(lengths);
    }
  }

  #setUpKeys({ keys, uses }: RecordRows): void {
    const { module } = this;
    module.numKeys.value = keys.length;
    module.keys.value = this.reserve(keys.length * 12);
    module.recordTexts.value = this.reserve(keys.length * 12);
    const encoder = new TextEncoder();
    let slot = 0;
    keys.forEach((key, k) => {
      const text = encoder.encode(key);
      const address = this.reserve(text.length);
      new Uint8Array(module.memory.buffer, address, text.length).set(text);
      const entry = [address, text.length, uses[k] === "numbers" ? slot++ : skippedSlot];
      new Uint32Array(module.memory.buffer, module.keys.value + k * 12, 3).set(entry);
    });
  }

  #setUpBlock(): void {
    const { module } = this;
    const rowSize = this.rowLength * 8;
    const capacity = Math.max(1, Math.min(maxBlockRows, Math.floor(blockBytes / rowSize)));
    module.rowSize.value = rowSize;
    module.capacity.value = capacity;
    // One row more: the row being read is written behind the last, and may turn out to be left out.
    module.block.value = this.reserve((capacity + 1) * rowSize);
    module.rowLines.value = this.reserve((capacity + 1) * 4);
  }

  #oddCell(cell: string): number {
    const { kind, value, isSeparated } = readCell(cell, this.#decimalPoint);
    if (isSeparated) this.firstSeparated ??= { text: cell, line: this.module.lines.value };
    if (kind !== "number") return kind === "missing" ? cellCode.missing : cellCode.text;
    this.module.value.value = value;
    return cellCode.spelled;
  }
}
