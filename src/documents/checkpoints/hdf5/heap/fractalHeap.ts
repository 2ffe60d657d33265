import { t } from "@vscode/l10n";
import { broken, unsupported, type Cursor } from "../cursor.ts";
import { bytesFor } from "./recordTree.ts";
import type { Storage } from "../storage.ts";

/** How the blocks of a heap double in size from row to row. */
interface Table {
  readonly width: number;
  readonly startLength: number;
  readonly maximumDirect: number;
  readonly offsetLength: number;
}

/** A block with the rows of its table; none for one that holds objects itself. */
interface Block {
  readonly address: number;
  readonly numRows: number;
}

const managed = 0;

/**
 * A fractal heap, where HDF5 1.8 keeps the links of large groups and the attributes of objects with many.
 *
 * **Source**: HDF5 File Format Specification, III.G.
 */
export class FractalHeap {
  readonly #storage: Storage;
  readonly #table: Table;
  readonly #root: Block | null;
  readonly #lengthLength: number;

  private constructor(storage: Storage, table: Table, root: Block | null, lengthLength: number) {
    this.#storage = storage;
    this.#table = table;
    this.#root = root;
    this.#lengthLength = lengthLength;
  }

  static async open(storage: Storage, address: number): Promise<FractalHeap> {
    const { offset, length } = storage.sizes;
    const head = await storage.head(address, 26 + 12 * length + 3 * offset);
    if (head.text(4) !== "FRHP") throw broken();
    head.skip(3);
    if (head.uint(2) !== 0) throw unsupported(t("packed heaps"));
    head.skip(1);
    const maximumObject = head.uint(4);
    head.skip(length + offset + length + offset + 8 * length);
    const width = head.uint(2);
    const startLength = head.length();
    const maximumDirect = head.length();
    const offsetLength = Math.ceil(head.uint(2) / 8);
    head.skip(2);
    const root = head.address();
    const numRows = head.uint(2);
    if (!isPower(startLength) || !isPower(maximumDirect) || !isPower(width) || offsetLength > 8) throw broken();
    const table = { width, startLength, maximumDirect, offsetLength };
    const lengthLength = Math.min(bytesFor(maximumDirect), bytesFor(maximumObject));
    return new FractalHeap(storage, table, root === null ? null : { address: root, numRows }, lengthLength);
  }

  /** The object that an identifier names. */
  async read(identifier: Cursor): Promise<Cursor> {
    const kind = (identifier.uint(1) >> 4) & 3;
    if (kind !== managed) throw unsupported(t("objects outside their heaps"));
    const offset = identifier.uint(this.#table.offsetLength);
    const length = identifier.uint(this.#lengthLength);
    if (this.#root === null) throw broken();
    return this.#storage.cursor(await this.#locate(this.#root, offset), length);
  }

  /** The address of what stands at an offset of the heap: down the table, each block of which is smaller than the one around it. */
  async #locate(root: Block, heapOffset: number): Promise<number> {
    let block = root;
    let offset = heapOffset;
    while (block.numRows > 0) {
      const { row, column, length, start } = this.#place(offset, block.numRows);
      const child = await this.#child(block, row * this.#table.width + column);
      offset -= start;
      const isDirect = length <= this.#table.maximumDirect;
      const numRows = isDirect ? 0 : Math.log2(length / (this.#table.startLength * this.#table.width)) + 1;
      if (numRows >= block.numRows && !isDirect) throw broken();
      block = { address: child, numRows };
    }
    return block.address + offset;
  }

  /** Which block of a table an offset falls into, the length of that block and where it starts. */
  #place(offset: number, numRows: number) {
    const { width, startLength } = this.#table;
    let start = 0;
    for (let row = 0; row < numRows; row++) {
      const length = row < 2 ? startLength : startLength * 2 ** (row - 1);
      if (offset < start + width * length) {
        const column = Math.floor((offset - start) / length);
        return { row, column, length, start: start + column * length };
      }
      start += width * length;
    }
    throw broken();
  }

  async #child({ address }: Block, index: number): Promise<number> {
    const { offset } = this.#storage.sizes;
    const prefix = 5 + offset + this.#table.offsetLength;
    const head = await this.#storage.cursor(address, 4);
    if (head.text(4) !== "FHIB") throw broken();
    const child = (await this.#storage.cursor(address + prefix + index * offset, offset)).address();
    if (child === null) throw broken();
    return child;
  }
}

function isPower(value: number): boolean {
  return value > 0 && value < 2 ** 48 && Number.isInteger(Math.log2(value));
}
