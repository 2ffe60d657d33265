import { t } from "@vscode/l10n";
import { crc32 } from "../../arrays/crc32.ts";
import { sliceExactly, withinRange } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import type { ByteRanges } from "../types.ts";
import { inflateRange } from "./inflateRange.ts";
import type { ZipEntry, ZipLimits } from "./types.ts";

const localHeader = 0x04034b50;
const localLength = 30;
const stored = 0;
const deflated = 8;
/** Deflate turns at most 1,032 bytes into one: what claims more is lying. */
const maximumRatio = 1032;
/** What honest data may unpack to for free. */
const plainRatio = 20;
/** A deflated entry up to this size is unpacked whole and kept for the next range of it. */
const keptBytes = 8_388_608;

/** A zip archive whose directory is read; its entries are fetched and unpacked when asked for. */
export class ZipArchive {
  readonly entries: readonly ZipEntry[];
  readonly #bytes: ByteRanges;
  readonly #byName: ReadonlyMap<string, ZipEntry>;
  #inflatedLeft: number;
  #kept: { readonly entry: ZipEntry; readonly content: Promise<Uint8Array> } | null = null;

  /** @throws CheckpointError REFUSED where two files have one name, of which two programs would read different ones */
  constructor(bytes: ByteRanges, entries: readonly ZipEntry[], limits: ZipLimits) {
    this.#bytes = bytes;
    this.entries = entries;
    this.#inflatedLeft = limits.maximumInflatedBytes;
    const byName = new Map<string, ZipEntry>();
    for (const entry of entries) {
      if (byName.has(entry.name) && !entry.name.endsWith("/")) {
        throw new CheckpointError("REFUSED", t("zip archive has two entries named {0}", entry.name));
      }
      byName.set(entry.name, entry);
    }
    this.#byName = byName;
  }

  /** Null where there is none. */
  find(name: string): ZipEntry | null {
    return this.#byName.get(name) ?? null;
  }

  /**
   * A whole entry, checked against its CRC-32.
   *
   * @param limit bytes that it may have when unpacked
   * @throws CheckpointError TOO_LARGE, TRUNCATED, BROKEN, UNSUPPORTED
   */
  async read(entry: ZipEntry, limit: number): Promise<Uint8Array> {
    if (entry.size > limit) {
      throw new CheckpointError(
        "TOO_LARGE",
        t("{0} in the archive requires at most {1} bytes, got {2}", entry.name, limit, entry.size),
      );
    }
    return this.range(entry, 0, entry.size);
  }

  /**
   * The bytes of an entry from `from` to `to`. Of a stored one no others are fetched. All of an entry is checked against its CRC-32.
   *
   * @throws CheckpointError TRUNCATED, BROKEN, TOO_LARGE, UNSUPPORTED (encrypted, other methods)
   */
  async range(entry: ZipEntry, from: number, to: number): Promise<Uint8Array> {
    if (!(from >= 0 && from <= to && to <= entry.size)) {
      throw new CheckpointError(
        "TRUNCATED",
        t("{0} in the archive has {1} bytes, not {2}", entry.name, entry.size, to),
      );
    }
    if (entry.isEncrypted) {
      throw new CheckpointError("UNSUPPORTED", t("{0} in the archive is encrypted", entry.name));
    }
    if (entry.method === deflated && entry.size <= keptBytes) {
      return (await this.#whole(entry)).subarray(from, to);
    }
    const bytes = await this.#unpack(entry, from, to);
    if (from === 0 && to === entry.size) checkSum(entry, bytes);
    return bytes;
  }

  /** A stored entry as bytes by range, of which nothing is fetched yet; null for a deflated one. */
  async ranges(entry: ZipEntry): Promise<ByteRanges | null> {
    if (entry.method !== stored || entry.isEncrypted) return null;
    return this.#packed(entry);
  }

  #whole(entry: ZipEntry): Promise<Uint8Array> {
    if (this.#kept?.entry === entry) return this.#kept.content;
    const content = this.#unpack(entry, 0, entry.size).then((bytes) => {
      checkSum(entry, bytes);
      return bytes;
    });
    this.#kept = { entry, content };
    return content;
  }

  async #unpack(entry: ZipEntry, from: number, to: number): Promise<Uint8Array> {
    const { name, size, packedSize, method } = entry;
    if (method === stored) {
      const packed = await this.#packed(entry);
      return sliceExactly(packed, from, to, name);
    }
    if (method !== deflated) {
      throw new CheckpointError(
        "UNSUPPORTED",
        t("{0} in the archive requires the method stored or deflate, got {1}", name, method),
      );
    }
    if (size > packedSize * maximumRatio) throw doesNotUnpack(name);
    this.#inflatedLeft -= Math.max(0, to - packedSize * plainRatio);
    if (this.#inflatedLeft < 0) {
      throw new CheckpointError("TOO_LARGE", t("{0} in the archive unpacks to more than reading may cost", name));
    }
    const { bytes, isSound } = await inflateRange(await this.#packed(entry), { size, from, to });
    if (!isSound) throw doesNotUnpack(name);
    return bytes;
  }

  /** The packed bytes of an entry: where they begin, only its local header says. */
  async #packed({ name, size, packedSize, method, headerStart }: ZipEntry): Promise<ByteRanges> {
    if (method === stored && size !== packedSize) throw doesNotUnpack(name);
    const header = await sliceExactly(this.#bytes, headerStart, headerStart + localLength, name);
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    if (view.getUint32(0, true) !== localHeader) throw doesNotUnpack(name);
    const nameStart = headerStart + localLength;
    const nameEnd = nameStart + view.getUint16(26, true);
    const localName = new TextDecoder().decode(await sliceExactly(this.#bytes, nameStart, nameEnd, name));
    if (localName !== name) {
      throw new CheckpointError("REFUSED", t("zip archive names {0} differently in two places", name));
    }
    const start = nameEnd + view.getUint16(28, true);
    if (start + packedSize > this.#bytes.byteLength) throw doesNotUnpack(name);
    return withinRange(this.#bytes, start, start + packedSize);
  }
}

function checkSum({ name, checksum }: ZipEntry, bytes: Uint8Array): void {
  if (checksum !== 0 && crc32(bytes) !== checksum) {
    throw new CheckpointError("BROKEN", t("{0} in the archive does not match its checksum", name));
  }
}

function doesNotUnpack(name: string): CheckpointError {
  return new CheckpointError("BROKEN", t("{0} in the archive does not unpack", name));
}
