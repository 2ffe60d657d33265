import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bytesInMemory } from "../../../../src/documents/checkpoints/byteRanges.ts";
import { CheckpointError, type CheckpointErrorCode } from "../../../../src/documents/checkpoints/checkpointError.ts";
import type { ByteRanges, CheckpointSource } from "../../../../src/documents/checkpoints/types.ts";

export const fixtureFolder = join(import.meta.dirname, "../../../fixtures/checkpoints");

/** A file that PyTorch or the script in its folder's README wrote. */
export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(fixtureFolder, name)));
}

/** A file alone in its folder. */
export function sourceOf(fileName: string, bytes: Uint8Array): CheckpointSource {
  return { fileName, bytes: bytesInMemory(bytes), sibling: () => Promise.resolve(null) };
}

export async function assertRefused(reading: Promise<unknown>, ...codes: CheckpointErrorCode[]): Promise<void> {
  await assert.rejects(reading, (thrown: unknown) => {
    assert.ok(thrown instanceof CheckpointError, `expected a CheckpointError, got ${String(thrown)}`);
    assert.ok(codes.includes(thrown.code), `${thrown.code}: ${thrown.message}`);
    assert.match(thrown.message, /[^.]$/);
    return true;
  });
}

/** Bytes that count how many of them were asked for. */
export function countedRanges(bytes: Uint8Array): ByteRanges & { readonly numRead: () => number } {
  const ranges = bytesInMemory(bytes);
  let numRead = 0;
  return {
    byteLength: ranges.byteLength,
    numRead: () => numRead,
    slice: async (from, to) => {
      const part = await ranges.slice(from, to);
      numRead += part.length;
      return part;
    },
  };
}
