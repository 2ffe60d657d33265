import { t } from "@vscode/l10n";
import { bytesInMemory, sliceExactly, withinRange } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import type { ByteRanges } from "../types.ts";

/** A text of more bytes than that is not decoded for anything but numbers. */
const maximumText = 268_435_456;

/** A bytes object, or a long text that stands for one, of a pickle. Long ones stay in the file until they are asked for. */
export class PickleBytes {
  /** Bytes in the file. */
  readonly length: number;
  readonly #bytes: ByteRanges;
  readonly #start: number;
  /** Whether the bytes are the UTF-8 of a text whose characters are the bytes meant: protocol 2 writes bytes so. */
  readonly isText: boolean;

  constructor(bytes: ByteRanges, start: number, length: number, isText = false) {
    this.#bytes = bytes;
    this.#start = start;
    this.length = length;
    this.isText = isText;
  }

  /** The bytes whose values are the characters of a text. */
  static ofText(text: string): PickleBytes {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return new PickleBytes(bytesInMemory(bytes), 0, bytes.length);
  }

  /** The same text, read as the bytes that it stands for. */
  asBytesOfText(): PickleBytes {
    return new PickleBytes(this.#bytes, this.#start, this.length, true);
  }

  /**
   * @throws CheckpointError TRUNCATED where it has not that many; TOO_LARGE for a text that cannot be decoded by range
   */
  async range(from: number, to: number): Promise<Uint8Array> {
    if (!this.isText) {
      const end = this.#start + Math.min(to, this.length);
      const bytes = await sliceExactly(
        this.#bytes,
        this.#start + from,
        Math.max(end, this.#start + from),
        t("the array"),
      );
      return this.#checked(bytes, to - from);
    }
    return this.#checked((await this.#decoded()).subarray(from, to), to - from);
  }

  /** All of them, as bytes by range; a text is decoded. @throws CheckpointError TOO_LARGE, TRUNCATED */
  async ranges(): Promise<ByteRanges> {
    return this.isText
      ? bytesInMemory(await this.#decoded())
      : withinRange(this.#bytes, this.#start, this.#start + this.length);
  }

  async #decoded(): Promise<Uint8Array> {
    if (this.length > maximumText) {
      throw new CheckpointError(
        "TOO_LARGE",
        t("the array requires at most {0} bytes, got {1}", maximumText, this.length),
      );
    }
    const end = this.#start + this.length;
    return latin1Bytes(await sliceExactly(this.#bytes, this.#start, end, t("the array")));
  }

  #checked(bytes: Uint8Array, length: number): Uint8Array {
    if (bytes.length === length) return bytes;
    throw new CheckpointError("TRUNCATED", t("the array requires {0} bytes, got {1}", length, bytes.length));
  }
}

/** UTF-8 of characters below 256 → those characters as bytes. */
function latin1Bytes(utf8: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(utf8.length);
  let length = 0;
  for (let i = 0; i < utf8.length; i++) {
    const byte = utf8[i];
    bytes[length++] = byte < 0x80 ? byte : ((byte & 3) << 6) | (utf8[++i] & 0x3f);
  }
  return bytes.subarray(0, length);
}
