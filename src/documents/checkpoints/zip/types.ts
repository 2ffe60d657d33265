/** One file of a zip archive as the central directory describes it. */
export interface ZipEntry {
  /** With its folders: "archive/data/0". Only ever compared, never used as a path. */
  readonly name: string;
  /** Bytes when unpacked. */
  readonly size: number;
  readonly packedSize: number;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** CRC-32 of the unpacked bytes; 0 where the writer left it out (PyTorch can). */
  readonly checksum: number;
  /** Offset of its local header. */
  readonly headerStart: number;
}

/** What reading an archive may cost. */
export interface ZipLimits {
  readonly maximumEntries: number;
  readonly maximumDirectoryBytes: number;
  /** Bytes that deflated entries may unpack to beyond twenty times their packed size, in all: a bomb packs a thousand to one. */
  readonly maximumInflatedBytes: number;
}

export const defaultZipLimits: ZipLimits = {
  maximumEntries: 262_144,
  maximumDirectoryBytes: 33_554_432,
  maximumInflatedBytes: 100_663_296,
};
