import { planFile } from "../../documents/stream/filePlan.ts";
import type { ReadOptions } from "../../documents/types.ts";
import type { FilePreview, FileRequest } from "../../session/compute/fileRequest.ts";
import { readingFailure } from "./fileFailure.ts";
import { sampleRows } from "./scan/firstSample.ts";
import { channelsOf, decodedSource, type FilePlatform } from "./openFile.ts";

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
    const { channels, estimatedRows } = sampleRows(source, rowPlan, range);
    const { rows } = plan;
    const hasColumns = rows.kind === "table" || rows.kind === "records";
    const slots = hasColumns ? rows.uses.map((use, c) => slotOf(rows.uses, use === "numbers" ? c : -1)) : [];
    return {
      size: source.size,
      estimatedRows: Math.round((estimatedRows * (dataEnd - plan.dataStart)) / Math.max(1, range.stop - range.start)),
      lengths: plan.lengths,
      path: plan.path,
      arrays: plan.arrays,
      rowsBy: rows.kind === "binary" ? "number" : rows.kind === "table" || rows.isLines ? "line" : null,
      columns: (plan.columns ?? []).map((name, index) => ({
        name,
        index,
        isNumeric: slots[index] >= 0,
        values: slots[index] >= 0 ? Array.from(channels[slots[index]].subarray(0, previewValues)) : [],
      })),
    };
  } catch (thrown) {
    throw readingFailure(thrown);
  } finally {
    opened.close();
  }
}

/** Which column of numbers a column is; −1 where it is none. */
function slotOf(uses: readonly string[], column: number): number {
  return column < 0 ? -1 : uses.slice(0, column).filter((use) => use === "numbers").length;
}
