import type { ByteRanges } from "../../documents/checkpoints/types.ts";
import type { CheckpointFile, FileBytes } from "../../session/compute/checkpointRequests.ts";
import type { OpenedFile } from "./checkpointServer.ts";

/** A file that came as all its bytes, with those beside it that came too. */
export function bufferFile(source: FileBytes, siblings: CheckpointFile["siblings"] = {}): OpenedFile {
  return {
    bytes: bufferRanges(source),
    sibling: (name) => Promise.resolve(Object.hasOwn(siblings, name) ? bufferRanges(siblings[name]) : null),
    close: () => undefined,
  };
}

function bufferRanges(source: FileBytes): ByteRanges {
  const all = new Uint8Array(source);
  return {
    byteLength: all.length,
    // A copy where memory is shared: decoders of text do not take views on it.
    slice: (from, to) =>
      Promise.resolve(source instanceof ArrayBuffer ? all.subarray(from, to) : new Uint8Array(all.subarray(from, to))),
  };
}
