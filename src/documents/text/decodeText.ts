/** The encoding that a byte order mark tells; UTF-8 without one. */
export function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}

/**
 * The text that bytes write: UTF-8, or UTF-16 where a byte order mark says so. The mark is no part of the text.
 *
 * @example
 * decodeText(Uint8Array.of(0xff, 0xfe, 0x31, 0x00)) // "1"
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}
