import { t } from "@vscode/l10n";
import { arrayMasks, textMasks } from "../../documents/masks/findMasks.ts";
import type { PositionMask } from "../../documents/masks/positionMask.ts";
import { bytesSource, readFully, type ByteSource } from "../../documents/stream/sources/byteSource.ts";
import { maxWholeBytes } from "../../documents/stream/plans/wholePlan.ts";
import { type FilePlan } from "../../documents/stream/plans/filePlan.ts";
import { planFile } from "../../documents/stream/plans/planFile.ts";
import type { StreamedUse } from "../../documents/stream/plans/rowPlan.ts";
import { utf16Source } from "../../documents/stream/sources/utf16Source.ts";
import { withUses } from "../../documents/stream/plans/tablePlan.ts";
import type { ReadOptions } from "../../documents/types.ts";
import type { FileRequest, ReadProgress } from "../../session/compute/fileRequest.ts";
import { resolveAxes } from "../dataset/axes.ts";
import { FileDataset } from "./fileDataset.ts";
import { fileFailure, readingFailure } from "./fileFailure.ts";
import { scanFile, type FileScan, type RowChannels } from "./scan/fileScan.ts";
import { inlinePool } from "./scan/inlinePool.ts";
import { hasMore, isAboutRows, isAlike } from "./scan/rowsAlike.ts";
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
  const report = throttled(onProgress);
  try {
    const file = decodedSource(opened);
    const scan = await readPlanned(platform, file, request, read, report);
    opened.checkUnchanged();
    return new FileDataset(scan, opened.version, { masks: masksBeside(file.source, scan), wanted: read.mask ?? "" });
  } catch (thrown) {
    opened.checkUnchanged();
    throw readingFailure(thrown);
  } finally {
    opened.close();
  }
}

/** Masks beside samples with positions; of a text only where it is so short that all of it is kept. */
function masksBeside(source: ByteSource, { plan, totals }: FileScan): PositionMask[] {
  if (plan.lengths.length < 2) return [];
  if (plan.format !== "json") return arrayMasks(source);
  if (!totals.isSampleComplete) return [];
  const bytes = new Uint8Array(source.size);
  readFully(source, bytes, 0);
  return textMasks(new TextDecoder().decode(bytes), plan.dataStart);
}

/** Reads row by row where the rows are alike. JSON whose rows turn out to be otherwise is read whole. */
async function readPlanned(
  platform: FilePlatform,
  file: DecodedSource,
  request: FileRequest,
  read: ReadOptions,
  report: ReturnType<typeof throttled>,
): Promise<FileScan> {
  const { source } = file;
  const plan = planFile(source, read, request.path);
  const isJson = plan.rows.kind === "array" || plan.rows.kind === "records";
  const canBeWhole = isJson && request.lines === null && source.size <= maxWholeBytes;
  try {
    const chosen = chosenPlan(source, plan, request, read);
    const scan = await scanPlanned(platform, file, request, read, chosen, report);
    if (!canBeWhole || (isAlike(scan, chosen) && !hasMore(source, scan))) return scan;
  } catch (thrown) {
    if (!canBeWhole || !isAboutRows(thrown)) throw thrown;
  }
  const whole = chosenPlan(source, planFile(source, read, undefined, "whole"), request, read, plan.columns);
  return scanPlanned(platform, file, request, read, whole, report);
}

async function scanPlanned(
  platform: FilePlatform,
  file: DecodedSource,
  request: FileRequest,
  read: ReadOptions,
  chosen: FilePlan,
  onProgress: ReturnType<typeof throttled>,
): Promise<FileScan> {
  const source = rowsSource(file.source, chosen);
  const isInFile = chosen.memory === undefined && !file.isDecoded;
  const pool = isInFile ? platform.createPool(request, source) : inlinePool(source);
  try {
    const { plan, stop } = planLines(source, chosen, request.lines);
    return await scanFile(source, pool, plan, {
      missingValues: read.missingValues,
      channelsOf: (lengths) => channelsOf(lengths, request),
      range: { start: plan.dataStart, stop },
      onProgress,
    });
  } finally {
    pool.dispose();
  }
}

/** Where the rows of a plan stand: in the file, or in memory. */
export function rowsSource(file: ByteSource, { memory }: FilePlan): ByteSource {
  return memory === undefined ? file : bytesSource(memory.bytes);
}

/** The bytes that the readers know, and whether they are not those of the file. */
interface DecodedSource {
  readonly source: ByteSource;
  readonly isDecoded: boolean;
}

/** The bytes that the readers know: those of UTF-16 are decoded here, in one thread, as they are asked for. */
export function decodedSource(opened: OpenedSource): DecodedSource {
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

/**
 * Takes the values of some columns only.
 *
 * @param columns the names that the numbers in the request are of
 */
function chosenPlan(
  source: ByteSource,
  plan: FilePlan,
  request: FileRequest,
  read: ReadOptions,
  columns = plan.columns,
): FilePlan {
  const { columns: chosen, path } = request;
  if (plan.memory === undefined || chosen === null) return chooseColumns(plan, chosen, read.exclude ?? []);
  const kept = new Set(chosen.map((c) => columns?.[c]));
  const exclude = [...(read.exclude ?? []), ...plan.names.filter((name) => !kept.has(name))];
  return planFile(source, { ...read, exclude }, path, "whole");
}

/** @throws Failure UNSUPPORTED where a feature that is to be left out is no column */
function chooseColumns(plan: FilePlan, columns: FileRequest["columns"], exclude: readonly string[]): FilePlan {
  const { rows } = plan;
  if (rows.kind !== "table" && rows.kind !== "records") {
    const left = plan.names.find((name) => exclude.includes(name));
    if (left === undefined) return plan;
    const message = t("{0} cannot be left out: it is part of an array, not a column of a table", left);
    throw fileFailure("UNSUPPORTED", message);
  }
  const isWanted = (c: number): boolean => columns?.includes(c) !== false && !exclude.includes(plan.columns?.[c] ?? "");
  return withUses(
    plan,
    rows.uses.map((use, c): StreamedUse => (isWanted(c) ? use : "skip")),
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
