import { kernelsBase64 } from "./kernels.wasm.ts";
import { bytesPerPage, webAssembly, type WebAssemblyMemory } from "./webAssembly.ts";

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
}

/** Columns that a kernel's tables can have. */
export const maxColumns = 16384;
/** Values that a slot holds. Two slots and the tables stay in a processor's second cache. */
export const slotLength = 32768;
const numFloatTables = 4;
const numDoubleTables = 2;
const numSlots = 2;

const floatTableBytes = maxColumns * Float32Array.BYTES_PER_ELEMENT;
const doubleTableBytes = maxColumns * Float64Array.BYTES_PER_ELEMENT;
const slotBytes = slotLength * Float32Array.BYTES_PER_ELEMENT;
const slotsStart = numFloatTables * floatTableBytes + numDoubleTables * doubleTableBytes;
const tensorStart = slotsStart + numSlots * slotBytes;

/** A view on a part of a kernel's memory, and where it begins. */
export interface Region<Values> {
  readonly address: number;
  readonly values: Values;
}

/**
 * Memory that kernels work in: tables of numbers per column, slots through which arrays from elsewhere pass chunk by
 * chunk, and room for one tensor, which kernels read where it is. It never grows, so that no view on it is ever
 * detached, and is freed as any array is, when nothing refers to it any more.
 */
export class KernelMemory {
  readonly kernels: Kernels;
  readonly buffer: ArrayBuffer;
  readonly floatTables: readonly Region<Float32Array>[];
  readonly doubleTables: readonly Region<Float64Array>[];
  readonly slots: readonly Region<Float32Array>[];

  constructor(memory: WebAssemblyMemory, kernels: Kernels) {
    this.kernels = kernels;
    this.buffer = memory.buffer;
    const region = <Values>(
      View: new (buffer: ArrayBuffer, address: number, length: number) => Values,
      address: number,
      length: number,
    ): Region<Values> => ({ address, values: new View(this.buffer, address, length) });
    const doublesStart = numFloatTables * floatTableBytes;
    this.floatTables = counted(numFloatTables, (i) => region(Float32Array, i * floatTableBytes, maxColumns));
    this.doubleTables = counted(numDoubleTables, (i) =>
      region(Float64Array, doublesStart + i * doubleTableBytes, maxColumns),
    );
    this.slots = counted(numSlots, (i) => region(Float32Array, slotsStart + i * slotBytes, slotLength));
  }

  /** Where an array lies in this memory, null for one from elsewhere. */
  addressOf(data: Float32Array): number | null {
    return data.buffer === this.buffer ? data.byteOffset : null;
  }
}

const memories = new WeakMap<ArrayBufferLike, KernelMemory>();
let module: object | null | undefined;
let sharedMemory: KernelMemory | null | undefined;

/**
 * The memory to work in on these arrays: the one that the first of them lies in, so that it need not be copied, or else
 * the one that all other arrays share. null where there is no WebAssembly.
 */
export function memoryFor(arrays: readonly Float32Array[]): KernelMemory | null {
  for (const { buffer } of arrays) {
    const own = memories.get(buffer);
    if (own !== undefined) {
      return own;
    }
  }
  sharedMemory ??= createMemory(0);
  return sharedMemory;
}

/** An array of zeros in a kernel's memory of its own; null where there is no WebAssembly, or no room. */
export function allocateInMemory(length: number): Float32Array | null {
  const memory = createMemory(length * Float32Array.BYTES_PER_ELEMENT);
  return memory === null ? null : new Float32Array(memory.buffer, tensorStart, length);
}

function createMemory(tensorBytes: number): KernelMemory | null {
  module ??= compile();
  if (module === null || webAssembly === undefined) {
    return null;
  }
  const pages = Math.ceil((tensorStart + tensorBytes) / bytesPerPage);
  try {
    const memory = new webAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new webAssembly.Instance(module, { env: { memory } });
    const created = new KernelMemory(memory, exports as Kernels);
    memories.set(memory.buffer, created);
    return created;
  } catch {
    // More than 4 GiB, or no address space left: plain arrays serve.
    return null;
  }
}

/** null where the platform has no SIMD, or a page may not compile WebAssembly. */
function compile(): object | null {
  if (webAssembly === undefined) {
    return null;
  }
  try {
    return new webAssembly.Module(Uint8Array.from(atob(kernelsBase64), (character) => character.charCodeAt(0)));
  } catch {
    return null;
  }
}

function counted<T>(count: number, create: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => create(i));
}
