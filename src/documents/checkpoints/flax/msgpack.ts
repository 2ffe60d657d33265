import { t } from "@vscode/l10n";
import { sliceExactly } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import type { ByteRanges } from "../types.ts";

/** A part of the file. */
export interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

/** One value of msgpack, or the beginning of a map or an array, whose members follow. */
export type Token =
  | { readonly kind: "map" | "array"; readonly length: number }
  | { readonly kind: "text" | "bytes"; readonly span: ByteSpan }
  | { readonly kind: "extension"; readonly type: number; readonly span: ByteSpan }
  | { readonly kind: "number"; readonly value: number }
  /** nil, true, false */
  | { readonly kind: "word"; readonly isTrue: boolean };

const windowLength = 65_536;
/** First byte and the longest number behind it, or a length and a type. */
const longestHead = 9;
const maximumTokens = 200_000;

/**
 * Reads msgpack by byte range, one token after the other.
 *
 * Our own, where @msgpack/msgpack is: that one wants the whole file in memory. Here texts and arrays are stepped over by their
 * lengths, so that a file costs its keys.
 *
 * **Source**: msgpack's specification (msgpack/msgpack, spec.md).
 */
export class MsgpackReader {
  readonly #bytes: ByteRanges;
  readonly #end: number;
  #offset: number;
  #window: Uint8Array = new Uint8Array(0);
  #windowStart = 0;
  #numTokens = 0;

  constructor(bytes: ByteRanges, { start, end }: ByteSpan) {
    this.#bytes = bytes;
    this.#offset = start;
    this.#end = end;
  }

  /**
   * The next value, at once where its beginning was fetched with others.
   *
   * @throws CheckpointError BROKEN, TRUNCATED; TOO_LARGE for more values than any state has
   */
  next(): Token | Promise<Token> {
    if (++this.#numTokens > maximumTokens) {
      throw new CheckpointError("TOO_LARGE", t("msgpack file requires at most {0} values", maximumTokens));
    }
    if (this.#offset >= this.#end) throw brokenMsgpack();
    const last = Math.min(this.#offset + longestHead, this.#end);
    return this.#holds(this.#offset, last) ? this.#take() : this.#fetch().then(() => this.#take());
  }

  text({ start, end }: ByteSpan): string | Promise<string> {
    if (end - start > windowLength) throw brokenMsgpack();
    if (this.#holds(start, end)) {
      return decoder.decode(this.#window.subarray(start - this.#windowStart, end - this.#windowStart));
    }
    return sliceExactly(this.#bytes, start, end, t("the msgpack file")).then((bytes) => decoder.decode(bytes));
  }

  #take(): Token {
    const at = this.#offset - this.#windowStart;
    const head = new HeadReader(this.#window.subarray(at, at + longestHead));
    const token = readToken(head, this.#offset);
    const end = "span" in token ? token.span.end : this.#offset + head.position;
    if (end > this.#end) throw brokenMsgpack();
    // Each member takes a byte at least: what announces more is lying.
    if ("length" in token && token.length > this.#end - end) throw brokenMsgpack();
    this.#offset = end;
    return token;
  }

  #holds(start: number, end: number): boolean {
    return start >= this.#windowStart && end <= this.#windowStart + this.#window.length;
  }

  async #fetch(): Promise<void> {
    const to = Math.min(this.#end, this.#offset + windowLength);
    this.#window = await sliceExactly(this.#bytes, this.#offset, to, t("the msgpack file"));
    this.#windowStart = this.#offset;
  }
}

const decoder = new TextDecoder();

/** Big-endian numbers at the beginning of a value. */
class HeadReader {
  readonly #view: DataView;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  number<Value>(size: number, read: (view: DataView, at: number) => Value): Value {
    const at = this.position;
    if (at + size > this.#view.byteLength) throw brokenMsgpack();
    this.position += size;
    return read(this.#view, at);
  }

  uint(size: number): number {
    return this.number(size, (view, at) => {
      if (size === 1) return view.getUint8(at);
      if (size === 2) return view.getUint16(at);
      return size === 4 ? view.getUint32(at) : Number(view.getBigUint64(at));
    });
  }

  int(size: number): number {
    return this.number(size, (view, at) => {
      if (size === 1) return view.getInt8(at);
      if (size === 2) return view.getInt16(at);
      return size === 4 ? view.getInt32(at) : Number(view.getBigInt64(at));
    });
  }
}

function readToken(head: HeadReader, start: number): Token {
  const first = head.uint(1);
  const spanOf = (length: number): ByteSpan => ({ start: start + head.position, end: start + head.position + length });
  const extension = (length: number): Token => {
    const type = head.int(1);
    return { kind: "extension", type, span: spanOf(length) };
  };
  if (first < 0x80) return { kind: "number", value: first };
  if (first < 0x90) return { kind: "map", length: first & 0x0f };
  if (first < 0xa0) return { kind: "array", length: first & 0x0f };
  if (first < 0xc0) return { kind: "text", span: spanOf(first & 0x1f) };
  if (first >= 0xe0) return { kind: "number", value: first - 256 };
  if (first === 0xc1) throw brokenMsgpack();
  if (first < 0xc4) return { kind: "word", isTrue: first === 0xc3 };
  if (first < 0xc7) return { kind: "bytes", span: spanOf(head.uint(1 << (first - 0xc4))) };
  if (first < 0xca) return extension(head.uint(1 << (first - 0xc7)));
  if (first === 0xca) return { kind: "number", value: head.number(4, (view, at) => view.getFloat32(at)) };
  if (first === 0xcb) return { kind: "number", value: head.number(8, (view, at) => view.getFloat64(at)) };
  if (first < 0xd0) return { kind: "number", value: head.uint(1 << (first - 0xcc)) };
  if (first < 0xd4) return { kind: "number", value: head.int(1 << (first - 0xd0)) };
  if (first < 0xd9) return extension(1 << (first - 0xd4));
  if (first < 0xdc) return { kind: "text", span: spanOf(head.uint(1 << (first - 0xd9))) };
  return { kind: first < 0xde ? "array" : "map", length: head.uint(first % 2 === 0 ? 2 : 4) };
}

export function brokenMsgpack(): CheckpointError {
  return new CheckpointError("BROKEN", t("msgpack file does not follow its format"));
}
