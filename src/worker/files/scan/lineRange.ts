import { t } from "@vscode/l10n";
import { lineFeed } from "../../../documents/text/characters.ts";
import { readFully, type ByteSource } from "../../../documents/stream/sources/byteSource.ts";
import type { FilePlan } from "../../../documents/stream/plans/filePlan.ts";
import { sampleBytes, type BinaryRows } from "../../../documents/stream/plans/rowPlan.ts";
import { fileFailure } from "../fileFailure.ts";

const windowBytes = 1 << 20;

/** Lines of a file, from 1, both included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/**
 * The plan for some lines of a file, and the offset behind the last of them. Lines are counted, not rows: a quoted field
 * with a line end counts twice.
 *
 * @throws Failure NO_ROWS where the file has fewer lines, or its rows are not lines
 */
export function planLines(source: ByteSource, plan: FilePlan, lines: Lines | null): { plan: FilePlan; stop: number } {
  const { rows } = plan;
  if (rows.kind === "binary") return planSamples(plan, rows, lines);
  if (lines === null) return { plan, stop: source.size };
  if (rows.kind !== "table" && !rows.isLines) {
    throw fileFailure("NO_ROWS", t("lines can be chosen of tables and JSON Lines, not of a JSON array"));
  }
  const first = Math.max(lines.first, plan.dataLine);
  const start = offsetOfLine(source, first, { offset: plan.dataStart, line: plan.dataLine });
  if (start >= source.size || lines.last < first) {
    throw fileFailure("NO_ROWS", t("lines {0}–{1} hold no rows", lines.first, lines.last));
  }
  const stop = offsetOfLine(source, lines.last + 1, { offset: start, line: first });
  return { plan: { ...plan, dataStart: start, dataLine: first }, stop };
}

/** Of an array in binary "lines" are its samples, from 1. */
function planSamples(plan: FilePlan, rows: BinaryRows, lines: Lines | null): { plan: FilePlan; stop: number } {
  if (lines === null) return { plan, stop: rows.end };
  const bytes = sampleBytes(rows);
  const start = rows.start + (lines.first - 1) * bytes;
  const stop = Math.min(rows.end, rows.start + lines.last * bytes);
  if (start >= stop) throw fileFailure("NO_ROWS", t("there are no rows {0}–{1}", lines.first, lines.last));
  const part = { ...rows, start, end: stop };
  return { plan: { ...plan, rows: part, dataStart: start, dataLine: lines.first }, stop };
}

/** Where a line starts, counted from a place whose line is known; the size of the file where it has fewer lines. */
function offsetOfLine(source: ByteSource, wanted: number, known: { offset: number; line: number }): number {
  const bytes = new Uint8Array(windowBytes);
  let { offset, line } = known;
  while (line < wanted) {
    const length = readFully(source, bytes, offset);
    if (length === 0) return source.size;
    let position = 0;
    while (line < wanted) {
      const end = bytes.indexOf(lineFeed, position);
      if (end < 0 || end >= length) break;
      position = end + 1;
      line++;
    }
    offset += line < wanted ? length : position;
  }
  return offset;
}
