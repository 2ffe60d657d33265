/**
 * The little of WebAssembly that the engine needs, declared here because it is compiled without the types of a browser
 * or Node. Absent where a page's content security policy or the platform does not allow it.
 */
interface WebAssemblyApi {
  readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => {
    readonly buffer: ArrayBuffer;
  };
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

export const webAssembly = (globalThis as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;

/** WebAssembly counts memory in pages of so many bytes. */
export const bytesPerPage = 65536;
