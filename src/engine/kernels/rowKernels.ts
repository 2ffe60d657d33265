import type { ChannelKernels, ChannelSums, GradientNumbers } from "./channelPasses.ts";
import { forEachChunk, type Operands } from "./chunks.ts";
import { slotLength, type KernelMemory, type Region } from "./kernelMemory.ts";

/** Kernels sum so many rows in float32: chunks of whole blocks give the same sums as all rows at once. */
const rowsPerBlock = 32;

/** Runs a kernel on rows whose operands lie at these addresses. */
type RowWork = (addresses: readonly number[], numRows: number) => void;

/** The kernels over rows of all channels: every column has its own numbers, in tables. */
export class RowKernels implements ChannelKernels {
  readonly #memory: KernelMemory;
  /** The channel of every column. */
  readonly #columns: Uint32Array;
  readonly #numChannels: number;

  constructor(memory: KernelMemory, columns: Uint32Array, numChannels: number) {
    this.#memory = memory;
    this.#columns = columns;
    this.#numChannels = numChannels;
  }

  sums(x: Float32Array, center: Float64Array): ChannelSums {
    const { kernels } = this.#memory;
    const centers = this.#fillTable(0, center);
    const [sums, squares] = this.#clearedTotals();
    const [first, second] = this.#parts();
    this.#forRows({ sources: [x], output: null }, [centers], ([atX], numRows) => {
      const width = this.#columns.length;
      kernels.rowSums(atX, numRows, width, centers.address, sums.address, squares.address, first, second);
    });
    return this.#totalsPerChannel([sums, squares]);
  }

  map(x: Float32Array, y: Float32Array, center: Float64Array, scale: Float64Array, shift: Float64Array): void {
    const { kernels } = this.#memory;
    const tables = [center, scale, shift].map((values, i) => this.#fillTable(i, values));
    const [centers, scales, shifts] = tables.map(({ address }) => address);
    this.#forRows({ sources: [x], output: y }, tables, ([atX, atY], numRows) => {
      kernels.rowMap(atX, atY, numRows, this.#columns.length, centers, scales, shifts);
    });
  }

  gradientSums(x: Float32Array, g: Float32Array, center: Float64Array): ChannelSums {
    const { kernels, floatTables } = this.#memory;
    const centers = this.#fillTable(0, center);
    const zeros = floatTables[1];
    zeros.values.fill(0, 0, this.#columns.length);
    const [grads, products] = this.#clearedTotals();
    const [first, second] = this.#parts();
    this.#forRows({ sources: [x, g], output: null }, [centers, zeros], ([atX, atG], numRows) => {
      const width = this.#columns.length;
      const totals = [grads.address, products.address] as const;
      kernels.rowGradientSums(atX, atG, numRows, width, centers.address, ...totals, first, second);
    });
    return this.#totalsPerChannel([grads, products]);
  }

  gradientMap(x: Float32Array, g: Float32Array, out: Float32Array, numbers: GradientNumbers): void {
    const { kernels } = this.#memory;
    const { center, slope, scale, shift } = numbers;
    const tables = [center, slope, scale, shift].map((values, i) => this.#fillTable(i, values));
    const [centers, slopes, scales, shifts] = tables.map(({ address }) => address);
    this.#forRows({ sources: [x, g], output: out }, tables, ([atX, atG, atOut], numRows) => {
      kernels.rowGradientMap(atX, atG, atOut, numRows, this.#columns.length, centers, slopes, scales, shifts);
    });
  }

  /**
   * Runs a kernel over all rows. The last one may be short: it goes through the slots, filled up by `paddings`, a table for
   * each source whose values add nothing to any sum.
   */
  #forRows(operands: Operands, paddings: readonly Region<Float32Array>[], work: RowWork): void {
    const { slots } = this.#memory;
    const { sources, output } = operands;
    const width = this.#columns.length;
    const { length } = sources[0];
    const rest = length % width;
    const end = length - rest;
    const unit = rowsPerBlock * width <= slotLength ? rowsPerBlock * width : width;
    forEachChunk(this.#memory, operands, end, unit, (addresses, _, chunkLength) => {
      work(addresses, chunkLength / width);
    });
    if (rest === 0) {
      return;
    }
    for (const [i, source] of sources.entries()) {
      slots[i].values.set(paddings[i].values.subarray(0, width));
      slots[i].values.set(source.subarray(end));
    }
    const addresses = sources.map((_, i) => slots[i].address);
    work([...addresses, slots[0].address], 1);
    output?.set(slots[0].values.subarray(0, rest), end);
  }

  /** Writes the channels' numbers to one of the kernels' tables, column by column. */
  #fillTable(index: number, values: Float64Array): Region<Float32Array> {
    const table = this.#memory.floatTables[index];
    const columns = this.#columns;
    if (columns.length === this.#numChannels) {
      table.values.set(values);
      return table;
    }
    for (let column = 0; column < columns.length; column++) {
      table.values[column] = values[columns[column]];
    }
    return table;
  }

  /** Where the tables are in which the kernels take sums of a few rows. */
  #parts(): readonly [number, number] {
    const { floatTables } = this.#memory;
    return [floatTables[2].address, floatTables[3].address];
  }

  /** The tables in which the kernels sum, column by column, cleared. */
  #clearedTotals(): readonly Region<Float64Array>[] {
    const { doubleTables } = this.#memory;
    for (const { values } of doubleTables) {
      values.fill(0, 0, this.#columns.length);
    }
    return doubleTables;
  }

  /** The totals of all columns of each channel. */
  #totalsPerChannel([first, second]: readonly Region<Float64Array>[]): ChannelSums {
    const columns = this.#columns;
    if (columns.length === this.#numChannels) {
      return [first.values.slice(0, columns.length), second.values.slice(0, columns.length)];
    }
    const [firstTotals, secondTotals] = [new Float64Array(this.#numChannels), new Float64Array(this.#numChannels)];
    for (let column = 0; column < columns.length; column++) {
      const c = columns[column];
      firstTotals[c] += first.values[column];
      secondTotals[c] += second.values[column];
    }
    return [firstTotals, secondTotals];
  }
}
