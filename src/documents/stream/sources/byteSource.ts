/** Bytes that can be read from any place: a file, or a buffer that threads share. */
export interface ByteSource {
  readonly size: number;
  /**
   * Puts the bytes from `offset` on into `target` and returns how many; 0 at the end.
   *
   * @throws Error where they cannot be read
   */
  read(target: Uint8Array, offset: number): number;
}

/** Bytes in memory. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (target, offset) => {
      const part = bytes.subarray(offset, offset + target.length);
      target.set(part);
      return part.length;
    },
  };
}

/** Reads as much as there is, up to the length of `target`: a file may give less than it is asked for at once. */
export function readFully(source: ByteSource, target: Uint8Array, offset: number): number {
  let length = 0;
  while (length < target.length) {
    const read = source.read(target.subarray(length), offset + length);
    if (read === 0) break;
    length += read;
  }
  return length;
}
