import { kernelsBase64 } from "./kernels.wasm.ts";
import { bytesPerPage, webAssembly } from "./webAssembly.ts";

/** The functions of assembly/kernels.ts. Addresses are in bytes, in the memory that they were instantiated with. */
export interface Kernels {
  rowSums(
    x: number,
    numRows: number,
    width: number,
    center: number,
    sums: number,
    squares: number,
    partSums: number,
    partSquares: number,
  ): void;
  rowMap(x: number, y: number, numRows: number, width: number, center: number, scale: number, shift: number): void;
  rowGradientSums(
    x: number,
    g: number,
    numRows: number,
    width: number,
    center: number,
    gradSums: number,
    products: number,
    partSums: number,
    partProducts: number,
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
  runSums(x: number, length: number, center: number, result: number): void;
  runMap(x: number, y: number, length: number, center: number, scale: number, shift: number): void;
  runGradientSums(x: number, g: number, length: number, center: number, result: number): void;
  runGradientMap(
    x: number,
    g: number,
    out: number,
    length: number,
    center: number,
    slope: number,
    scale: number,
    shift: number,
  ): void;
  product32: ProductKernel;
  product64: ProductKernel;
  demote(source: number, target: number, length: number): void;
  promote(source: number, target: number, length: number): void;
  copyRows(source: number, target: number, rows: number, bytes: number, step: number): void;
  transpose32: TransposeKernel;
  transpose64: TransposeKernel;
}

/** Steps are in bytes: of a from row to row and along the depth, of b along the depth, of out from row to row. */
type ProductKernel = (
  a: number,
  b: number,
  out: number,
  bias: number,
  rows: number,
  columns: number,
  depth: number,
  aRow: number,
  aStep: number,
  bStep: number,
  outRow: number,
) => void;

type TransposeKernel = (source: number, target: number, rows: number, columns: number, step: number) => void;

/** A WebAssembly memory that never grows, so that no view on it is ever detached, and the kernels that work in it. */
export interface KernelInstance {
  readonly buffer: ArrayBuffer;
  readonly kernels: Kernels;
}

let compiled: object | null = null;

/** New memory of so many bytes with its kernels; null where there is no WebAssembly with SIMD, or no such memory left. */
export function instantiateKernels(numBytes: number): KernelInstance | null {
  if (webAssembly === undefined) {
    return null;
  }
  try {
    compiled ??= new webAssembly.Module(Uint8Array.from(atob(kernelsBase64), (character) => character.charCodeAt(0)));
    const pages = Math.ceil(numBytes / bytesPerPage);
    const memory = new webAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new webAssembly.Instance(compiled, { env: { memory } });
    return { buffer: memory.buffer, kernels: exports as Kernels };
  } catch {
    // No SIMD, a page whose content security policy forbids WebAssembly, or memory is short: the plain loops serve.
    return null;
  }
}
