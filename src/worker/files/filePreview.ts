import { type FilePlan } from "../../documents/stream/plans/filePlan.ts";
import { planFile } from "../../documents/stream/plans/planFile.ts";
import type { ReadOptions } from "../../documents/types.ts";
import type { FileColumn, FilePreview, FileRequest } from "../../session/compute/fileRequest.ts";
import { readingFailure } from "./fileFailure.ts";
import { sampleRows } from "./scan/firstSample.ts";
import { channelsOf, decodedSource, rowsSource, type FilePlatform } from "./openFile.ts";

/** Bytes at the beginning of the data whose values are shown, and how many values of each feature. */
const previewBytes = 1 << 14;
const previewValues = 5;

/**
 * What a file seems to hold, from a look at its beginning.
 *
 * @throws Failure
 */
export function previewFile(platform: FilePlatform, request: FileRequest, read: ReadOptions): FilePreview {
  const opened = platform.open(request);
  try {
    const { source } = decodedSource(opened);
    const plan = planFile(source, read, request.path);
    const dataEnd = plan.rows.kind === "binary" ? plan.rows.end : source.size;
    const rowPlan = { rows: plan.rows, ...channelsOf(plan.lengths, request), missingValues: "ignore" } as const;
    const range = { start: plan.dataStart, stop: Math.min(dataEnd, plan.dataStart + previewBytes) };
    const { channels, estimatedRows } = sampleRows(rowsSource(source, plan), rowPlan, range);
    const { rows } = plan;
    const slots = slotsOf(plan);
    return {
      size: opened.size,
      estimatedRows: Math.round((estimatedRows * (dataEnd - plan.dataStart)) / Math.max(1, range.stop - range.start)),
      lengths: plan.lengths,
      path: plan.path,
      arrays: plan.arrays,
      rowsBy: rows.kind === "binary" ? "number" : rows.kind === "table" || rows.isLines ? "line" : null,
      columns: (plan.columns ?? []).map((name, index) => ({
        name,
        index,
        ...previewOf(slots[index] ?? null, channels),
      })),
    };
  } catch (thrown) {
    throw readingFailure(thrown);
  } finally {
    opened.close();
  }
}

/** Which column of numbers each column is; null where it is none. */
function slotsOf({ rows, columns, names }: FilePlan): (number | null)[] {
  if (rows.kind === "binary") return (columns ?? []).map((_, c) => (c < names.length ? c : null));
  if (rows.kind === "array") return [];
  let slot = 0;
  return rows.uses.map((use) => (use === "numbers" ? slot++ : null));
}

function previewOf(slot: number | null, channels: readonly Float64Array[]): Pick<FileColumn, "isNumeric" | "values"> {
  if (slot === null) return { isNumeric: false, values: [] };
  return { isNumeric: true, values: Array.from(channels[slot].subarray(0, previewValues)) };
}
