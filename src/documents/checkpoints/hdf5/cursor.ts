import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";

/** How many bytes an address and a length have: the superblock says. */
export interface FieldSizes {
  readonly offset: number;
  readonly length: number;
}

/** Reads little-endian fields one after the other from bytes in memory. */
export class Cursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #sizes: FieldSizes;
  position = 0;

  constructor(bytes: Uint8Array, sizes: FieldSizes) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#sizes = sizes;
  }

  get remaining(): number {
    return this.#bytes.length - this.position;
  }

  /** A whole number of 1 to 8 bytes. One beyond 2^53 is beyond every file, whatever its last bits are. */
  uint(size: number): number {
    const at = this.#take(size);
    if (size === 1) return this.#view.getUint8(at);
    if (size === 2) return this.#view.getUint16(at, true);
    if (size === 4) return this.#view.getUint32(at, true);
    if (size === 8) return Number(this.#view.getBigUint64(at, true));
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + this.#bytes[at + i];
    return value;
  }

  length(): number {
    return this.uint(this.#sizes.length);
  }

  /** Null for the undefined address, whose bits are all set. */
  address(): number | null {
    const bytes = this.bytes(this.#sizes.offset);
    if (bytes.every((byte) => byte === 0xff)) return null;
    return new Cursor(bytes, this.#sizes).uint(bytes.length);
  }

  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** A text up to its first NUL. */
  text(length: number): string {
    return textOf(this.bytes(length));
  }

  skip(length: number): void {
    this.#take(length);
  }

  /** Moves to the next multiple of `unit` from the start. */
  align(unit: number): void {
    this.skip((unit - (this.position % unit)) % unit);
  }

  /** A cursor of its own over what this one has not read. */
  again(): Cursor {
    return new Cursor(this.#bytes.subarray(this.position), this.#sizes);
  }

  /** A cursor of its own over the next bytes. */
  part(length: number): Cursor {
    return new Cursor(this.bytes(length), this.#sizes);
  }

  #take(length: number): number {
    if (!(length >= 0 && length <= this.remaining)) throw broken();
    const at = this.position;
    this.position += length;
    return at;
  }
}

/** UTF-8 up to the first NUL, with which texts are padded. */
export function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

export function broken(): CheckpointError {
  return new CheckpointError("BROKEN", t("HDF5 file does not follow its format"));
}

/** @param what in HDF5's own words: "fractal heaps" */
export function unsupported(what: string): CheckpointError {
  return new CheckpointError("UNSUPPORTED", t("HDF5 file uses {0}, which are not read", what));
}
