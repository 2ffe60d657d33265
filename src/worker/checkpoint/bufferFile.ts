import type { ByteRanges } from "../../documents/checkpoints/types.ts";
import type { OpenedFile } from "./checkpointServer.ts";

/** A file that came as all its bytes. None stands beside it. */
export function bufferFile(source: SharedArrayBuffer | ArrayBuffer): OpenedFile {
  return { bytes: bufferRanges(source), sibling: () => Promise.resolve(null), close: () => undefined };
}

function bufferRanges(source: SharedArrayBuffer | ArrayBuffer): ByteRanges {
  const all = new Uint8Array(source);
  return {
    byteLength: all.length,
    // A copy where memory is shared: decoders of text do not take views on it.
    slice: (from, to) =>
      Promise.resolve(source instanceof ArrayBuffer ? all.subarray(from, to) : new Uint8Array(all.subarray(from, to))),
  };
}
