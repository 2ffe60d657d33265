import type { ByteSource } from "../../documents/stream/byteSource.ts";
import { planFile, type FilePlan } from "../../documents/stream/filePlan.ts";
import type { StreamedUse } from "../../documents/stream/rowPlan.ts";
import { utf16Source } from "../../documents/stream/utf16Source.ts";
import { withUses } from "../../documents/stream/tablePlan.ts";
import type { ReadOptions } from "../../documents/types.ts";
import type { FileRequest, ReadProgress } from "../../session/compute/fileRequest.ts";
import { resolveAxes } from "../dataset/axes.ts";
import { FileDataset } from "./fileDataset.ts";
import { readingFailure } from "./fileFailure.ts";
import { inlinePool } from "./scan/inlinePool.ts";
import { scanFile, type RowChannels } from "./scan/fileScan.ts";
import { planLines } from "./scan/lineRange.ts";
import type { OutputFile } from "./outputFile.ts";
import type { ScanPool } from "./scan/scanPool.ts";

/** A source that knows whether its bytes are still those that it began with. */
export interface OpenedSource extends ByteSource {
  /** @throws Failure FILE_CHANGED */
  checkUnchanged(): void;
  /** Tells the bytes as they are now from any others: size and time of the last change. */
  readonly version: string;
  close(): void;
}

/** What a platform can do with files: Node reads them from disk in threads, a browser has their bytes. */
export interface FilePlatform {
  open(request: FileRequest): OpenedSource;
  createPool(request: FileRequest, source: ByteSource): ScanPool;
  /** @throws Failure SAME_FILE, CANNOT_WRITE */
  createOutput(target: string, request: FileRequest): OutputFile;
}

const progressEveryMs = 100;

/**
 * Reads a file into a dataset.
 *
 * @throws Failure; FILE_CHANGED rather than what the change led to
 */
export async function openFile(
  platform: FilePlatform,
  request: FileRequest,
  read: ReadOptions,
  onProgress: (progress: ReadProgress) => void,
): Promise<FileDataset> {
  const opened = platform.open(request);
  const { source, isDecoded } = decodedSource(opened);
  const pool = isDecoded ? inlinePool(source) : platform.createPool(request, source);
  try {
    const { plan, stop } = planLines(
      source,
      chooseColumns(planFile(source, read, request.path), request.columns),
      request.lines,
    );
    const report = throttled(onProgress);
    const scan = await scanFile(source, pool, plan, {
      missingValues: read.missingValues,
      channelsOf: (lengths) => channelsOf(lengths, request),
      range: { start: plan.dataStart, stop },
      onProgress: report,
    });
    opened.checkUnchanged();
    return new FileDataset(scan, opened.version);
  } catch (thrown) {
    opened.checkUnchanged();
    throw readingFailure(thrown);
  } finally {
    pool.dispose();
    opened.close();
  }
}

/** The bytes that the readers know: those of UTF-16 are decoded here, in one thread, as they are asked for. */
export function decodedSource(opened: OpenedSource): { source: ByteSource; isDecoded: boolean } {
  const decoded = utf16Source(opened);
  return { source: decoded ?? opened, isDecoded: decoded !== null };
}

/** How rows with these axes fall into channels under a report's layout. */
export function channelsOf(
  lengths: readonly number[],
  { layout, preset }: Pick<FileRequest, "layout" | "preset">,
): RowChannels {
  const { channels, inner } = resolveAxes([1, ...lengths], layout, preset);
  const size = lengths.reduce((product, length) => product * length, 1);
  return { channels, inner, groupsPerRow: size / (channels * inner) };
}

/** Takes the values of some columns only. */
export function chooseColumns(plan: FilePlan, columns: FileRequest["columns"]): FilePlan {
  if (columns === null || (plan.rows.kind !== "table" && plan.rows.kind !== "records")) return plan;
  return withUses(
    plan,
    plan.rows.uses.map((use, c): StreamedUse => (columns.includes(c) ? use : "skip")),
  );
}

/** Passes on progress a few times a second. */
export function throttled(
  onProgress: (progress: ReadProgress) => void,
): (progress: Omit<ReadProgress, "elapsedMs">) => void {
  const started = performance.now();
  let last = started;
  return (progress) => {
    const now = performance.now();
    if (now - last < progressEveryMs) return;
    last = now;
    onProgress({ ...progress, elapsedMs: now - started });
  };
}
