import { instantiateKernels, type KernelInstance, type Kernels } from "./kernelModule.ts";

/** Below so many values the plain loops are as fast as kernels, and they round once instead of three times. */
export const fewestValues = 4096;
/** Columns that a kernel's tables can have. */
export const maxColumns = 16384;
/** Values that a slot holds: two slots and the tables stay in a processor's second cache. */
export const slotLength = 32768;
/** Values that the factors of a product and the product itself can have together. */
export const matrixLength = 2 ** 20;
/** Values that a stage holds, less a gap: a larger tensor would not stay in a processor's cache from pass to pass. */
const stageStride = 2 ** 18;
const numFloatTables = 4;
const numDoubleTables = 2;
const numSlots = 2;
const numStages = 2;

/**
 * Gap between regions, an odd number of cache lines. Processors look an address up by its lower bits first: regions
 * that begin at the same place of a page would get into each other's way (measured: a third slower).
 */
export const gapBytes = 17 * 64;
/** From the beginning of one table or slot to that of the next. */
const floatTableStride = maxColumns * Float32Array.BYTES_PER_ELEMENT + gapBytes;
const doubleTableStride = maxColumns * Float64Array.BYTES_PER_ELEMENT + gapBytes;
const slotStride = slotLength * Float32Array.BYTES_PER_ELEMENT + gapBytes;

const doubleTablesStart = numFloatTables * floatTableStride;
const slotsStart = doubleTablesStart + numDoubleTables * doubleTableStride;
const matricesStart = slotsStart + numSlots * slotStride;
/** Bytes that the kernels' own regions take at the beginning of a memory. */
export const workspaceBytes = matricesStart + matrixLength * Float64Array.BYTES_PER_ELEMENT;

/** A view on a part of a kernel's memory, and where it begins. */
export interface Region<Values> {
  readonly address: number;
  readonly values: Values;
}

/**
 * The memory that kernels work in: tables of numbers per column, slots through which tensors pass chunk by chunk, and
 * room for matrices. What comes after that is left to tensors (see segments.ts).
 */
export class KernelMemory {
  readonly kernels: Kernels;
  readonly buffer: ArrayBuffer;
  readonly floatTables: readonly Region<Float32Array>[];
  readonly doubleTables: readonly Region<Float64Array>[];
  readonly slots: readonly Region<Float32Array>[];
  /** Room for matrices that are multiplied. */
  readonly matrices: Region<Float64Array>;
  /** The same room, for two small tensors. */
  readonly stages: readonly Region<Float32Array>[];

  constructor({ buffer, kernels }: KernelInstance) {
    this.kernels = kernels;
    this.buffer = buffer;
    this.floatTables = counted(numFloatTables, (i) => floatRegion(buffer, i * floatTableStride, maxColumns));
    this.doubleTables = counted(numDoubleTables, (i) => {
      const address = doubleTablesStart + i * doubleTableStride;
      return { address, values: new Float64Array(buffer, address, maxColumns) };
    });
    this.slots = counted(numSlots, (i) => floatRegion(buffer, slotsStart + i * slotStride, slotLength));
    this.matrices = { address: matricesStart, values: new Float64Array(buffer, matricesStart, matrixLength) };
    const stageLength = stageStride - gapBytes / Float32Array.BYTES_PER_ELEMENT;
    this.stages = counted(numStages, (i) => {
      return floatRegion(buffer, matricesStart + i * stageStride * Float32Array.BYTES_PER_ELEMENT, stageLength);
    });
  }
}

let kernelMemory: KernelMemory | null | undefined;

/** The memory for arrays that lie elsewhere, made on first use; null where there is no WebAssembly with SIMD. */
export function getKernelMemory(): KernelMemory | null {
  if (kernelMemory === undefined) {
    const instance = instantiateKernels(workspaceBytes);
    kernelMemory = instance && new KernelMemory(instance);
  }
  return kernelMemory;
}

function floatRegion(buffer: ArrayBuffer, address: number, length: number): Region<Float32Array> {
  return { address, values: new Float32Array(buffer, address, length) };
}

function counted<T>(count: number, create: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => create(i));
}
