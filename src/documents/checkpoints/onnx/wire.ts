import { t } from "@vscode/l10n";
import { sliceExactly } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import type { ByteRanges } from "../types.ts";

/** One field of a protobuf message, located but not read. */
export interface WireField {
  readonly number: number;
  readonly type: WireType;
  /** Of a varint; 0 for the other types. Signed, as int64 is. */
  readonly value: number;
  /** Offsets of its first byte in the file, and behind the last; the length prefix is before them. */
  readonly start: number;
  readonly end: number;
}

export type WireType = "varint" | "fixed64" | "bytes" | "fixed32";

/** A part of the file that holds one message. */
export interface MessageRange {
  readonly start: number;
  readonly end: number;
}

/** Fields that a file may have in all: one with 10^5 nodes has about 800,000. */
const maximumFields = 1_000_000;
const windowLength = 65_536;
/** A tag and a length, ten bytes each. */
const longestHead = 20;
const longestVarint = 10;
const types: readonly (WireType | null)[] = ["varint", "fixed64", "bytes", null, null, "fixed32"];

/**
 * Walks the fields of protobuf messages by byte range.
 *
 * Our own, where protobufjs has a Reader: that one wants a message whole in memory, and a model is one message of up to 2 GB
 * with its weights in the middle. Here a field of bytes is stepped over by its length, so that a file costs its index.
 *
 * The last bytes that were fetched are kept: most messages are a few bytes long, and are read from them without waiting.
 *
 * **Source**: protobuf.dev, "Encoding". Groups (types 3 and 4) are not part of ONNX.
 */
export class WireReader {
  readonly bytes: ByteRanges;
  #window: Uint8Array = new Uint8Array(0);
  #windowStart = 0;
  #numFields = 0;

  constructor(bytes: ByteRanges) {
    this.bytes = bytes;
  }

  /**
   * The fields of a message, in runs of those that were fetched together.
   *
   * @throws CheckpointError BROKEN, TRUNCATED; TOO_LARGE for more fields than any model has
   */
  async *runs({ start, end }: MessageRange): AsyncGenerator<readonly WireField[]> {
    for (let offset = start; offset < end;) {
      if (!this.#holds(offset, Math.min(offset + longestHead, end))) await this.#fetch(offset);
      const fields = this.#fieldsHere(offset, end);
      yield fields;
      offset = fields[fields.length - 1].end;
    }
  }

  /** All fields of a message that is no longer than a node or a tensor's head. */
  fields(range: MessageRange): readonly WireField[] | Promise<readonly WireField[]> {
    return this.#holds(range.start, range.end) ? this.#fieldsHere(range.start, range.end) : this.#allFields(range);
  }

  /** A text field. Longer ones than any name are cut. */
  text({ start, end }: MessageRange): string | Promise<string> {
    const last = Math.min(end, start + windowLength);
    if (this.#holds(start, last))
      return decoder.decode(this.#window.subarray(start - this.#windowStart, last - this.#windowStart));
    return this.bytesOf({ start, end: last }).then((bytes) => decoder.decode(bytes));
  }

  async bytesOf({ start, end }: MessageRange): Promise<Uint8Array> {
    return sliceExactly(this.bytes, start, end, t("the ONNX model"));
  }

  async #allFields(range: MessageRange): Promise<readonly WireField[]> {
    const fields: WireField[] = [];
    for await (const run of this.runs(range)) fields.push(...run);
    return fields;
  }

  async #fetch(offset: number): Promise<void> {
    const end = Math.min(this.bytes.byteLength, offset + windowLength);
    this.#window = await sliceExactly(this.bytes, offset, end, t("the ONNX model"));
    this.#windowStart = offset;
  }

  #holds(start: number, end: number): boolean {
    return start >= this.#windowStart && end <= this.#windowStart + this.#window.length;
  }

  /** The fields from `start` up to `end`, or up to where they are not in memory; at least one. */
  #fieldsHere(start: number, end: number): WireField[] {
    const fields: WireField[] = [];
    let offset = start;
    while (offset < end && this.#holds(offset, Math.min(offset + longestHead, end))) {
      if (++this.#numFields > maximumFields) {
        throw new CheckpointError("TOO_LARGE", t("ONNX model requires at most {0} fields", maximumFields));
      }
      const field = readHead(this.#window, offset - this.#windowStart, this.#windowStart);
      if (field.end > end) throw brokenMessage();
      fields.push(field);
      offset = field.end;
    }
    return fields;
  }
}

const decoder = new TextDecoder();

function readHead(window: Uint8Array, at: number, windowStart: number): WireField {
  const tag = readVarint(window, at);
  const number = Math.floor(tag.value / 8);
  const type = types[tag.value % 8] ?? null;
  if (type === null || number < 1) throw brokenMessage();
  if (type === "varint") {
    const { value, next } = readVarint(window, tag.next);
    return { number, type, value, start: windowStart + tag.next, end: windowStart + next };
  }
  const start = windowStart + tag.next;
  if (type === "fixed32") return { number, type, value: 0, start, end: start + 4 };
  if (type === "fixed64") return { number, type, value: 0, start, end: start + 8 };
  const { value: length, next } = readVarint(window, tag.next);
  if (length < 0) throw brokenMessage();
  return { number, type, value: 0, start: windowStart + next, end: windowStart + next + length };
}

/**
 * A varint as a signed 64-bit number: exact up to 2^53, beyond it no file has what it counts.
 *
 * @throws CheckpointError BROKEN where it has more than ten bytes or does not end
 * @example
 * readVarint(Uint8Array.of(0xac, 0x02), 0) // { value: 300, next: 2 }
 */
export function readVarint(bytes: Uint8Array, at: number): { value: number; next: number } {
  let low = 0;
  let high = 0;
  for (let i = 0; i < longestVarint && at + i < bytes.length; i++) {
    const bits = bytes[at + i] & 0x7f;
    if (i < 4) low += bits * 2 ** (7 * i);
    else high += bits * 2 ** (7 * (i - 4));
    if (bytes[at + i] < 0x80) {
      // 28 bits are in the low part, up to 42 in the high one, of which the upper six are beyond 64.
      const upper = high % 2 ** 36;
      return { value: (upper >= 2 ** 35 ? upper - 2 ** 36 : upper) * 2 ** 28 + low, next: at + i + 1 };
    }
  }
  throw brokenMessage();
}

export function brokenMessage(): CheckpointError {
  return new CheckpointError("BROKEN", t("ONNX model does not follow protobuf"));
}
