import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";
import type { ByteRanges } from "../types.ts";
import { PickleBytes } from "./pickleBytes.ts";
import { truncatedPickle } from "./pickleErrors.ts";
import type { BytesBehind } from "./values.ts";

const windowLength = 65_536;
/** A line of protocol 0 that is longer is no name and no number. */
const maximumLine = 1_048_576;
const newline = 0x0a;

/**
 * Reads a pickle from front to end through a window, so that its length need not be known and what is passed over is not fetched.
 * The plain readers take what is in the window: `has` and `need` come before.
 */
export class PickleInput implements BytesBehind {
  readonly bytes: ByteRanges;
  #window: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** Offset of the window in the file, and of the next byte in the window. */
  #start: number;
  #at = 0;

  constructor(bytes: ByteRanges, offset = 0) {
    this.bytes = bytes;
    this.#start = offset;
  }

  /** Offset of the next byte in the file. */
  get offset(): number {
    return this.#start + this.#at;
  }

  has(length: number): boolean {
    return this.#at + length <= this.#window.length;
  }

  /** Fetches as many bytes, or fewer where the file ends. */
  async fetch(length: number): Promise<void> {
    const { offset } = this;
    this.#window = await this.bytes.slice(offset, offset + Math.max(length, windowLength));
    this.#view = new DataView(this.#window.buffer, this.#window.byteOffset, this.#window.byteLength);
    this.#start = offset;
    this.#at = 0;
  }

  /** @throws CheckpointError TRUNCATED where the file ends before */
  async need(length: number): Promise<void> {
    if (this.offset + length > this.bytes.byteLength) throw truncatedPickle();
    await this.fetch(length);
    if (!this.has(length)) throw truncatedPickle();
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  /** A length of 64 bits: what is beyond 2^53 is beyond every file. */
  uint64(): number {
    return Number(this.#view.getBigUint64(this.#take(8), true));
  }

  /** Big-endian, as nothing else in a pickle. */
  float64(): number {
    return this.#view.getFloat64(this.#take(8), false);
  }

  /** A view of the next bytes. */
  slice(length: number): Uint8Array {
    const from = this.#take(length);
    return this.#window.subarray(from, from + length);
  }

  async readByte(): Promise<number> {
    if (!this.has(1)) await this.need(1);
    return this.uint8();
  }

  takeBytes(length: number): PickleBytes {
    const { offset } = this;
    if (!(length >= 0 && offset + length <= this.bytes.byteLength)) throw truncatedPickle();
    this.#at += length;
    return new PickleBytes(this.bytes, offset, length);
  }

  /** The bytes up to the next line feed, as Latin-1; null where its end is not in the window. */
  lineInWindow(): string | null {
    const end = this.#window.indexOf(newline, this.#at);
    if (end < 0) return null;
    const text = latin1(this.#window.subarray(this.#at, end));
    this.#at = end + 1;
    return text;
  }

  /** The next line, fetched. @throws CheckpointError TRUNCATED, TOO_LARGE */
  async line(): Promise<string> {
    for (let length = windowLength; length <= maximumLine; length *= 4) {
      const isAll = this.offset + length >= this.bytes.byteLength;
      await this.fetch(length);
      const line = this.lineInWindow();
      if (line !== null) return line;
      if (isAll) throw truncatedPickle();
    }
    throw new CheckpointError("TOO_LARGE", t("a line of the pickle requires at most {0} characters", maximumLine));
  }

  #take(length: number): number {
    const from = this.#at;
    if (from + length > this.#window.length) throw truncatedPickle();
    this.#at += length;
    return from;
  }
}

/** Bytes as characters of the same numbers. One by one: most are names, too short for anything faster. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
