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
const maximumFields = 1_500_000;
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
 * **Source**: protobuf.dev, "Encoding". Groups (types 3 and 4) are not part of ONNX.
 */
export class WireReader {
  readonly bytes: ByteRanges;
  #numFields = 0;

  constructor(bytes: ByteRanges) {
    this.bytes = bytes;
  }

  /** @throws CheckpointError BROKEN; TOO_LARGE for more fields than any model has */
  async *fields({ start, end }: MessageRange): AsyncGenerator<WireField> {
    let window: Uint8Array = new Uint8Array(0);
    let windowStart = start;
    for (let offset = start; offset < end;) {
      const needed = Math.min(longestHead, end - offset);
      if (offset - windowStart + needed > window.length) {
        windowStart = offset;
        window = await sliceExactly(this.bytes, offset, Math.min(end, offset + windowLength), t("the ONNX model"));
      }
      if (++this.#numFields > maximumFields) {
        throw new CheckpointError("TOO_LARGE", t("ONNX model requires at most {0} fields", maximumFields));
      }
      const field = readHead(window, offset - windowStart, windowStart);
      if (field.end > end) throw brokenMessage();
      yield field;
      offset = field.end;
    }
  }

  /** A text field. Longer ones than any name are cut. */
  async text({ start, end }: MessageRange): Promise<string> {
    const bytes = await sliceExactly(this.bytes, start, Math.min(end, start + windowLength), t("the ONNX model"));
    return new TextDecoder().decode(bytes);
  }

  async bytesOf({ start, end }: MessageRange): Promise<Uint8Array> {
    return sliceExactly(this.bytes, start, end, t("the ONNX model"));
  }
}

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
