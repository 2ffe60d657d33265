import type { Span } from "../../../documents/types.ts";
import type { DatasetInfo } from "../../compute/compute.ts";
import type { ReportInput } from "../reportInput.ts";

/** An open report, as far as it decides whether a run goes to it. */
export interface OpenReport {
  /** What it is made from; null for one that is empty. */
  readonly input: ReportInput | null;
  readonly info: DatasetInfo | null;
  /** Whether it stays with what it shows. */
  readonly isPinned: boolean;
}

/**
 * The report that a run goes to: the one about the same part of the same file, else the one that follows that file, else
 * one that is still empty. Undefined: a new one.
 *
 * @param reports those used last come first
 */
export function reportFor<R extends OpenReport>(reports: readonly R[], wanted: ReportInput): R | undefined {
  return (
    reports.find((report) => isOfPart(report, wanted)) ??
    reports.find(({ input, isPinned }) => !isPinned && input?.source.uri === wanted.source.uri) ??
    reports.find(({ input }) => input === null)
  );
}

/** Whether a report is about the very values that an input would read. */
function isOfPart({ input, info }: OpenReport, wanted: ReportInput): boolean {
  if (input?.source.uri !== wanted.source.uri || partOf(input) !== partOf(wanted)) return false;
  const [before, after] = [input.selections, wanted.selections];
  if (isSameSpans(before, after)) return true;
  // Wherever a single cursor is, it means the table around it, or the array.
  if (info === null || !isCursor(before) || !isCursor(after)) return false;
  const [{ start }] = after;
  return info.format === "csv" || (info.range.start <= start && start <= info.range.end);
}

/** What is read of a source, but for the selections. */
function partOf({ source: { file, isStatistics = false } }: ReportInput): string {
  return JSON.stringify([isStatistics, file && [file.columns, file.lines, file.path]]);
}

function isCursor(selections: readonly Span[]): boolean {
  return selections.length === 1 && selections[0].start === selections[0].end;
}

function isSameSpans(a: readonly Span[], b: readonly Span[]): boolean {
  return a.length === b.length && a.every(({ start, end }, k) => start === b[k].start && end === b[k].end);
}
