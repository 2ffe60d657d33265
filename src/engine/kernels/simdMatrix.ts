import type { Factor, ProductSizes } from "./product.ts";
import type { DType, TensorData } from "../tensor.ts";
import { getKernelMemory, matrixLength, type KernelMemory } from "./kernelMemory.ts";

/** Kernels compute whole tiles: they read so many rows of a and columns of b, and write so many of both. */
const tile = { rows: 4, columns: 8 } as const;
const cacheLine = 64;
/** Rows that are a multiple of this apart get into each other's way in a processor's first cache. */
const crowdedBytes = 256;

/**
 * `multiply` by a kernel: factors and product pass through the kernel's memory, in float32 or float64 as a whole.
 *
 * @returns false where there is no WebAssembly, or no room
 */
export function simdMultiply(
  a: Factor,
  b: Factor,
  out: TensorData,
  { rows, columns, depth }: ProductSizes,
  bias: Float64Array | null,
  precision: DType,
): boolean {
  const memory = getKernelMemory();
  if (memory === null) return false;
  const [aRows, aColumns] = a.isTransposed ? [depth, rows] : [rows, depth];
  const room = new MatrixRoom(memory, precision);
  const { size } = room;
  const aStep = room.rowStep(aColumns);
  const bStep = room.rowStep(columns);
  const outStep = roundUp(columns, tile.columns) * size;
  const outBytes = roundUp(rows, tile.rows) * outStep;
  const slack = tile.rows * tile.columns * size;
  const atA = room.reserve(roundUp(aRows, tile.rows) * aStep + slack);
  const atB = room.reserve(depth * bStep + slack);
  const atBias = room.reserve(columns * size + slack);
  const atOut = room.reserve(outBytes);
  // What is to be rounded, widened or laid out otherwise lies here before or after.
  const atRaw = room.reserve(Math.max(a.data.length, b.data.length) * size + slack);
  const atOther = room.reserve(2 * Math.max(outBytes, Math.max(a.data.length, b.data.length) * size + slack));
  if (!room.fits) return false;

  const { kernels } = memory;
  room.fillRows(atA, a.data, aRows, aStep, atRaw, atOther);
  if (b.isTransposed) {
    room.fill(atRaw, b.data, atOther);
    (size === 4 ? kernels.transpose32 : kernels.transpose64)(atRaw, atB, columns, depth, bStep);
  } else {
    room.fillRows(atB, b.data, depth, bStep, atRaw, atOther);
  }
  if (bias !== null) room.fill(atBias, bias, atOther);
  const [rowStep, depthStep] = a.isTransposed ? [size, aStep] : [aStep, size];
  const multiply = size === 4 ? kernels.product32 : kernels.product64;
  multiply(atA, atB, atOut, bias === null ? 0 : atBias, rows, columns, depth, rowStep, depthStep, bStep, outStep);
  room.read(atOut, out, { rows, columns, stride: outStep / size }, atOther);
  return true;
}

/** Hands out places in the memory's room for matrices, and copies numbers there and back. */
class MatrixRoom {
  /** Bytes of a number in the kernel's arithmetic. */
  readonly size: 4 | 8;
  readonly #memory: KernelMemory;
  #next: number;

  constructor(memory: KernelMemory, precision: DType) {
    this.size = precision === "float32" ? 4 : 8;
    this.#memory = memory;
    this.#next = roundUp(memory.matrices.address, cacheLine);
  }

  /** Whether all that was reserved is there. */
  get fits(): boolean {
    return this.#next <= this.#memory.matrices.address + matrixLength * Float64Array.BYTES_PER_ELEMENT;
  }

  /** Bytes from a row to the next. */
  rowStep(columns: number): number {
    const bytes = columns * this.size;
    return bytes % crowdedBytes === 0 ? bytes + cacheLine : bytes;
  }

  /** The address of so many bytes. */
  reserve(bytes: number): number {
    const address = this.#next;
    this.#next = roundUp(address + bytes, cacheLine) + cacheLine;
    return address;
  }

  /** Copies numbers to an address, through `other` where they have to be rounded. */
  fill(address: number, data: TensorData, other: number): void {
    const { buffer, kernels } = this.#memory;
    if (this.size === 8) {
      new Float64Array(buffer, address, data.length).set(data);
    } else if (data instanceof Float32Array) {
      new Float32Array(buffer, address, data.length).set(data);
    } else {
      new Float64Array(buffer, other, data.length).set(data);
      kernels.demote(other, address, roundUp(data.length, 4));
    }
  }

  /** Copies rows to an address, `step` bytes apart. */
  fillRows(address: number, data: TensorData, rows: number, step: number, raw: number, other: number): void {
    const rowBytes = (data.length / rows) * this.size;
    if (rowBytes === step) {
      this.fill(address, data, other);
      return;
    }
    this.fill(raw, data, other);
    this.#memory.kernels.copyRows(raw, address, rows, rowBytes, step);
  }

  /** Copies rows that lie `stride` numbers apart to an array without gaps. */
  read(
    address: number,
    out: TensorData,
    { rows, columns, stride }: { readonly rows: number; readonly columns: number; readonly stride: number },
    other: number,
  ): void {
    const { buffer, kernels } = this.#memory;
    const length = rows * stride;
    const isWidened = this.size === 4 && out instanceof Float64Array;
    if (isWidened) kernels.promote(address, other, length);
    const values =
      this.size === 8 || isWidened
        ? new Float64Array(buffer, isWidened ? other : address, length)
        : new Float32Array(buffer, address, length);
    if (stride === columns) {
      out.set(values);
      return;
    }
    for (let r = 0; r < rows; r++) out.set(values.subarray(r * stride, r * stride + columns), r * columns);
  }
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
