import { bytesSource } from "../../../../src/documents/stream/sources/byteSource.ts";
import { planFile } from "../../../../src/documents/stream/plans/planFile.ts";
import type { ReadOptions } from "../../../../src/documents/types.ts";
import {
  scanFile,
  type FileScan,
  type RowChannels,
  type ScanProgress,
} from "../../../../src/worker/files/scan/fileScan.ts";
import { inlinePool } from "../../../../src/worker/files/scan/inlinePool.ts";
import type { ScanPool } from "../../../../src/worker/files/scan/scanPool.ts";

/** A feature for every value of a row. */
export function flatChannels(lengths: readonly number[]): RowChannels {
  return { channels: lengths.reduce((size, length) => size * length, 1), inner: 1, groupsPerRow: 1 };
}

interface ScanTextOptions {
  readonly languageId?: string;
  readonly missingValues?: ReadOptions["missingValues"];
  readonly pool?: (bytes: Uint8Array<ArrayBuffer>) => ScanPool;
  readonly onProgress?: (progress: ScanProgress) => void;
  readonly channelsOf?: (lengths: readonly number[]) => RowChannels;
}

/** Scans a text as a file is scanned. */
export async function scanText(text: string, options: ScanTextOptions = {}): Promise<FileScan> {
  const { languageId = "csv", missingValues = "omitRows", channelsOf = flatChannels } = options;
  const bytes = new TextEncoder().encode(text);
  const source = bytesSource(bytes);
  const pool = options.pool?.(bytes) ?? inlinePool(source);
  try {
    const plan = planFile(source, { languageId, missingValues, header: "auto" }, undefined, "rowByRow");
    return await scanFile(source, pool, plan, {
      missingValues,
      channelsOf,
      range: { start: plan.dataStart, stop: bytes.length },
      onProgress: options.onProgress ?? (() => undefined),
    });
  } finally {
    pool.dispose();
  }
}
