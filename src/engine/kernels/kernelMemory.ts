import { kernelsBase64 } from "./kernels.wasm.ts";
import { bytesPerPage, webAssembly } from "./webAssembly.ts";

/** The functions of assembly/kernels.ts. Addresses are in bytes, in the memory that they were instantiated with. */
export interface Kernels {
  rowSums(x: number, numRows: number, width: number, center: number, sums: number, squares: number): void;
  rowMap(x: number, y: number, numRows: number, width: number, center: number, scale: number, shift: number): void;
  rowGradientSums(
    x: number,
    g: number,
    numRows: number,
    width: number,
    center: number,
    gradSums: number,
    products: number,
  ): void;
  rowGradientMap(
    x: number,
    g: number,
    out: number,
    numRows: number,
    width: number,
    center: number,
    slope: number,
    scale: number,
    shift: number,
  ): void;
  multiplyTransposed(a: number, b: number, out: number, rows: number, columns: number, depth: number): void;
}

/** Columns that a kernel's tables can have. */
export const maxColumns = 16384;
/** Values that a slot holds: two slots and the tables stay in a processor's second cache. */
export const slotLength = 32768;
/** Values that the factors of a product and what is made of its rows can have together. */
export const matrixLength = 262144;
const numFloatTables = 4;
const numDoubleTables = 2;
const numSlots = 2;

/**
 * Gap between regions, an odd number of cache lines. Processors look an address up by its lower bits first: regions
 * that begin at the same place of a page would get into each other's way (measured: a third slower).
 */
const gapBytes = 17 * 64;
/** From the beginning of one table or slot to that of the next. */
const floatTableStride = maxColumns * Float32Array.BYTES_PER_ELEMENT + gapBytes;
const doubleTableStride = maxColumns * Float64Array.BYTES_PER_ELEMENT + gapBytes;
const slotStride = slotLength * Float32Array.BYTES_PER_ELEMENT + gapBytes;

const doubleTablesStart = numFloatTables * floatTableStride;
const slotsStart = doubleTablesStart + numDoubleTables * doubleTableStride;
const matricesStart = slotsStart + numSlots * slotStride;
const totalBytes = matricesStart + matrixLength * Float64Array.BYTES_PER_ELEMENT;

/** A view on a part of a kernel's memory, and where it begins. */
export interface Region<Values> {
  readonly address: number;
  readonly values: Values;
}

/**
 * The memory that kernels work in: tables of numbers per column, slots through which tensors pass chunk by chunk, and
 * room for matrices.
 * It never grows, so that no view on it is ever detached.
 *
 * Tensors need not lie in it. A chunk is copied into a slot as fast as memory is read, and the kernel then works in the
 * processor's cache. Tensors in WebAssembly memories of their own were measured to be no faster on the whole (on a busy
 * machine, 1,000,000 × 16: statistics 2.4 instead of 4.1 ms, but the map 9.6 instead of 8.3 ms, gradient sums 11 instead
 * of 7 ms and gradients 20 instead of 12 ms). So tensors stay plain arrays, which the collector frees and messages carry.
 */
export class KernelMemory {
  readonly kernels: Kernels;
  readonly floatTables: readonly Region<Float32Array>[];
  readonly doubleTables: readonly Region<Float64Array>[];
  readonly slots: readonly Region<Float32Array>[];
  /** Room for matrices that are multiplied. */
  readonly matrices: Region<Float64Array>;

  constructor(memory: { readonly buffer: ArrayBuffer }, kernels: Kernels) {
    this.kernels = kernels;
    const { buffer } = memory;
    this.floatTables = counted(numFloatTables, (i) => floatRegion(buffer, i * floatTableStride, maxColumns));
    this.doubleTables = counted(numDoubleTables, (i) => {
      const address = doubleTablesStart + i * doubleTableStride;
      return { address, values: new Float64Array(buffer, address, maxColumns) };
    });
    this.slots = counted(numSlots, (i) => floatRegion(buffer, slotsStart + i * slotStride, slotLength));
    this.matrices = { address: matricesStart, values: new Float64Array(buffer, matricesStart, matrixLength) };
  }
}

let kernelMemory: KernelMemory | null | undefined;

/** The memory with its kernels, made on first use; null where there is no WebAssembly with SIMD. */
export function getKernelMemory(): KernelMemory | null {
  kernelMemory ??= createMemory();
  return kernelMemory;
}

function createMemory(): KernelMemory | null {
  if (webAssembly === undefined) {
    return null;
  }
  try {
    const binary = Uint8Array.from(atob(kernelsBase64), (character) => character.charCodeAt(0));
    const pages = Math.ceil(totalBytes / bytesPerPage);
    const memory = new webAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new webAssembly.Instance(new webAssembly.Module(binary), { env: { memory } });
    return new KernelMemory(memory, exports as Kernels);
  } catch {
    // No SIMD, or a page whose content security policy forbids WebAssembly: the plain loops serve.
    return null;
  }
}

function floatRegion(buffer: ArrayBuffer, address: number, length: number): Region<Float32Array> {
  return { address, values: new Float32Array(buffer, address, length) };
}

function counted<T>(count: number, create: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => create(i));
}
