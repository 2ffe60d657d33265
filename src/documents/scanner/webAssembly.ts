/** The little of WebAssembly that the scanner needs: it is compiled without the types of a browser or Node. */
export interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** A number that the module and whoever drives it share. */
export interface Register {
  value: number;
}

interface WebAssemblyApi {
  readonly Module: new (binary: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;

/** WebAssembly counts memory in pages of so many bytes. */
export const bytesPerPage = 65536;
